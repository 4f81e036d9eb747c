//! What Meta says about the number: each of its events through real HTTP, into the list, the channel and what stands.

use serde_json::{Value, json};

use crate::support::{Inbox, TestApp, on_both};

impl Inbox<'_> {
    /// Meta tells something about the account.
    async fn meta_says(&self, event: Value) {
        let id = self.credentials().await["waba_id"].as_str().unwrap().to_owned();
        let path = format!("!/simulator/control/businesses/{id}/account-events");
        let sent = self.owner.post(&path, event.clone()).await;
        assert_eq!(sent.status, 201, "{event}: {}", sent.text);
        self.app.settle().await;
    }

    async fn activity(&self, query: &str) -> Vec<Value> {
        self.agent.get(&format!("/channel/activity?{query}")).await.ok()["data"]
            .as_array()
            .unwrap()
            .clone()
    }

    async fn alerts(&self) -> Vec<String> {
        let alerts = self.agent.get("/channel/alerts").await.ok();
        let kinds = alerts["data"].as_array().unwrap().iter();
        kinds.map(|alert| alert["kind"].as_str().unwrap().to_owned()).collect()
    }
}

/// Each event the simulator knows arrives, has a sentence of its own, and leads to its raw delivery.
#[tokio::test]
async fn every_event_of_the_simulator_becomes_an_entry() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let kinds = inbox.owner.get("!/simulator/control/account-events").await.ok();
        let kinds = kinds["events"].as_array().unwrap();
        assert!(kinds.len() >= 29);
        for (count, kind) in kinds.iter().enumerate() {
            inbox.meta_says(json!({ "event": kind["event"] })).await;
            let all = inbox.activity("limit=100").await;
            assert_eq!(all.len(), count + 1, "{kind}");
            let newest = &all[0];
            assert!(newest["sentence"].as_str().is_some_and(|sentence| sentence.ends_with('.')), "{newest}");
            assert!(!newest["sentence"].as_str().unwrap().starts_with("Something about"), "{newest}");
            let event = newest["webhook_event_id"].as_str().unwrap();
            let raw = inbox.admin.get(&format!("/webhook-events/{event}")).await.ok();
            assert_eq!(raw["fields"][0], kind["field"], "the entry leads to its delivery");
            let told = inbox.events().await;
            assert!(
                told.iter()
                    .any(|event| event["type"] == "channel.activity_added" && event["data"]["activity"]["id"] == newest["id"])
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_ban_stands_until_it_is_lifted_and_a_replay_does_not_bring_it_back() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        inbox.meta_says(json!({ "event": "banned" })).await;
        assert_eq!(inbox.owner.get("/channel").await.ok()["status"], "BANNED");
        assert_eq!(inbox.alerts().await, ["account.banned"]);
        let banned = inbox.activity("severity=critical").await.remove(0);
        inbox.advance(std::time::Duration::from_secs(60));
        inbox.meta_says(json!({ "event": "reinstated" })).await;
        assert_eq!(inbox.owner.get("/channel").await.ok()["status"], "CONNECTED");
        assert_eq!(inbox.alerts().await, Vec::<String>::new());
        let event = banned["webhook_event_id"].as_str().unwrap();
        assert_eq!(inbox.admin.post(&format!("/webhook-events/{event}/replay"), json!({})).await.status, 202);
        app.settle().await;
        assert_eq!(inbox.owner.get("/channel").await.ok()["status"], "CONNECTED", "what is over stays over");
        assert_eq!(inbox.activity("area=account").await.len(), 2, "and is listed once");
    })
    .await;
}

