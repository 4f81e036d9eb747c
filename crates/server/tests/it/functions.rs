//! Functions: written, tried, published, called, and kept in; their `fetch` goes through the guarded door to declared hosts only.

use std::time::Duration;

use app::functions::{Called, Caller, FunctionRef, Problem};
use axum::Router;
use axum::http::HeaderMap;
use axum::routing::{any, get};
use serde_json::{Value, json};

use crate::support::{Tenant, TestApp, on_both};

async fn function(tenant: &Tenant, source: &str) -> String {
    let made = tenant
        .admin
        .post("/functions", json!({ "name": "Free times", "source": source }))
        .await
        .ok();
    format!("/functions/{}", made["id"].as_str().unwrap())
}

async fn call(app: &TestApp, tenant: &Tenant, path: &str, input: Value) -> Result<Called, Problem> {
    let id = path.rsplit('/').next().unwrap().parse().unwrap();
    let function = FunctionRef { id, version: None };
    let caller = Caller::WaFlow("wfl_1".to_owned());
    let functions = app.server().app.functions();
    functions.call(tenant.id, function, &input, Some(Duration::from_secs(5)), caller).await
}

#[tokio::test]
async fn a_function_is_tried_published_and_called() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let status = tenant.admin.get("/functions/status").await.ok();
        assert_eq!((&status["available"], &status["reason"]), (&json!(true), &Value::Null), "{status}");
        let source = "export default input => { console.log('got', input.n); return { twice: input.n * 2 } }";
        let path = function(&tenant, source).await;
        let ran = tenant.admin.post(&format!("{path}/run"), json!({ "input": { "n": 21 } })).await.ok();
        assert_eq!(
            (&ran["result"], &ran["logs"][0]["text"]),
            (&json!({ "twice": 42 }), &json!("got 21")),
            "{ran}"
        );
        assert!(ran["logs"][0]["at_ms"].is_u64() && ran["ms"].as_f64().unwrap() > 0.0, "{ran}");
        let unsaved = json!({ "source": "export default () => 'unsaved'", "input": null });
        assert_eq!(tenant.admin.post(&format!("{path}/run"), unsaved).await.ok()["result"], "unsaved");

        let refused = call(app, &tenant, &path, json!({ "n": 1 })).await.unwrap_err();
        assert_eq!(refused.problem.kind, "not_published");
        let live = tenant.admin.post(&format!("{path}/publish"), json!({ "note": "First" })).await.ok();
        assert_eq!((&live["live_version"], &live["has_changes"]), (&json!(1), &json!(false)));
        let called = call(app, &tenant, &path, json!({ "n": 4 })).await.unwrap();
        assert_eq!(called.json.get(), r#"{"twice":8}"#);

        // A saved draft changes nothing for callers until it is published.
        let second = json!({ "source": "export default () => 'second'" });
        assert_eq!(tenant.admin.put(&format!("{path}/draft"), second).await.ok()["revision"], 2);
        assert_eq!(tenant.admin.get(&path).await.ok()["has_changes"], true);
        let called = call(app, &tenant, &path, json!({ "n": 5 })).await.unwrap();
        assert_eq!(called.json.get(), r#"{"twice":10}"#);
        tenant.admin.post(&format!("{path}/publish"), json!({})).await.ok();
        assert_eq!(call(app, &tenant, &path, json!(null)).await.unwrap().json.get(), r#""second""#);
        let versions = tenant.admin.get(&format!("{path}/versions")).await.ok();
        assert_eq!(
            (&versions["data"][0]["number"], &versions["data"][1]["note"]),
            (&json!(2), &json!("First"))
        );
        let first = tenant.admin.get(&format!("{path}/versions/1")).await.ok();
        assert!(first["source"].as_str().unwrap().contains("twice"));

        let calls = tenant.admin.get(&format!("{path}/calls")).await.ok();
        let calls = calls["data"].as_array().unwrap().iter();
        let callers: Vec<_> = calls.map(|call| (call["caller"].as_str().unwrap(), call["version"].as_i64())).collect();
        let form = "wa_flow:wfl_1";
        assert_eq!(
            callers,
            [(form, Some(2)), (form, Some(1)), (form, Some(1)), ("test", None), ("test", None)]
        );
    })
    .await;
}

