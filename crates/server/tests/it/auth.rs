//! Signing in, renewing, signing out, and what attackers try there.

use std::time::Duration;

use serde_json::json;

use crate::support::{Answer, Client, TestApp, on_both};

const PASSWORD: &str = "correct horse battery";

async fn login(client: &Client, email: &str, password: &str) -> Answer {
    client.post("/auth/login", json!({ "email": email, "password": password })).await
}

async fn refresh(client: &Client, cookie: &str) -> Answer {
    client
        .header("x-prismwa", "1")
        .header("cookie", cookie)
        .post("/auth/refresh", json!({}))
        .await
}

#[tokio::test]
async fn a_session_from_sign_in_to_sign_out() {
    on_both(async |app| {
        app.user("ana@example.com").await;
        let answer = login(&app.anyone(), " Ana@Example.com ", PASSWORD).await;
        let cookie = answer.cookie().unwrap();
        let view = answer.clone().ok();
        assert_eq!(view["expires_in"], 600);
        assert_eq!(view["user"]["email"], "ana@example.com");
        let first = view["access_token"].as_str().unwrap().to_owned();
        app.with_token(&first).get("/me").await.ok();

        let renewed = refresh(&app.anyone(), &cookie).await;
        let next_cookie = renewed.cookie().unwrap();
        assert_ne!(next_cookie, cookie);
        let second = renewed.ok()["access_token"].as_str().unwrap().to_owned();
        app.with_token(&second).get("/me").await.ok();

        let out = app
            .anyone()
            .header("x-prismwa", "1")
            .header("cookie", &next_cookie)
            .post("/auth/logout", json!({}))
            .await;
        assert_eq!(out.status, 204);
        assert_eq!(out.cookie().unwrap(), "prismwa_refresh=");
        assert!(out.headers.contains_key("clear-site-data"));
        for token in [&first, &second] {
            app.with_token(token).get("/me").await.refused(401, "auth.session_ended");
        }
        refresh(&app.anyone(), &next_cookie).await.refused(401, "auth.refresh_invalid");
    })
    .await;
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let app = TestApp::start().await;
    app.user("ana@example.com").await;
    let answer = login(&app.anyone(), "ana@example.com", PASSWORD).await;
    let line = answer.headers["set-cookie"].to_str().unwrap().to_owned();
    for flag in [
        "prismwa_refresh=",
        "; Path=/api/v1/auth;",
        "; HttpOnly",
        "; SameSite=Strict",
        "; Max-Age=604800",
    ] {
        assert!(line.contains(flag), "{flag} in {line}");
    }
    assert!(!line.contains("Secure"), "over plain http a Secure cookie would not come back");
    assert!(
        !answer.text.contains(answer.cookie().unwrap().split_once('=').unwrap().1),
        "the refresh token is only in the cookie"
    );

    let https = TestApp::start_with(|config| config.server.public_url = "https://wa.example.com".to_owned()).await;
    https.user("ana@example.com").await;
    let answer = login(&https.anyone(), "ana@example.com", PASSWORD).await;
    assert!(answer.headers["set-cookie"].to_str().unwrap().contains("; Secure"));
    assert_eq!(answer.headers["strict-transport-security"], "max-age=31536000");
}

