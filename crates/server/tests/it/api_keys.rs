//! API keys: shown once, never more than their maker, counted, and dead the moment they are taken back.

use std::time::Duration;

use model::Role;
use serde_json::{Value, json};

use crate::support::{Client, Tenant, TestApp, on_both};

/// A key of this member, as a program would use it.
async fn key_of(app: &TestApp, tenant: &Tenant, maker: &Client, scopes: &[&str]) -> (Client, Value) {
    let made = maker.post("/api-keys", json!({ "name": "Orders", "scopes": scopes })).await.ok();
    let client = app.with_token(made["secret"].as_str().unwrap()).at(tenant.id);
    (client, made["api_key"].clone())
}

#[tokio::test]
async fn a_key_does_what_it_was_given_and_nothing_else() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let (key, view) = key_of(app, &tenant, &tenant.admin, &["contacts:read", "contacts:update"]).await;
        assert_eq!((&view["state"], &view["last_used_at"]), (&json!("active"), &Value::Null));
        let contact = key.post("/contacts", json!({ "phone": "+34600000001", "name": "Ana" })).await.ok();
        key.get("/contacts").await.ok();
        let refused = key.delete(&format!("/contacts/{}", contact["id"].as_str().unwrap())).await;
        assert!(refused.refused(403, "access.denied").text.contains("API key"), "{}", refused.text);
        key.get("/tags").await.refused(403, "access.denied");
        key.get("~/me").await.refused(403, "access.not_for_keys");
        key.get("~/system").await.refused(403, "access.not_for_keys");

        let listed = tenant.admin.get("/api-keys").await.ok();
        assert!(listed["data"][0]["last_used_at"].is_string());
        assert!(!listed.to_string().contains(key.token()), "a secret is shown once");
        assert!(key.token().ends_with(view["hint"].as_str().unwrap()));
        // What the key did stands in the log under its maker, with the key beside.
        let entry = tenant.owner.get("/audit?action=contact.created").await.ok()["data"][0].clone();
        assert_eq!(
            (&entry["actor"]["kind"], &entry["actor"]["id"]),
            (&json!("api_key"), &json!(tenant.user(Role::Admin)))
        );
        assert_eq!(entry["actor"]["api_key"], json!({ "id": view["id"], "name": "Orders" }));
        assert!(tenant.owner.get("/audit/verify").await.ok()["intact"].as_bool().unwrap());
    })
    .await;
}

#[tokio::test]
async fn nobody_makes_a_key_that_may_more_than_they() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let make = async |who: &Client, scopes: Value| who.post("/api-keys", json!({ "name": "K", "scopes": scopes })).await;
        for scopes in [
            json!([]),
            json!(["tags:read", "workspace:delete"]),
            json!(["api_keys:manage"]),
            json!(["members:manage"]),
        ] {
            make(&tenant.owner, scopes).await.refused(422, "request.invalid");
        }
        assert_eq!(make(&tenant.owner, json!(["fly"])).await.status, 422);
        make(&tenant.agent, json!(["tags:read"])).await.refused(403, "access.denied");
        // The maker becomes less: so does the key.
        let (key, _) = key_of(app, &tenant, &tenant.admin, &["tags:manage", "tags:read"]).await;
        key.post("/tags", json!({ "name": "one", "color": "red" })).await.ok();
        let admin = format!("/members/{}", tenant.user(Role::Admin));
        tenant.owner.patch(&admin, json!({ "role": "AGENT" })).await.ok();
        key.post("/tags", json!({ "name": "two", "color": "red" }))
            .await
            .refused(403, "access.denied");
        key.get("/tags").await.ok();
        tenant.owner.patch(&admin, json!({ "disabled": true })).await.ok();
        key.get("/tags").await.refused(401, "auth.key_ended");
    })
    .await;
}

#[tokio::test]
async fn a_key_ends_with_its_time_and_when_it_is_taken_back() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let expires_at = app.server().app.now() + Duration::from_secs(300);
        let request = json!({ "name": "K", "scopes": ["tags:read"], "expires_at": expires_at });
        let made = tenant.owner.post("/api-keys", request).await.ok();
        let short = app.with_token(made["secret"].as_str().unwrap()).at(tenant.id);
        let (long, view) = key_of(app, &tenant, &tenant.owner, &["tags:read"]).await;
        short.get("/tags").await.ok();
        app.advance(Duration::from_secs(300));
        short.get("/tags").await.refused(401, "auth.key_ended");
        long.get("/tags").await.ok();
        let path = format!("/api-keys/{}", view["id"].as_str().unwrap());
        assert_eq!(tenant.owner.delete(&path).await.status, 204);
        long.get("/tags").await.refused(401, "auth.key_ended");
        assert_eq!(tenant.owner.delete(&path).await.status, 204, "twice is no trouble");
        let token = tenant.owner.get("/api-keys").await.ok();
        let states: Vec<&str> = token["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|key| key["state"].as_str().unwrap())
            .collect();
        assert_eq!(states, ["revoked", "expired"]);
        let past = json!({ "name": "K", "scopes": ["tags:read"], "expires_at": expires_at });
        tenant.owner.post("/api-keys", past).await.refused(422, "request.invalid");
    })
    .await;
}

#[tokio::test]
async fn a_forged_or_foreign_key_opens_nothing() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("Lumen Home").await, app.tenant("Other").await);
    let (key, _) = key_of(&app, &tenant, &tenant.owner, &["tags:read"]).await;
    key.at(other.id).get("/tags").await.refused(404, "workspace.not_found");
    let token = key.token();
    let (stem, _) = token.split_at(token.len() - 6);
    for forged in [stem, &token[..token.len() - 1], "pwa_", &format!("{stem}000000"), &format!("{token}x")] {
        app.with_token(forged).at(tenant.id).get("/tags").await.refused(401, "auth.key_invalid");
    }
}

#[tokio::test]
async fn a_key_is_told_how_much_it_may_still_ask() {
    let app = TestApp::start_with(|config| config.auth.requests_per_minute_per_api_key = 3).await;
    let tenant = app.tenant("Lumen Home").await;
    let (key, _) = key_of(&app, &tenant, &tenant.owner, &["tags:read"]).await;
    for left in [2, 1, 0] {
        let answer = key.get("/tags").await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.headers["ratelimit-policy"], "\"key\";q=3;w=60");
        assert_eq!(answer.headers["ratelimit"], format!("\"key\";r={left};t={}", 20 * (3 - left)).as_str());
    }
    let refused = key.get("/tags").await;
    refused.refused(429, "request.rate_limited");
    assert_eq!(
        (&refused.headers["retry-after"], &refused.headers["ratelimit"]),
        (&"20".parse().unwrap(), &"\"key\";r=0;t=60".parse().unwrap())
    );
    app.advance(Duration::from_secs(20));
    key.get("/tags").await.ok();
    let person = tenant.owner.get("/tags").await;
    assert!(!person.headers.contains_key("ratelimit"), "people have no counter");
}