#[tokio::test]
async fn a_lost_race_for_the_draft_is_noticed() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let path = format!("{}/draft", function(&tenant, "export default () => 1").await);
        let first = tenant.admin.header("if-match", "\"1\"");
        first.put(&path, json!({ "source": "export default () => 2" })).await.ok();
        let late = first.put(&path, json!({ "source": "export default () => 3" })).await;
        late.refused(412, "version.conflict");
        assert_eq!(tenant.owner.get(&path).await.ok()["source"], "export default () => 2");
    })
    .await;
}

#[tokio::test]
async fn what_goes_wrong_is_told_with_its_line() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let path = format!("{}/run", function(&tenant, "export default () => 1").await);
    let cases = [
        ("export default () => {\n  null.x\n}", "thrown", Some(2)),
        ("export default () => { for (;;) {} }", "timed_out", None),
        ("export default () => new Promise(() => {})", "never_settles", None),
        ("export const x = 1", "no_function", None),
        ("export default () => 'x'.repeat(300 * 1024)", "output_too_large", None),
        ("export default () => fetch('https://example.com')", "thrown", None),
    ];
    for (source, kind, line) in cases {
        let ran = tenant.admin.post(&path, json!({ "source": source })).await.ok();
        assert_eq!(ran["problem"]["kind"], kind, "{source}: {ran}");
        if line.is_some() {
            assert_eq!(ran["problem"]["line"], json!(line), "{source}: {ran}");
        }
        assert!(ran.get("result").is_none(), "{ran}");
    }
    // The next call is none the worse.
    assert_eq!(tenant.admin.post(&path, json!({})).await.ok()["result"], 1);
}

/// A server that says back which key it was sent.
async fn mirror() -> u16 {
    let say = async |headers: HeaderMap| {
        let key = headers.get("x-api-key").and_then(|key| key.to_str().ok()).unwrap_or("none").to_owned();
        axum::Json(json!({ "right": key == "sk_test_canary_123", "back": key }))
    };
    let away = get(async || axum::response::Redirect::temporary("http://other.example/"));
    let router = Router::new().route("/say", any(say)).route("/away", away);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    port
}

async fn app_that_may_reach(port: u16) -> TestApp {
    TestApp::start_with(|config| config.egress.allow = vec![format!("127.0.0.1:{port}")]).await
}

#[tokio::test]
async fn j9_fetch_reaches_declared_hosts_only_and_nothing_inside() {
    let port = mirror().await;
    let app = app_that_may_reach(port).await;
    let tenant = app.tenant("Lumen Home").await;
    let source = "export default async url => { const reply = await fetch(url); return { status: reply.status, body: await reply.text() } }";
    let path = function(&tenant, source).await;
    let ask = async |url: &str| tenant.admin.post(&format!("{path}/run"), json!({ "input": url })).await.ok();
    let good = format!("http://127.0.0.1:{port}/say?key=private");
    let undeclared = ask(&good).await;
    assert_eq!(undeclared["problem"]["kind"], "thrown", "{undeclared}");

    let hosts = json!({ "allow_hosts": [format!("127.0.0.1:{port}"), "127.0.0.1:1", "169.254.169.254", "localhost"] });
    tenant.admin.patch(&path, hosts).await.ok();
    let answer = ask(&good).await;
    assert_eq!(answer["result"]["status"], 200, "{answer}");
    let shown = format!("http://127.0.0.1:{port}/say");
    assert_eq!(answer["fetches"][0]["url"], shown, "keys in addresses are not shown");
    // Declared or not: the policy stands above what a function says of itself.
    let inside = [
        "http://169.254.169.254/latest/meta-data",
        "http://localhost:5432/",
        "http://127.0.0.1:1/",
        "https://example.com/",
        "file:///etc/passwd",
    ];
    for url in inside {
        let refused = ask(url).await;
        assert_eq!(refused["problem"]["kind"], "thrown", "{url}: {refused}");
        assert_eq!(refused["fetches"][0]["status"], Value::Null, "{url}: {refused}");
    }
    let away = ask(&format!("http://127.0.0.1:{port}/away")).await;
    assert!(away["problem"]["message"].as_str().unwrap().contains("declared"), "{away}");
}

