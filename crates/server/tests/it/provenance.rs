//! "Why?": every message tells where it came from, what was decided by which rule, what happened to it, and the way out.

use serde_json::{Value, json};

use crate::support::{Inbox, TestApp, on_both};

async fn why(inbox: &Inbox<'_>, message: &Value) -> Value {
    inbox
        .agent
        .get(&format!("/messages/{}/provenance", message["id"].as_str().unwrap()))
        .await
        .ok()
}

async fn messages(inbox: &Inbox<'_>, conversation: &Value) -> Vec<Value> {
    let page = inbox
        .agent
        .get(&format!("/conversations/{}/messages", conversation["id"].as_str().unwrap()))
        .await
        .ok();
    page["data"].as_array().unwrap().clone()
}

#[tokio::test]
async fn an_inbound_message_names_its_delivery_and_the_rules_that_placed_it() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (phone, conversation) = inbox.conversation_with("Ana", "hola").await;
        phone.says("otra").await;
        app.settle().await;
        let all = messages(&inbox, &conversation).await;
        let first = why(&inbox, &all[0]).await;
        let decided = &first["decided"];
        assert_eq!(
            (&decided["routed_by"], &decided["found_by"], &decided["came_as"]),
            (&json!("phone_number_id"), &json!("created"), &json!("live"))
        );
        assert_eq!((&decided["thread_begun"], &decided["counted_unread"]), (&json!(true), &json!(true)));
        assert!(decided["window_until"].is_string());
        let delivery = &first["deliveries"][0];
        assert_eq!((&delivery["is_first"], &delivery["signed_with"]), (&json!(true), &json!("current")));
        assert_eq!(delivery["body_hash"].as_str().unwrap().len(), 64);
        assert_eq!(delivery["state"], "done");
        assert!(delivery["attempts"].as_i64().unwrap() >= 1 && delivery["done_at"].is_string());
        let event = delivery["webhook_event_id"].as_str().unwrap();
        assert!(
            inbox.admin.get(&format!("/webhook-events/{event}")).await.ok()["body"]
                .to_string()
                .contains("hola")
        );
        assert_eq!(first["problem"], Value::Null);
        let second = why(&inbox, &all[1]).await;
        assert_ne!(second["decided"]["found_by"], "created");
        assert_eq!(second["decided"]["thread_begun"], false);
    })
    .await;
}

