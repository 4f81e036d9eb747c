//! Raw deliveries: listed, opened as far as they are ours, replayed without doubling, discarded when dead.

use serde_json::{Value, json};

use crate::support::{TestApp, on_both};

async fn deliveries(client: &crate::support::Client) -> Vec<Value> {
    client.get("/webhook-events").await.ok()["data"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_delivery_can_be_replayed_and_nothing_doubles() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
        let first = deliveries(&inbox.admin).await.pop().unwrap();
        assert_eq!((&first["state"], &first["fields"]), (&json!("done"), &json!(["messages"])));
        let path = format!("/webhook-events/{}", first["id"].as_str().unwrap());
        assert!(inbox.admin.get(&path).await.ok()["body"].to_string().contains("hola"));
        for _ in 0..2 {
            assert_eq!(inbox.admin.post(&format!("{path}/replay"), json!({})).await.status, 202);
            app.settle().await;
        }
        assert_eq!(inbox.thread(&conversation).await.len(), 1);
        assert_eq!(
            inbox
                .agent
                .get(&format!("/conversations/{}", conversation["id"].as_str().unwrap()))
                .await
                .ok()["inbound_count"],
            1
        );
        assert_eq!(inbox.admin.get(&path).await.ok()["state"], "done");
        inbox
            .admin
            .post(&format!("{path}/discard"), json!({}))
            .await
            .refused(409, "webhook_event.not_dead");
        inbox.agent.get("/webhook-events").await.refused(403, "access.denied");
        let stats = inbox.admin.get("/webhook-events/stats").await.ok();
        assert!(stats["done"].as_i64().unwrap() >= 1 && stats["last_received_at"].is_string());
    })
    .await;
}

#[tokio::test]
async fn t01_another_workspaces_delivery_is_not_found() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    inbox.conversation_with("Ana", "hola").await;
    let id = deliveries(&inbox.admin).await[0]["id"].as_str().unwrap().to_owned();
    let other = app.tenant("Other").await;
    assert!(deliveries(&other.owner).await.is_empty());
    assert_eq!(other.owner.get(&format!("/webhook-events/{id}")).await.status, 404);
    for verb in ["replay", "discard"] {
        assert_eq!(other.owner.post(&format!("/webhook-events/{id}/{verb}"), json!({})).await.status, 404);
    }
    app.stop().await;
}

/// A body nobody can read is given up; a person sees it, may have it tried again, and may put it aside.
#[tokio::test]
async fn i10_a_dead_letter_stops_nothing_and_can_be_replayed_and_discarded() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let channel = inbox.owner.get("/channel").await.ok();
        let secret = inbox.connect_request().await["app"]["app_secret"].as_str().unwrap().to_owned();
        let body = b"{\"object\": this is not JSON".to_vec();
        let signature = cloud_api::signature::sign(secret.as_bytes(), &body);
        let path = format!("!/webhooks/meta/{}", channel["app"]["id"].as_str().unwrap());
        let taken = app
            .anyone()
            .header("x-hub-signature-256", &signature)
            .raw(reqwest::Method::POST, &path, Some("application/json"), body)
            .await;
        assert_eq!(taken.status, 200, "what is signed is stored, whatever it says");
        app.settle().await;
        let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
        assert_eq!(inbox.thread(&conversation).await.len(), 1, "others go through");
        let dead = inbox.admin.get("/webhook-events?state=dead").await.ok()["data"][0].clone();
        assert!(dead["error"]["detail"].is_string(), "{dead}");
        let path = format!("/webhook-events/{}", dead["id"].as_str().unwrap());
        assert!(inbox.admin.get(&path).await.ok()["body"].as_str().unwrap().contains("this is not JSON"));
        assert_eq!(inbox.admin.post(&format!("{path}/replay"), json!({})).await.status, 202);
        app.settle().await;
        assert_eq!(inbox.admin.get(&path).await.ok()["state"], "dead", "it is as unreadable as before");
        let all = inbox.admin.post("/webhook-events/replay", json!({})).await.ok();
        assert_eq!(all, json!({ "replayed": 1, "more": false }));
        app.settle().await;
        assert_eq!(inbox.admin.get("/webhook-events/stats").await.ok()["dead"], 1);
        let found = inbox.admin.get("/webhook-events?field=messages").await.ok();
        assert!(found["data"].as_array().is_some_and(|events| !events.is_empty()), "{found}");
        let none = inbox.admin.get("/webhook-events?field=mess_ges").await.ok();
        assert_eq!(none["data"], json!([]), "a field is a word, not a pattern");
        let old = inbox.admin.get("/webhook-events?to=2001-01-01T00:00:00.000Z").await.ok();
        assert_eq!(old["data"], json!([]));
        inbox.agent.post("/webhook-events/replay", json!({})).await.refused(403, "access.denied");
        assert_eq!(inbox.admin.post(&format!("{path}/discard"), json!({})).await.status, 204);
        assert_eq!(inbox.admin.get("/webhook-events?state=dead").await.ok()["data"], json!([]));
    })
    .await;
}
