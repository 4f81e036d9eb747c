//! The number: connected only when Meta confirms it, secrets never come back, checked line by line, disconnected and connected again.

use serde_json::{Value, json};

use crate::support::{TestApp, on_both};

#[tokio::test]
async fn a_number_is_connected_only_when_meta_confirms_it() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let request = inbox.connect_request().await;
        let other = app.tenant("Other").await;
        other.owner.get("/channel").await.refused(404, "channel.not_connected");
        let with = |pointer: &str, value: Value| {
            let mut changed = request.clone();
            *changed.pointer_mut(pointer).unwrap() = value;
            changed
        };
        for (pointer, value) in [
            ("/access_token", json!("not-the-real-token")),
            ("/phone_number_id", json!("999999999999999")),
            ("/phone_number_id", json!("../../me")),
            ("/waba_id", json!("999999999999999")),
            ("/app/app_secret", json!("short")),
        ] {
            let refused = other.owner.put("/channel", with(pointer, value)).await;
            refused.refused(422, "request.invalid");
            assert_eq!(refused.errors().len(), 1, "{}", refused.text);
        }
        other.owner.put("/channel", request.clone()).await.refused(409, "channel.number_taken");
        other.agent.put("/channel", request).await.refused(403, "access.denied");
        other.owner.get("/channel").await.refused(404, "channel.not_connected");
    })
    .await;
}

#[tokio::test]
async fn secrets_never_come_back() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let request = inbox.connect_request().await;
    let secrets =
        ["/access_token", "/app/app_secret", "/app/verify_token"].map(|pointer| request.pointer(pointer).unwrap().as_str().unwrap().to_owned());
    let channel = inbox.owner.get("/channel").await.ok();
    assert_eq!(
        (&channel["has_access_token"], &channel["app"]["has_secret"], &channel["app"]["owned"]),
        (&json!(true), &json!(true), &json!(true))
    );
    let rotated = inbox
        .owner
        .patch("/channel", json!({ "app_secret": "another-secret-altogether" }))
        .await
        .ok();
    assert!(rotated["app"]["previous_secret_until"].is_string(), "the old one is accepted for a day");
    let told = [
        channel.to_string(),
        rotated.to_string(),
        format!("{:?}", inbox.events().await),
        inbox.owner.get("/audit?limit=500").await.text,
    ];
    for secret in secrets.iter().map(String::as_str).chain(["another-secret-altogether"]) {
        assert!(told.iter().all(|text| !text.contains(secret)));
    }
    app.stop().await;
}

#[tokio::test]
async fn the_check_list_is_green_and_then_says_what_is_wrong() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    inbox.conversation_with("Ana", "hola").await;
    let checks = inbox.owner.post("/channel/check", json!({})).await.ok();
    let wrong = |checks: &Value| -> Vec<String> {
        let lines = checks.as_array().unwrap().iter().filter(|line| line["ok"] == false);
        lines.map(|line| line["id"].as_str().unwrap().to_owned()).collect()
    };
    assert!(wrong(&checks).is_empty(), "{checks:#}");
    inbox.simulator.fault(simulator::Fault::ExpiredToken.always());
    let checks = inbox.owner.post("/channel/check", json!({})).await.ok();
    assert!(wrong(&checks).contains(&"token".to_owned()), "{checks:#}");
    assert!(
        checks
            .as_array()
            .unwrap()
            .iter()
            .filter(|line| line["ok"] == false)
            .all(|line| line["remedy"].is_string())
    );
    app.stop().await;
}

#[tokio::test]
async fn a_disconnected_number_can_be_connected_again() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
    let request = inbox.connect_request().await;
    assert_eq!(inbox.owner.delete("/channel").await.status, 204);
    inbox.owner.get("/channel").await.refused(404, "channel.not_connected");
    assert_eq!(inbox.thread(&conversation).await.len(), 1, "conversations stay");
    inbox.owner.put("/channel", request).await.ok();
    assert_eq!(inbox.owner.post("/channel/subscribe", json!({})).await.status, 204);
    inbox.simulator.phone("Ana").says("otra vez").await;
    app.settle().await;
    assert_eq!(inbox.thread(&conversation).await.len(), 2);
    app.stop().await;
}

#[tokio::test]
async fn templates_and_profile_are_metas_own() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let all = inbox.analyst.get("/channel/templates").await.ok()["data"].as_array().unwrap().clone();
    assert!(!all.is_empty());
    let approved = inbox.analyst.get("/channel/templates?status=APPROVED").await.ok()["data"]
        .as_array()
        .unwrap()
        .clone();
    assert!(approved.iter().all(|template| template["status"] == "APPROVED"));
    let name = all[0]["name"].as_str().unwrap();
    let found = inbox.analyst.get(&format!("/channel/templates?q={name}")).await.ok();
    assert!(found["data"].as_array().unwrap().iter().any(|template| template["name"] == name));
    let profile = inbox
        .admin
        .patch("/channel/profile", json!({ "about": "Café de especialidad" }))
        .await
        .ok();
    assert_eq!(profile["about"], "Café de especialidad");
    let beyond = inbox.admin.patch("/channel/profile", json!({ "about": "x".repeat(140) })).await;
    assert_eq!(beyond.status, 422);
    inbox
        .agent
        .patch("/channel/profile", json!({ "about": "x" }))
        .await
        .refused(403, "access.denied");
    app.stop().await;
}