#[tokio::test]
async fn j10_secrets_go_into_headers_outside_the_wall_and_never_in() {
    let port = mirror().await;
    let app = app_that_may_reach(port).await;
    let tenant = app.tenant("Lumen Home").await;
    tenant.admin.put("/secrets/crm_key", json!({ "value": "sk_test_canary_123" })).await.ok();
    let source = "export default async url => {
      const reply = await fetch(url, { headers: { 'x-api-key': '{{secrets.crm_key}}' } })
      return reply.json()
    }";
    let path = function(&tenant, source).await;
    let hosts = json!({ "allow_hosts": [format!("127.0.0.1:{port}")] });
    tenant.admin.patch(&path, hosts).await.ok();
    let input = json!({ "input": format!("http://127.0.0.1:{port}/say") });
    let ran = tenant.admin.post(&format!("{path}/run"), input).await;
    assert_eq!(ran.body["result"]["right"], true, "the other side got the key: {}", ran.text);
    assert!(
        !ran.text.contains("canary") && ran.text.contains("••••"),
        "what it said back is taken out: {}",
        ran.text
    );
    let peek = "export default () => [typeof process, typeof require, Object.keys(globalThis).join(), '{{secrets.crm_key}}']";
    let ran = tenant.admin.post(&format!("{path}/run"), json!({ "source": peek })).await;
    assert!(ran.status == 200 && !ran.text.contains("canary"), "{}", ran.text);
    assert!(!tenant.admin.get(&format!("{path}/calls")).await.text.contains("canary"));
}

#[tokio::test]
async fn j11_where_the_sandbox_cannot_start_functions_are_off_and_the_rest_goes_on() {
    let app = TestApp::start_with(|config| config.functions.enabled = false).await;
    let tenant = app.tenant("Lumen Home").await;
    let path = function(&tenant, "export default () => 1").await;
    let status = tenant.admin.get("/functions/status").await.ok();
    assert_eq!(status["available"], false);
    assert!(status["reason"].as_str().unwrap().contains("functions.enabled"), "{status}");
    let ran = tenant.admin.post(&format!("{path}/run"), json!({})).await.ok();
    assert_eq!(ran["problem"]["kind"], "unavailable", "{ran}");
    let published = tenant.admin.post(&format!("{path}/publish"), json!({})).await.ok();
    assert_eq!(published["live_version"], 1, "writing and publishing go on");
    assert!(call(&app, &tenant, &path, json!(null)).await.unwrap_err().is_passing());
}

#[tokio::test]
async fn a_stop_ends_the_workers() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let path = function(&tenant, "export default () => 1").await;
    tenant.admin.post(&format!("{path}/run"), json!({})).await.ok();
    let kept = app.server().app.clone();
    app.stop().await;
    let status = kept.functions().status().await;
    assert_eq!((status.available, status.reason.as_deref()), (false, Some("the server is stopping")));
}

#[tokio::test]
async fn settings_have_bounds_and_calls_are_capped() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let path = function(&tenant, "export default () => 1").await;
        let wrong = [
            json!({ "timeout_ms": 20_000 }),
            json!({ "timeout_ms": 1 }),
            json!({ "memory_mb": 500 }),
            json!({ "name": "" }),
            json!({ "allow_hosts": ["10.0.0.0/8"] }),
        ];
        for patch in wrong {
            let answer = tenant.admin.patch(&path, patch).await;
            assert_eq!(answer.status, 422, "{}", answer.text);
        }
        let twin = tenant.admin.post("/functions", json!({ "name": "Free times" })).await;
        twin.refused(409, "function.exists");
        tenant.agent.get("/functions").await.refused(403, "access.denied");
        let id = path.rsplit('/').next().unwrap().parse().unwrap();
        let mut tx = app.server().app.store().begin().await.unwrap();
        for at in 0..store::KEPT_FUNCTION_CALLS + 30 {
            let call = store::FunctionCallRow {
                id: model::FunctionCallId::new(),
                version: None,
                caller: at.to_string(),
                at: app.server().app.now(),
                ms: 1,
                problem: None,
                logs: "[]".to_owned(),
                fetches: "[]".to_owned(),
            };
            tx.workspace(tenant.id).record_function_call(id, &call).await.unwrap();
        }
        tx.workspace(tenant.id).trim_function_calls(id).await.unwrap();
        tx.commit().await.unwrap();
        let calls = tenant.admin.get(&format!("{path}/calls")).await.ok();
        let calls = calls["data"].as_array().unwrap();
        assert_eq!(
            (calls.len(), &calls[0]["caller"], &calls[199]["caller"]),
            (200, &json!("229"), &json!("30"))
        );
        assert_eq!(tenant.admin.delete(&path).await.status, 204);
        tenant.admin.get(&path).await.refused(404, "resource.not_found");
    })
    .await;
}
