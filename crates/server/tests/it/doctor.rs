//! The number, from a pasted token to a delivery that comes back; and rotated secrets, without a message lost.

use serde_json::{Value, json};

use crate::support::{Inbox, TestApp, on_both};

async fn checks(inbox: &Inbox<'_>) -> Value {
    inbox.owner.post("/channel/check", json!({})).await.ok()
}

fn row<'c>(checks: &'c Value, id: &str) -> &'c Value {
    let found = checks.as_array().unwrap().iter().find(|line| line["id"] == id);
    found.unwrap_or_else(|| panic!("no line {id} in {checks:#}"))
}

async fn business(inbox: &Inbox<'_>) -> String {
    inbox.owner.get("/channel").await.ok()["waba_id"].as_str().unwrap().to_owned()
}

/// The simulator's number becomes what Meta says in `change`.
async fn number_becomes(inbox: &Inbox<'_>, change: Value) {
    let id = inbox.owner.get("/channel").await.ok()["phone_number_id"].as_str().unwrap().to_owned();
    let path = format!("!/simulator/control/numbers/{id}");
    inbox.owner.patch(&path, change).await.ok();
}

#[tokio::test]
async fn a_pasted_token_finds_its_app_accounts_and_numbers() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let given = inbox.credentials().await;
        let ask = |token: &Value, secret: &Value| json!({ "kind": "simulator", "access_token": token, "app_secret": secret });
        let found = inbox
            .owner
            .post("/channel/discover", ask(&given["access_token"], &given["app_secret"]))
            .await;
        let text = found.text.clone();
        let found = found.ok();
        assert_eq!(found["app"]["app_id"], given["app_id"]);
        assert!(found["token"]["missing_scopes"].as_array().unwrap().is_empty());
        let numbers = found["accounts"][0]["numbers"].as_array().unwrap();
        assert_eq!(found["accounts"][0]["waba_id"], given["waba_id"]);
        assert_eq!(numbers[0]["phone_number_id"], given["phone_number_ids"][0]);
        assert_eq!(
            (&numbers[0]["connected_here"], &numbers[0]["connected_elsewhere"]),
            (&json!(true), &json!(false))
        );
        assert!(!text.contains(given["access_token"].as_str().unwrap()), "no secret comes back");
        assert!(!text.contains(given["app_secret"].as_str().unwrap()), "no secret comes back");
        // Somebody else sees that it is taken, and nothing about by whom.
        let other = app.tenant("Other").await;
        let seen = other
            .owner
            .post("/channel/discover", ask(&given["access_token"], &given["app_secret"]))
            .await
            .ok();
        assert_eq!(seen["accounts"][0]["numbers"][0]["connected_elsewhere"], json!(true));
        let refused = inbox.owner.post("/channel/discover", ask(&json!("not-a-real-token"), &Value::Null)).await;
        assert_eq!(refused.errors()[0].0, "/access_token", "{}", refused.text);
        let refused = inbox
            .owner
            .post("/channel/discover", ask(&given["access_token"], &json!("not-the-secret")))
            .await;
        assert_eq!(refused.errors()[0].0, "/app_secret", "{}", refused.text);
        inbox
            .agent
            .post("/channel/discover", ask(&given["access_token"], &Value::Null))
            .await
            .refused(403, "access.denied");
    })
    .await;
}

#[tokio::test]
async fn each_line_says_what_is_wrong_and_what_mends_it() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    inbox.conversation_with("Ana", "hola").await;
    let well = checks(&inbox).await;
    assert!(well.as_array().unwrap().iter().all(|line| line["level"] == "ok"), "{well:#}");
    // Numbers of the phone app are registered by it; this one is to be ours alone.
    number_becomes(&inbox, json!({ "coexistence": false })).await;
    for (change, id, level) in [
        (json!({ "quality_rating": "YELLOW" }), "quality", "warning"),
        (json!({ "quality_rating": "RED" }), "quality", "error"),
        (json!({ "status": "PENDING" }), "number", "error"),
    ] {
        number_becomes(&inbox, change).await;
        let found = checks(&inbox).await;
        let line = row(&found, id);
        assert_eq!(line["level"], level, "{line:#}");
        assert!(line["remedy"].is_string(), "{line:#}");
    }
    assert_eq!(row(&checks(&inbox).await, "number")["fix"], "register");
    inbox
        .owner
        .post("/channel/register", json!({ "pin": "12345" }))
        .await
        .refused(422, "request.invalid");
    inbox.owner.post("/channel/register", json!({ "pin": "123456" })).await.ok();
    assert_eq!(row(&checks(&inbox).await, "number")["level"], "ok");
    // Another PIN than the one it was registered with is Meta's to refuse.
    inbox
        .owner
        .post("/channel/register", json!({ "pin": "654321" }))
        .await
        .refused(502, "graph.refused");
    assert_eq!(inbox.owner.put("/channel/pin", json!({ "pin": "654321" })).await.status, 204);
    inbox.owner.post("/channel/register", json!({ "pin": "654321" })).await.ok();
    let told = inbox.owner.get("/audit?limit=500").await.text;
    assert!(told.contains("channel.registered") && told.contains("channel.pin_changed"));
    assert!(!told.contains("654321"), "a PIN is written down nowhere");
    app.stop().await;
}

