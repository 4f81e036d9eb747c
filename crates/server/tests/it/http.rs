//! What holds for every request: headers, ids, sizes, methods, pages.

use reqwest::Method;
use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn every_answer_keeps_browsers_in_check() {
    let app = TestApp::start().await;
    let client = app.anyone();
    for path in [
        "!/",
        "!/healthz",
        "!/readyz",
        "!/api/docs",
        "!/api/openapi.json",
        "!/api/v1/setup",
        "!/api/v1/nothing",
        "!/assets/nothing.js",
        "~/me",
    ] {
        let answer = client.get(path).await;
        let header = |name: &str| {
            answer
                .headers
                .get(name)
                .unwrap_or_else(|| panic!("{path} has no {name}"))
                .to_str()
                .unwrap()
                .to_owned()
        };
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin");
        assert!(header("permissions-policy").contains("camera=()"));
        let policy = header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{path}: {policy}");
        assert!(header("x-request-id").starts_with("req_"));
        if path.starts_with("!/api") || path.starts_with('~') {
            assert_eq!(header("cache-control"), "no-store", "{path}");
        }
        assert_eq!(answer.headers.get("server"), None, "what we are made of is nobody's business");
    }
}

#[tokio::test]
async fn unknown_paths_and_methods_are_problems_below_the_api_and_pages_elsewhere() {
    let app = TestApp::start().await;
    let client = app.anyone();
    for path in [
        "!/api",
        "!/api/v1",
        "!/api/v1/nothing",
        "!/api/v2/me",
        "!/webhooks/nothing",
        "!/simulator/nothing/here",
    ] {
        let answer = client.get(path).await;
        assert!(answer.status == 404, "{path}: {}", answer.status);
    }
    client.get("!/api/v1/nothing").await.refused(404, "route.not_found");
    let wrong = client.delete("/setup").await;
    wrong.refused(405, "request.method_not_allowed");
    assert!(wrong.headers["allow"].to_str().unwrap().contains("POST"));
    let page = client.get("!/inbox").await;
    assert_eq!(
        (page.status.as_u16(), page.headers["content-type"].to_str().unwrap()),
        (200, "text/html; charset=utf-8")
    );
    client.post("!/inbox", json!({})).await.refused(405, "request.method_not_allowed");
    assert_eq!(client.call(Method::HEAD, "!/inbox", None).await.status, 200);
}

#[tokio::test]
async fn d07_bodies_are_strict() {
    let app = TestApp::start().await;
    let user = app.user("ana@example.com").await;
    let ana = app.sign_in(user).await;
    let send = async |kind: Option<&str>, body: &[u8]| ana.raw(Method::POST, "/workspaces", kind, body.to_vec()).await;
    send(None, b"{\"name\":\"A\"}").await.refused(415, "request.unsupported_media_type");
    send(Some("application/x-www-form-urlencoded"), b"name=A")
        .await
        .refused(415, "request.unsupported_media_type");
    send(Some("application/json"), b"").await.refused(400, "request.malformed");
    send(Some("application/json"), b"{\"name\":\"A\"").await.refused(400, "request.malformed");
    send(Some("application/json"), b"{\"name\":\"A\"} trailing")
        .await
        .refused(400, "request.malformed");
    send(Some("application/json"), b"\xff\xfe").await.refused(400, "request.malformed");
    send(Some("application/json"), b"[]").await.refused(422, "request.invalid");
    let twice = send(Some("application/json"), b"{\"name\":\"A\",\"name\":\"B\"}").await;
    assert_eq!(twice.errors(), [("/name".to_owned(), "duplicate_field".to_owned())]);
    let deep = format!("{{\"name\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(send(Some("application/json"), deep.as_bytes()).await.status.is_client_error());
    let large = format!("{{\"name\":\"{}\"}}", "x".repeat(1_100_000));
    send(Some("application/json"), large.as_bytes()).await.refused(413, "request.too_large");
    assert_eq!(send(Some("application/json; charset=utf-8"), b"{\"name\":\"A\"}").await.status, 201);
}

#[tokio::test]
async fn health_and_readiness_say_how_it_is() {
    let app = TestApp::start().await;
    let health = app.anyone().get("!/healthz").await;
    assert_eq!((health.status.as_u16(), health.text.as_str()), (200, "ok"));
    let ready = app.anyone().get("!/readyz").await.ok();
    assert_eq!(ready, json!({ "ready": true, "database": true, "workers": true, "disk": true }));
    app.server().app.store().close().await;
    let broken = app.anyone().get("!/readyz").await;
    assert_eq!((broken.status.as_u16(), &broken.body["database"]), (503, &json!(false)));
    assert_eq!(app.anyone().get("!/healthz").await.status, 200);
}

#[tokio::test]
async fn d06_what_breaks_inside_is_not_told_outside() {
    let app = TestApp::start().await;
    let user = app.user("ana@example.com").await;
    let ana = app.sign_in(user).await;
    app.server().app.store().close().await;
    let answer = ana.get("/me").await;
    assert!(answer.status.is_server_error());
    for word in ["sqlite", "sqlx", "pool", "select", "/src/"] {
        assert!(!answer.text.to_lowercase().contains(word), "{word} in {}", answer.text);
    }
}

#[tokio::test]
async fn d05_figures_have_a_listener_of_their_own_that_is_off_unless_asked_for() {
    let app = TestApp::start().await;
    assert_eq!(app.metrics_address(), None);
    assert!(!app.anyone().get("!/metrics").await.text.contains("prismwa_http"));
    app.stop().await;

    let app = TestApp::start_with(|config| config.metrics.listen = "127.0.0.1:0".to_owned()).await;
    app.anyone().get("/setup").await.ok();
    let address = app.metrics_address().expect("it was asked for");
    assert_ne!(address.port(), app.address().port());
    let figures = crate::support::Client::new(crate::support::http(), format!("http://{address}"), None)
        .get("!/metrics")
        .await;
    let line = "prismwa_http_requests_total{method=\"GET\",route=\"/api/v1/setup\",status=\"200\"}";
    assert!(figures.text.contains(line), "{}", figures.text);
    assert!(!app.anyone().get("!/metrics").await.text.contains("prismwa_http"));
}

#[tokio::test]
async fn the_reference_page_needs_nothing_from_elsewhere() {
    let app = TestApp::start().await;
    let page = app.anyone().get("!/api/docs").await;
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    assert!(!page.text.contains("<script") && !page.text.contains("src=\"http") && !page.text.contains("href=\"http"));
    assert!(page.text.contains("Create a workspace"));
    let style = app.anyone().get("!/api/docs.css").await;
    assert_eq!(style.headers["content-type"], "text/css; charset=utf-8");
}