#[tokio::test]
async fn u02_who_exists_cannot_be_told() {
    let app = TestApp::start().await;
    let ana = app.user("ana@example.com").await;
    app.user("shut@example.com").await;
    let shut = app
        .server()
        .app
        .store()
        .system()
        .find_user_by_email("shut@example.com")
        .await
        .unwrap()
        .unwrap()
        .id;
    app.server().app.users().disable(&app::Person::operator(), shut).await.unwrap();
    let mut bodies = Vec::new();
    for (email, password) in [
        ("ana@example.com", "wrong password here"),
        ("nobody@example.com", PASSWORD),
        ("shut@example.com", PASSWORD),
        ("not an address", PASSWORD),
        ("", ""),
    ] {
        let answer = login(&app.anyone(), email, password).await;
        answer.refused(401, "auth.invalid_credentials");
        assert!(answer.cookie().is_none());
        let mut body = answer.body.clone();
        body["request_id"] = json!("");
        bodies.push((body, answer.headers.keys().map(ToString::to_string).collect::<Vec<_>>()));
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
    assert_eq!(
        app.server()
            .app
            .store()
            .system()
            .list_sessions(ana, app.server().app.now())
            .await
            .unwrap()
            .len(),
        0
    );
}

#[tokio::test]
async fn u01_failures_slow_an_account_down_and_nobody_is_locked_out_for_good() {
    let app = TestApp::start_with(|config| config.auth.sign_ins_per_minute_per_account = 5).await;
    app.user("ana@example.com").await;
    app.user("ben@example.com").await;
    for _ in 0..5 {
        login(&app.anyone(), "ana@example.com", "wrong password here")
            .await
            .refused(401, "auth.invalid_credentials");
    }
    let paused = login(&app.anyone(), "ANA@example.com", PASSWORD).await;
    paused.refused(429, "auth.rate_limited");
    assert_eq!(paused.headers["retry-after"], "12");
    login(&app.anyone(), "ben@example.com", PASSWORD).await.ok();
    app.advance(Duration::from_secs(12));
    login(&app.anyone(), "ana@example.com", PASSWORD).await.ok();
}

#[tokio::test]
async fn u01_good_sign_ins_do_not_count_and_an_address_is_limited_too() {
    let app = TestApp::start_with(|config| {
        config.auth.sign_ins_per_minute_per_account = 3;
        config.auth.sign_ins_per_minute_per_ip = 6;
    })
    .await;
    app.user("ana@example.com").await;
    for _ in 0..10 {
        login(&app.anyone(), "ana@example.com", PASSWORD).await.ok();
    }
    for guess in 0..6 {
        login(&app.anyone(), &format!("somebody{guess}@example.com"), PASSWORD)
            .await
            .refused(401, "auth.invalid_credentials");
    }
    login(&app.anyone(), "ana@example.com", PASSWORD).await.refused(429, "auth.rate_limited");
}

#[tokio::test]
async fn u15_a_forwarded_address_counts_only_from_a_trusted_proxy() {
    for (trusted, expected) in [(false, 429), (true, 401)] {
        let app = TestApp::start_with(|config| {
            config.auth.sign_ins_per_minute_per_ip = 2;
            if trusted {
                config.server.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
            }
        })
        .await;
        let mut last = 0;
        for guess in 0..3 {
            let client = app.anyone().header("x-forwarded-for", &format!("203.0.113.{guess}"));
            last = login(&client, &format!("somebody{guess}@example.com"), PASSWORD).await.status.as_u16();
        }
        assert_eq!(last, expected, "trusted: {trusted}");
    }
}

#[tokio::test]
async fn u10_cookie_routes_refuse_other_sites() {
    let app = TestApp::start().await;
    app.user("ana@example.com").await;
    let cookie = login(&app.anyone(), "ana@example.com", PASSWORD).await.cookie().unwrap();
    let client = app.anyone().header("cookie", &cookie);
    for path in ["/auth/refresh", "/auth/logout"] {
        client.post(path, json!({})).await.refused(403, "auth.csrf");
        client.header("x-prismwa", "0").post(path, json!({})).await.refused(403, "auth.csrf");
        for site in ["cross-site", "same-site"] {
            client
                .header("x-prismwa", "1")
                .header("sec-fetch-site", site)
                .post(path, json!({}))
                .await
                .refused(403, "auth.csrf");
        }
    }
    let forged = app.anyone().header("sec-fetch-site", "cross-site");
    login(&forged, "ana@example.com", PASSWORD).await.refused(403, "auth.csrf");
    app.anyone()
        .raw(reqwest::Method::POST, "/auth/login", Some("text/plain"), b"{}".to_vec())
        .await
        .refused(415, "request.unsupported_media_type");
    client
        .header("x-prismwa", "1")
        .header("sec-fetch-site", "same-origin")
        .post("/auth/refresh", json!({}))
        .await
        .ok();
}

#[tokio::test]
async fn u07_two_tabs_at_once_stay_signed_in_and_a_late_copy_ends_the_session() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let first = login(&app.anyone(), "agent@lumenhome.example", PASSWORD).await.cookie().unwrap();
        let browser = app.anyone();
        let (left, right) = tokio::join!(refresh(&browser, &first), refresh(&browser, &first));
        let (left_cookie, right_cookie) = (left.cookie().unwrap(), right.cookie().unwrap());
        assert_eq!(left_cookie, right_cookie, "both tabs hold the same successor");
        left.ok();
        right.ok();
        app.advance(Duration::from_secs(10));
        refresh(&app.anyone(), &first).await.ok();

        let second = refresh(&app.anyone(), &left_cookie).await;
        let third_cookie = second.cookie().unwrap();
        let token = second.ok()["access_token"].as_str().unwrap().to_owned();
        app.advance(Duration::from_secs(11));
        let reused = refresh(&app.anyone(), &left_cookie).await;
        reused.refused(401, "auth.refresh_reused");
        assert_eq!(reused.cookie().unwrap(), "prismwa_refresh=");
        refresh(&app.anyone(), &third_cookie).await.refused(401, "auth.refresh_invalid");
        app.with_token(&token).get("/me").await.refused(401, "auth.session_ended");
        assert!(tenant.audited().await.contains(&"session.reuse_detected".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn u07_a_token_of_two_generations_ago_gives_the_thief_away_too() {
    let app = TestApp::start().await;
    app.user("ana@example.com").await;
    let first = login(&app.anyone(), "ana@example.com", PASSWORD).await.cookie().unwrap();
    let second = refresh(&app.anyone(), &first).await.cookie().unwrap();
    refresh(&app.anyone(), &second).await.ok();
    refresh(&app.anyone(), &first).await.refused(401, "auth.refresh_reused");
}

#[tokio::test]
async fn sessions_end_when_unused_and_at_last_in_any_case() {
    let app = TestApp::start_with(|config| {
        config.auth.session_idle_hours = 24;
        config.auth.session_absolute_days = 3;
    })
    .await;
    app.user("ana@example.com").await;
    let mut cookie = login(&app.anyone(), "ana@example.com", PASSWORD).await.cookie().unwrap();
    for _ in 0..3 {
        app.advance(Duration::from_secs(23 * 3600));
        let answer = refresh(&app.anyone(), &cookie).await;
        cookie = answer.cookie().unwrap();
        answer.ok();
    }
    app.advance(Duration::from_secs(4 * 3600));
    refresh(&app.anyone(), &cookie).await.refused(401, "auth.refresh_invalid");

    let cookie = login(&app.anyone(), "ana@example.com", PASSWORD).await.cookie().unwrap();
    app.advance(Duration::from_secs(24 * 3600));
    refresh(&app.anyone(), &cookie).await.refused(401, "auth.refresh_invalid");
}

#[tokio::test]
async fn tokens_are_refused_for_what_is_wrong_with_them() {
    let app = TestApp::start().await;
    let user = app.user("ana@example.com").await;
    let (_, token) = app.session(user).await;
    app.anyone().get("/me").await.refused(401, "auth.required");
    app.with_token("nonsense").get("/me").await.refused(401, "auth.token_invalid");
    app.anyone()
        .header("authorization", "Basic YTpi")
        .get("/me")
        .await
        .refused(401, "auth.token_invalid");
    app.anyone()
        .header("authorization", "Bearer a")
        .header("authorization", "Bearer b")
        .get("/me")
        .await
        .refused(401, "auth.token_invalid");
    let answer = app.anyone().get("/me").await;
    assert_eq!(answer.headers["www-authenticate"], "Bearer realm=\"prismwa\"");
    app.with_token(&token).get("/me").await.ok();
    app.advance(Duration::from_secs(600));
    app.with_token(&token).get("/me").await.refused(401, "auth.token_expired");
}

#[tokio::test]
async fn a_shut_account_is_out_at_once() {
    let app = TestApp::start().await;
    let user = app.user("ana@example.com").await;
    let cookie = login(&app.anyone(), "ana@example.com", PASSWORD).await.cookie().unwrap();
    let client = app.sign_in(user).await;
    client.get("/me").await.ok();
    app.server().app.users().disable(&app::Person::operator(), user).await.unwrap();
    client.get("/me").await.refused(401, "auth.session_ended");
    refresh(&app.anyone(), &cookie).await.refused(401, "auth.refresh_invalid");
    login(&app.anyone(), "ana@example.com", PASSWORD)
        .await
        .refused(401, "auth.invalid_credentials");
}

#[tokio::test]
async fn a_hash_made_with_less_is_made_anew_at_sign_in() {
    let app = TestApp::start_with(|config| config.auth.argon2_memory_kib = 128).await;
    let user = app.user("ana@example.com").await;
    let weak = server::auth::hasher::Hasher::new(&server::config::auth::Auth {
        argon2_memory_kib: 32,
        ..Default::default()
    });
    let hash = weak.hash(PASSWORD.into()).await.unwrap();
    app.server()
        .app
        .users()
        .change_password(&app::Person::operator(), user, &hash)
        .await
        .unwrap();
    login(&app.anyone(), "ana@example.com", PASSWORD).await.ok();
    let kept = app.server().app.store().system().get_credentials(user).await.unwrap().password_hash;
    assert!(kept.contains("m=128,"), "{kept}");
    login(&app.anyone(), "ana@example.com", PASSWORD).await.ok();
}