/// The same message again, in the same bytes and in other company: counted, shown, and without effect.
#[tokio::test]
async fn repeated_and_regrouped_deliveries_are_counted() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
        let message = messages(&inbox, &conversation).await.remove(0);
        let channel = inbox.owner.get("/channel").await.ok();
        let secret = inbox.connect_request().await["app"]["app_secret"].as_str().unwrap().to_owned();
        let first = why(&inbox, &message).await["deliveries"][0].clone();
        let event = first["webhook_event_id"].as_str().unwrap();
        let mut body = inbox.admin.get(&format!("/webhook-events/{event}")).await.ok()["body"].clone();
        // The same item in other bytes: what Meta does when it regroups.
        body["regrouped"] = json!(true);
        let path = format!("!/webhooks/meta/{}", channel["app"]["id"].as_str().unwrap());
        for _ in 0..3 {
            let bytes = body.to_string().into_bytes();
            let signature = cloud_api::signature::sign(secret.as_bytes(), &bytes);
            let client = app.anyone().header("x-hub-signature-256", &signature);
            assert_eq!(
                client.raw(reqwest::Method::POST, &path, Some("application/json"), bytes).await.status,
                200
            );
        }
        app.settle().await;
        let story = why(&inbox, &message).await;
        let deliveries = story["deliveries"].as_array().unwrap();
        assert_eq!(deliveries.len(), 2, "{deliveries:?}");
        assert_eq!((&deliveries[1]["is_first"], &deliveries[1]["delivery_count"]), (&json!(false), &json!(3)));
        assert_eq!(messages(&inbox, &conversation).await.len(), 1);
        // A replay is no other delivery.
        inbox.admin.post(&format!("/webhook-events/{event}/replay"), json!({})).await;
        app.settle().await;
        assert_eq!(why(&inbox, &message).await["deliveries"].as_array().unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn an_outbound_message_tells_who_sent_it_what_the_rules_saw_and_every_report() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (phone, conversation) = inbox.conversation_with("Ana", "hola").await;
        let sent = inbox.answers(&conversation, "buenas").await;
        app.settle().await;
        phone.reads();
        app.settle().await;
        let story = why(&inbox, &sent).await;
        assert_eq!(story["acts"][0]["action"], "message.sent");
        assert!(story["acts"][0]["request_id"].as_str().is_some_and(|id| !id.is_empty()));
        let policy = &story["policy"];
        assert_eq!((&policy["needs_window"], &policy["window_open"]), (&json!(true), &json!(true)));
        assert_eq!((&policy["opted_out_at"], &policy["blocked_at"]), (&Value::Null, &Value::Null));
        let attempt = &story["attempts"][0];
        assert_eq!((&attempt["outcome"], &attempt["http_status"]), (&json!("accepted"), &json!(200)));
        assert_eq!(attempt["policy"]["window_open"], true, "the rules are asked again just before the call");
        let words: Vec<&str> = story["statuses"]
            .as_array()
            .unwrap()
            .iter()
            .map(|status| status["status"].as_str().unwrap())
            .collect();
        assert_eq!(words, ["sent", "delivered", "read"]);
        assert!(
            story["statuses"]
                .as_array()
                .unwrap()
                .iter()
                .all(|status| status["webhook_event_id"].is_string())
        );
        assert_eq!(story["problem"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn the_word_by_which_a_contact_opts_out_is_told() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (phone, conversation) = inbox.conversation_with("Ana", "hola").await;
        phone.says("STOP").await;
        app.settle().await;
        let all = messages(&inbox, &conversation).await;
        assert_eq!(why(&inbox, &all[0]).await["decided"]["opt_out_word"], Value::Null);
        let word = why(&inbox, &all[1]).await["decided"]["opt_out_word"].clone();
        assert!(word.as_str().is_some_and(|word| word.eq_ignore_ascii_case("stop")), "{word}");
    })
    .await;
}

#[tokio::test]
async fn a_refusal_tells_the_cause_who_can_mend_it_and_the_button() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
        let fault = json!({ "kind": "graph_error", "code": 131_047, "times": 1 });
        let added = inbox.owner.post("!/simulator/control/faults", fault).await;
        assert!(added.status.is_success(), "{}", added.text);
        let sent = inbox.answers(&conversation, "buenas").await;
        app.settle().await;
        let story = why(&inbox, &sent).await;
        assert_eq!(story["problem"]["way_out"], "choose_template", "{story}");
        assert_eq!(story["problem"]["error"]["code"], 131_047);
        assert_eq!(story["attempts"][0]["outcome"], "failed");
        let path = format!("/messages/{}/retry", sent["id"].as_str().unwrap());
        assert!(inbox.agent.post(&path, json!({})).await.status.is_success());
        app.settle().await;
        let story = why(&inbox, &sent).await;
        assert_eq!((story["attempts"].as_array().unwrap().len(), &story["problem"]), (2, &Value::Null));
        assert_eq!(story["acts"][1]["action"], "message.retried");
    })
    .await;
}

#[tokio::test]
async fn t01_another_workspaces_message_has_no_story() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
    let message = messages(&inbox, &conversation).await.remove(0);
    let other = app.tenant("Other").await;
    let path = format!("/messages/{}/provenance", message["id"].as_str().unwrap());
    assert_eq!(other.owner.get(&path).await.status, 404);
    inbox.agent.get(&format!("{path}?cursor=forged")).await.refused(422, "cursor.invalid");
    app.stop().await;
}
