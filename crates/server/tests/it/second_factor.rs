//! The second factor: enrolled with a code, asked for at sign-in, each code once, few guesses, and what a workspace may ask of everybody.

use std::time::Duration;

use model::Role;
use serde_json::{Value, json};
use server::auth::totp;

use crate::support::{Answer, Client, TestApp, on_both};

const PASSWORD: &str = "correct horse battery";

/// A person with a second factor: their seed and recovery codes.
async fn enrol(app: &TestApp, who: &Client) -> (String, Vec<String>) {
    let begun = who.post("~/me/second-factor", json!({ "password": PASSWORD })).await.ok();
    let seed = begun["secret"].as_str().unwrap().to_owned();
    assert!(begun["address"].as_str().unwrap().contains(&seed));
    let confirmed = who.post("~/me/second-factor/confirm", json!({ "code": code(app, &seed) })).await.ok();
    let codes = confirmed["recovery_codes"].as_array().unwrap();
    (seed, codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect())
}

fn code(app: &TestApp, seed: &str) -> String {
    totp::code_at(seed, app.server().app.now().seconds()).unwrap()
}

async fn login(app: &TestApp, email: &str, code: Option<&str>) -> Answer {
    let mut body = json!({ "email": email, "password": PASSWORD });
    if let Some(code) = code {
        body["code"] = json!(code);
    }
    app.anyone().header("x-prismwa", "1").post("/auth/login", body).await
}

#[tokio::test]
async fn a_code_is_asked_for_and_works_once() {
    on_both(async |app| {
        let user = app.user("ana@example.com").await;
        let (ana, elsewhere) = (app.sign_in(user).await, app.sign_in(user).await);
        assert_eq!(ana.get("~/me/second-factor").await.ok()["enabled"], false);
        let (seed, recovery) = enrol(app, &ana).await;
        let state = ana.get("~/me/second-factor").await.ok();
        assert_eq!((&state["enabled"], &state["recovery_codes_left"]), (&json!(true), &json!(10)));
        elsewhere.get("~/me").await.refused(401, "auth.session_ended");

        login(app, "ana@example.com", None).await.refused(401, "auth.second_factor_required");
        login(app, "ana@example.com", Some(&code(app, &seed)))
            .await
            .refused(401, "auth.second_factor_wrong");
        app.advance(Duration::from_secs(30));
        let fresh = code(app, &seed);
        login(app, "ana@example.com", Some(&fresh)).await.ok();
        login(app, "ana@example.com", Some(&fresh)).await.refused(401, "auth.second_factor_wrong");
        app.advance(Duration::from_secs(30));
        login(app, "ana@example.com", Some(&fresh)).await.refused(401, "auth.second_factor_wrong");

        login(app, "ana@example.com", Some(&recovery[4])).await.ok();
        app.advance(Duration::from_secs(600));
        login(app, "ana@example.com", Some(&recovery[4]))
            .await
            .refused(401, "auth.second_factor_wrong");
        login(app, "ana@example.com", Some(&recovery[5].to_uppercase().replace('-', " ")))
            .await
            .ok();
    })
    .await;
}

#[tokio::test]
async fn u09_codes_cannot_be_guessed() {
    let app = TestApp::start().await;
    let user = app.user("ana@example.com").await;
    let (seed, _) = enrol(&app, &app.sign_in(user).await).await;
    app.advance(Duration::from_secs(30));
    let right = code(&app, &seed);
    let wrong = if right == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        login(&app, "ana@example.com", Some(wrong)).await.refused(401, "auth.second_factor_wrong");
    }
    let refused = login(&app, "ana@example.com", Some(&right)).await;
    refused.refused(429, "auth.rate_limited");
    assert!(refused.headers.contains_key("retry-after"));
    app.advance(Duration::from_secs(60));
    login(&app, "ana@example.com", Some(&code(&app, &seed))).await.ok();
}