/// Somebody else's subscription, and an address another tool gave to the number: the classic causes of "no messages".
#[tokio::test]
async fn a_lost_subscription_is_found_and_mended_by_one_press() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let path = format!("!/simulator/control/businesses/{}", business(&inbox).await);
    inbox.owner.patch(&path, json!({ "subscribed": false })).await.ok();
    let found = checks(&inbox).await;
    assert_eq!(
        (&row(&found, "subscription")["level"], &row(&found, "subscription")["fix"]),
        (&json!("error"), &json!("subscribe"))
    );
    assert_eq!(inbox.owner.post("/channel/subscribe", json!({})).await.status, 204);
    assert_eq!(row(&checks(&inbox).await, "subscription")["level"], "ok");
    assert_eq!(inbox.owner.delete("/channel/override").await.status, 204);
    app.stop().await;
}

#[tokio::test]
async fn a_signed_test_delivery_goes_out_and_comes_back() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let before = inbox.owner.get("/webhook-events").await.ok()["data"].as_array().unwrap().len();
        let line = inbox.owner.post("/channel/loop-test", json!({})).await.ok();
        assert_eq!((&line["id"], &line["level"]), (&json!("loop"), &json!("ok")), "{line:#}");
        app.settle().await;
        let after = inbox.owner.get("/webhook-events").await.ok()["data"].as_array().unwrap().len();
        assert!(after >= before, "it is kept like every delivery, and nothing works on it");
        inbox.agent.post("/channel/loop-test", json!({})).await.refused(403, "access.denied");
    })
    .await;
}

/// A new app secret is set here first; Meta signs with the old one until it is changed there, and nothing is lost on either side of the change.
#[tokio::test]
async fn secrets_are_rotated_without_losing_a_message() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (ana, conversation) = inbox.conversation_with("Ana", "one").await;
    let count = async |expected: usize| {
        app.settle().await;
        assert_eq!(inbox.thread(&conversation).await.len(), expected);
    };
    inbox.owner.patch("/channel", json!({ "app_secret": "the-new-app-secret" })).await.ok();
    ana.says("two, signed with the old secret").await;
    count(2).await;
    let path = format!("!/simulator/control/businesses/{}", business(&inbox).await);
    inbox.owner.patch(&path, json!({ "app_secret": "the-new-app-secret" })).await.ok();
    ana.says("three, signed with the new one").await;
    count(3).await;
    assert!(
        row(&checks(&inbox).await, "secrets")["detail"]
            .as_str()
            .unwrap()
            .contains("before this one")
    );
    // The token: Meta takes both until the old one is withdrawn, and what is sent in between goes.
    inbox
        .owner
        .patch("/channel", json!({ "access_token": "not-a-token-at-all" }))
        .await
        .refused(422, "request.invalid");
    inbox.answers(&conversation, "four").await;
    count(4).await;
    inbox.owner.patch(&path, json!({ "access_token": "the-new-access-token" })).await.ok();
    inbox
        .owner
        .patch("/channel", json!({ "access_token": "the-new-access-token" }))
        .await
        .ok();
    inbox.answers(&conversation, "five").await;
    count(5).await;
    assert!(inbox.thread(&conversation).await.iter().all(|(_, _, status)| status != "failed"));
    app.stop().await;
}

#[tokio::test]
async fn the_profile_is_changed_at_meta_with_its_picture() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let changed = inbox
        .admin
        .patch("/channel/profile", json!({ "about": "Lights", "websites": ["https://lumen.example"] }))
        .await
        .ok();
    assert_eq!(
        (&changed["about"], &changed["websites"]),
        (&json!("Lights"), &json!(["https://lumen.example"]))
    );
    let boundary = "a-boundary";
    let form = |kind: &str| {
        format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"logo.png\"\r\nContent-Type: {kind}\r\n\r\nPNG\r\n--{boundary}--\r\n"
        )
        .into_bytes()
    };
    let kind = format!("multipart/form-data; boundary={boundary}");
    let path = "/channel/profile/picture";
    let refused = inbox.admin.raw(reqwest::Method::POST, path, Some(&kind), form("image/gif")).await;
    refused.refused(422, "request.invalid");
    let pictured = inbox.admin.raw(reqwest::Method::POST, path, Some(&kind), form("image/png")).await.ok();
    assert!(
        pictured["profile_picture_url"].as_str().is_some_and(|url| url.starts_with("https://")),
        "{pictured}"
    );
    let sample = inbox
        .admin
        .raw(reqwest::Method::POST, "/templates/samples", Some(&kind), form("image/png"))
        .await
        .ok();
    assert!(sample["handle"].as_str().is_some_and(|handle| handle.starts_with("4::")), "{sample}");
    app.stop().await;
}
