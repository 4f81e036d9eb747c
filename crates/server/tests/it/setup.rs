//! The first start: one owner, made once, by whoever can read the server's log.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{TestApp, on_both};

fn owner(token: &str) -> Value {
    json!({ "token": token, "email": "Olga@Example.com", "name": "Olga", "password": "a few plain words", "workspace_name": "Lumen Home" })
}

fn token(app: &TestApp) -> String {
    app.setup_link()
        .expect("nobody can sign in yet")
        .split_once("token=")
        .unwrap()
        .1
        .to_owned()
}

#[tokio::test]
async fn the_setup_link_makes_the_first_owner_once() {
    on_both(async |app| {
        assert_eq!(app.anyone().get("/setup").await.ok(), json!({ "needed": true }));
        let answer = app.anyone().post("/setup", owner(&token(app))).await;
        assert!(answer.cookie().unwrap().len() > 60);
        let view = answer.ok();
        assert_eq!(view["user"]["email"], "olga@example.com");
        assert_eq!(view["user"]["is_instance_admin"], true);
        let me = app.with_token(view["access_token"].as_str().unwrap()).get("/me").await.ok();
        assert_eq!(me["memberships"][0]["role"], "OWNER");
        assert_eq!(me["memberships"][0]["workspace"]["name"], "Lumen Home");
        assert_eq!(app.anyone().get("/setup").await.ok(), json!({ "needed": false }));
        app.anyone().post("/setup", owner(&token(app))).await.refused(409, "setup.done");
    })
    .await;
}

#[tokio::test]
async fn u14_a_stranger_without_the_token_gets_nothing() {
    let app = TestApp::start().await;
    for wrong in ["", "guess", &"A".repeat(43)] {
        app.anyone().post("/setup", owner(wrong)).await.refused(403, "setup.token_invalid");
    }
    for _ in 0..40 {
        app.anyone().post("/setup", owner("guess")).await;
    }
    app.anyone().post("/setup", owner("guess")).await.refused(429, "auth.rate_limited");
    assert_eq!(app.anyone().get("/setup").await.ok(), json!({ "needed": true }));
}

#[tokio::test]
async fn an_old_link_no_longer_works() {
    let app = TestApp::start().await;
    app.advance(Duration::from_secs(24 * 3600));
    app.anyone().post("/setup", owner(&token(&app))).await.refused(403, "setup.token_invalid");
}

#[tokio::test]
async fn two_at_once_make_one_owner() {
    on_both(async |app| {
        let token = token(app);
        let mut other = owner(&token);
        other["email"] = json!("eve@example.com");
        let (client, both) = (app.anyone(), owner(&token));
        let (left, right) = tokio::join!(client.post("/setup", both), client.post("/setup", other));
        let mut statuses = [left.status.as_u16(), right.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} {}", left.text, right.text);
    })
    .await;
}

#[tokio::test]
async fn wrong_fields_use_up_nothing() {
    let app = TestApp::start().await;
    let token = token(&app);
    for (field, value, pointer, code) in [
        ("email", "not an address", "/email", "invalid_value"),
        ("name", "  ", "/name", "missing_value"),
        ("password", "short", "/password", "password.too_short"),
        ("password", "lumenhome2026!", "/password", "password.personal"),
        ("workspace_name", "", "/workspace_name", "missing_value"),
    ] {
        let mut body = owner(&token);
        body[field] = json!(value);
        let answer = app.anyone().post("/setup", body).await;
        assert_eq!(answer.errors(), [(pointer.to_owned(), code.to_owned())], "{}", answer.text);
    }
    app.anyone().post("/setup", owner(&token)).await.ok();
}