#[tokio::test]
async fn it_is_changed_with_password_and_code_only() {
    on_both(async |app| {
        let user = app.user("ana@example.com").await;
        let ana = app.sign_in(user).await;
        ana.post("~/me/second-factor", json!({ "password": "something else" }))
            .await
            .refused(422, "request.invalid");
        ana.post("~/me/second-factor/confirm", json!({ "code": "123456" }))
            .await
            .refused(409, "second_factor.nothing_to_confirm");
        let (seed, recovery) = enrol(app, &ana).await;
        ana.post("~/me/second-factor", json!({ "password": PASSWORD }))
            .await
            .refused(409, "second_factor.exists");
        let remove = async |body: Value| ana.post("~/me/second-factor/remove", body).await;
        remove(json!({ "password": PASSWORD })).await.refused(422, "request.invalid");
        remove(json!({ "password": PASSWORD, "code": "not a code" }))
            .await
            .refused(422, "request.invalid");
        app.advance(Duration::from_secs(30));
        let body = json!({ "password": PASSWORD, "code": code(app, &seed) });
        let fresh = ana.post("~/me/second-factor/recovery-codes", body).await.ok();
        assert_eq!(fresh["recovery_codes"].as_array().unwrap().len(), 10);
        remove(json!({ "password": PASSWORD, "code": recovery[0] }))
            .await
            .refused(422, "request.invalid");
        let body = json!({ "password": PASSWORD, "code": fresh["recovery_codes"][0] });
        assert_eq!(remove(body).await.status, 204);
        login(app, "ana@example.com", None).await.ok();
    })
    .await;
}

#[tokio::test]
async fn a_workspace_may_ask_it_of_everybody() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let require = json!({ "settings": { "require_second_factor": true } });
        tenant.admin.patch("", require.clone()).await.refused(403, "access.denied");
        tenant.owner.patch("", require.clone()).await.refused(422, "request.invalid");
        enrol(app, &tenant.owner).await;
        let made = tenant.admin.post("/api-keys", json!({ "name": "K", "scopes": ["tags:read"] })).await.ok();
        tenant.owner.patch("", require).await.ok();
        tenant.agent.get("/tags").await.refused(403, "access.second_factor_required");
        tenant.agent.get("~/me").await.ok();
        app.with_token(made["secret"].as_str().unwrap()).at(tenant.id).get("/tags").await.ok();
        app.advance(Duration::from_secs(30));
        enrol(app, &tenant.agent).await;
        tenant.agent.get("/tags").await.ok();
        let members = tenant.owner.get("/members").await.ok();
        let with: Vec<&str> = members["data"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|member| member["second_factor"] == true)
            .map(|member| member["role"].as_str().unwrap())
            .collect();
        assert_eq!(with.len(), 2, "{with:?}");
    })
    .await;
}

#[tokio::test]
async fn a_workspace_is_handed_over_by_its_owner_alone() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let path = |role| format!("/members/{}/transfer-ownership", tenant.user(role));
        let body = json!({ "password": PASSWORD });
        tenant.admin.post(&path(Role::Admin), body.clone()).await.refused(403, "access.denied");
        tenant.owner.post(&path(Role::Owner), body.clone()).await.refused(422, "request.invalid");
        tenant
            .owner
            .post(&path(Role::Admin), json!({ "password": "something else" }))
            .await
            .refused(422, "request.invalid");
        let new = tenant.owner.post(&path(Role::Admin), body.clone()).await.ok();
        assert_eq!(new["role"], "OWNER");
        tenant.owner.post(&path(Role::Agent), body).await.refused(403, "access.denied");
        tenant.admin.get("/members").await.ok();
        let entry = tenant.admin.get("/audit?action=workspace.ownership_transferred").await.ok();
        assert_eq!(entry["data"][0]["detail"]["to"], json!(tenant.user(Role::Admin)));
    })
    .await;
}