#[tokio::test]
async fn quality_limits_name_pin_and_calls_change_the_number() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        for event in [
            json!({ "event": "flagged" }),
            json!({ "event": "limit_raised", "value": "TIER_10K" }),
            json!({ "event": "name_rejected" }),
            json!({ "event": "pin_changed" }),
            json!({ "event": "calling_enabled" }),
            json!({ "event": "review_approved" }),
        ] {
            inbox.meta_says(event).await;
        }
        let channel = inbox.agent.get("/channel").await.ok();
        assert_eq!(
            (&channel["quality_rating"], &channel["messaging_limit"]),
            (&json!("RED"), &json!("TIER_10K"))
        );
        assert_eq!(
            (&channel["name_status"], &channel["calling_status"]),
            (&json!("REJECTED"), &json!("ENABLED"))
        );
        assert_eq!(channel["account_review"], "APPROVED");
        assert!(channel["pin_changed_at"].is_string());
        assert_eq!(inbox.alerts().await, ["number.quality_low", "name.rejected"], "the worst first");
        inbox.meta_says(json!({ "event": "unflagged" })).await;
        inbox.meta_says(json!({ "event": "name_approved", "value": "Lumen" })).await;
        assert_eq!(inbox.alerts().await, Vec::<String>::new());
        assert_eq!(inbox.agent.get("/channel").await.ok()["verified_name"], "Lumen");
        assert_eq!(inbox.activity("area=quality").await.len(), 2);
        inbox.meta_says(json!({ "event": "restricted" })).await;
        inbox.meta_says(json!({ "event": "flagged" })).await;
        inbox.meta_says(json!({ "event": "unflagged" })).await;
        assert_eq!(
            inbox.agent.get("/channel").await.ok()["status"],
            "RESTRICTED",
            "quality lifts no restriction"
        );
    })
    .await;
}

#[tokio::test]
async fn a_template_that_changes_is_read_anew_at_once() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let before = inbox.agent.get("/channel/templates").await.ok()["data"][0].clone();
        let id = before["id"].as_str().unwrap();
        let now = async || {
            let list = inbox.agent.get("/channel/templates").await.ok();
            list["data"]
                .as_array()
                .unwrap()
                .iter()
                .find(|template| template["id"] == id)
                .unwrap()
                .clone()
        };
        inbox.meta_says(json!({ "event": "template_paused", "template": id })).await;
        assert_eq!(now().await["status"], "PAUSED");
        assert_eq!(inbox.alerts().await, ["template.paused"]);
        inbox.meta_says(json!({ "event": "template_approved", "template": id })).await;
        assert_eq!((now().await["status"].clone(), inbox.alerts().await), (json!("APPROVED"), vec![]));
        inbox
            .meta_says(json!({ "event": "template_quality", "template": id, "value": "RED" }))
            .await;
        assert_eq!(now().await["quality_score"], "RED");
        inbox
            .meta_says(json!({ "event": "template_category", "template": id, "value": "MARKETING" }))
            .await;
        assert_eq!(now().await["category"], "MARKETING");
    })
    .await;
}

#[tokio::test]
async fn a_refused_token_stands_until_it_works_again() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
        let business = inbox.credentials().await["waba_id"].as_str().unwrap().to_owned();
        let token = async |expired: bool| {
            let path = format!("!/simulator/control/businesses/{business}");
            inbox.owner.patch(&path, json!({ "token_expired": expired })).await.ok();
        };
        token(true).await;
        inbox.answers(&conversation, "buenas").await;
        app.settle().await;
        assert_eq!(inbox.alerts().await, ["token.refused"]);
        token(false).await;
        inbox.owner.post("/channel/check", json!({})).await.ok();
        app.settle().await;
        assert_eq!(inbox.alerts().await, Vec::<String>::new());
        let kinds: Vec<Value> = inbox
            .activity("area=token")
            .await
            .into_iter()
            .map(|entry| entry["kind"].clone())
            .collect();
        assert_eq!(kinds, ["token.accepted", "token.refused"]);
    })
    .await;
}

#[tokio::test]
async fn t01_another_workspace_hears_nothing_of_it() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let other = app.tenant("Other").await;
    inbox.meta_says(json!({ "event": "banned" })).await;
    assert_eq!(other.owner.get("/channel/activity").await.ok()["data"], json!([]));
    assert_eq!(other.owner.get("/channel/alerts").await.ok()["data"], json!([]));
    app.stop().await;
}
