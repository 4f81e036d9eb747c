//! Messages for later, messages taken back, opt-outs and speed, as clients of the REST interface meet them.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{TestApp, on_both};

fn below(conversation: &Value, resource: &str) -> String {
    format!("/conversations/{}/{resource}", conversation["id"].as_str().unwrap())
}

fn text(body: &str) -> Value {
    json!({ "type": "text", "text": { "body": body } })
}

#[tokio::test]
async fn a_message_for_later_is_listed_changed_and_sent_at_its_time() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (ana, conversation) = inbox.conversation_with("Ana", "hola").await;
        let at = app.server().app.now() + Duration::from_secs(3600);
        let request = json!({ "content": text("borrador"), "send_at": at });
        let later = inbox.agent.post(&below(&conversation, "messages"), request).await;
        assert_eq!((later.status.as_u16(), &later.body["state"]), (202, &json!("scheduled")));
        let path = format!("/scheduled-messages/{}", later.body["id"].as_str().unwrap());
        for list in ["/scheduled-messages".to_owned(), below(&conversation, "scheduled-messages")] {
            assert_eq!(inbox.analyst.get(&list).await.ok()["data"][0]["id"], later.body["id"], "{list}");
        }
        let changed = inbox
            .agent
            .header("if-match", "\"1\"")
            .patch(&path, json!({ "content": text("definitivo") }))
            .await;
        assert_eq!((&changed.body["preview"], &changed.body["version"]), (&json!("definitivo"), &json!(2)));
        inbox
            .agent
            .header("if-match", "\"1\"")
            .patch(&path, json!({ "send_at": at }))
            .await
            .refused(412, "version.conflict");
        inbox.analyst.delete(&path).await.refused(403, "access.denied");
        inbox.advance(Duration::from_secs(3600));
        app.settle().await;
        assert_eq!(ana.thread().last().unwrap().text(), "definitivo");
        let agent = app.sign_in(inbox.user(model::Role::Agent)).await.at(inbox.id);
        assert_eq!(agent.get(&path).await.ok()["state"], "sent");
    })
    .await;
}

#[tokio::test]
async fn a_time_beyond_the_window_is_refused_with_the_way_out() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
    let at = app.server().app.now() + Duration::from_secs(30 * 3600);
    let refused = inbox
        .agent
        .post(&below(&conversation, "messages"), json!({ "content": text("tarde"), "send_at": at }))
        .await;
    refused.refused(422, "send.window_closed");
    assert!(refused.body["remedy"].as_str().unwrap().contains("earlier"), "{}", refused.text);
    let past = json!({ "content": text("ayer"), "send_at": app.server().app.now() });
    let refused = inbox.agent.post(&below(&conversation, "messages"), past).await;
    assert_eq!(refused.refused(422, "request.invalid").errors()[0].0, "/send_at");
    app.stop().await;
}

#[tokio::test]
async fn a_message_can_be_taken_back_while_the_workspace_holds_it() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (ana, conversation) = inbox.conversation_with("Ana", "hola").await;
        inbox.admin.patch("", json!({ "settings": { "undo_send_seconds": 30 } })).await.ok();
        inbox
            .admin
            .patch("", json!({ "settings": { "undo_send_seconds": 31 } }))
            .await
            .refused(422, "request.invalid");
        let sent = inbox
            .agent
            .post(&below(&conversation, "messages"), json!({ "content": text("ups") }))
            .await
            .ok();
        assert!(sent["undo_until"].is_string());
        app.settle().await;
        let undone = inbox
            .agent
            .post(&format!("/messages/{}/undo", sent["id"].as_str().unwrap()), json!({}))
            .await
            .ok();
        assert_eq!(undone["content"], text("ups"));
        let events = inbox.events().await;
        assert!(
            events
                .iter()
                .any(|event| event["type"] == "message.deleted" && event["data"]["message_id"] == sent["id"])
        );
        let gone = inbox.agent.get(&format!("/messages/{}", sent["id"].as_str().unwrap())).await;
        assert_eq!(gone.status, 404);
        let kept = inbox
            .agent
            .post(&below(&conversation, "messages"), json!({ "content": text("bien") }))
            .await
            .ok();
        inbox
            .agent
            .post(&format!("/messages/{}/release", kept["id"].as_str().unwrap()), json!({}))
            .await
            .ok();
        app.settle().await;
        assert_eq!(ana.thread().last().unwrap().text(), "bien");
        inbox
            .agent
            .post(&format!("/messages/{}/undo", kept["id"].as_str().unwrap()), json!({}))
            .await
            .refused(409, "message.not_undoable");
    })
    .await;
}

#[tokio::test]
async fn a_stop_word_is_in_the_ledger_and_a_member_can_write_one_down() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (ana, conversation) = inbox.conversation_with("Ana", "hola").await;
        let contact = format!("/contacts/{}", conversation["contact"]["id"].as_str().unwrap());
        ana.says("BAJA").await;
        app.settle().await;
        let shown = inbox.agent.get(&contact).await.ok();
        assert_eq!((&shown["opted_out"], shown["opted_out_at"].is_string()), (&json!(true), true));
        inbox
            .agent
            .post(&below(&conversation, "messages"), json!({ "content": text("pero") }))
            .await
            .refused(422, "send.opted_out");
        let back = json!({ "action": "opt_in", "reason": "lo pidió por teléfono" });
        inbox.analyst.post(&format!("{contact}/opt-outs"), back.clone()).await.refused(403, "access.denied");
        let changed = inbox.agent.post(&format!("{contact}/opt-outs"), back).await;
        assert_eq!((changed.status.as_u16(), &changed.body["opted_out"]), (201, &json!(false)));
        for ledger in [format!("{contact}/opt-outs"), "/opt-outs".to_owned()] {
            let entries = inbox.analyst.get(&ledger).await.ok();
            let roads: Vec<&Value> = entries["data"].as_array().unwrap().iter().map(|entry| &entry["source"]).collect();
            assert_eq!(roads, ["member", "word"], "{ledger}");
        }
        assert!(inbox.audited().await.contains(&"contact.opted_in".to_owned()));
        let both = json!({ "settings": { "opt_out_words": { "enabled": true, "languages": [{ "language": "es", "stop": ["alto"], "start": ["ALTO!"] }] } } });
        let refused = inbox.admin.patch("", both).await;
        assert_eq!(refused.refused(422, "request.invalid").errors()[0].0, "/settings/opt_out_words/languages/0/start/0");
    })
    .await;
}

#[tokio::test]
async fn an_admin_sets_the_speed_and_everybody_sees_it() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    // The simulator's number is in the phone app, too.
    assert_eq!(inbox.analyst.get("/channel/pace").await.ok()["limit_per_second"], 20);
    inbox
        .agent
        .put("/channel/pace", json!({ "per_second": 5 }))
        .await
        .refused(403, "access.denied");
    inbox
        .admin
        .put("/channel/pace", json!({ "per_second": 0 }))
        .await
        .refused(422, "request.invalid");
    let pace = inbox.admin.put("/channel/pace", json!({ "per_second": 5 })).await.ok();
    assert_eq!((&pace["override_per_second"], &pace["current_per_second"]), (&json!(5), &json!(5.0)));
    assert_eq!(
        inbox.admin.put("/channel/pace", json!({ "per_second": null })).await.ok()["limit_per_second"],
        20
    );
    assert_eq!(inbox.admin.get("/channel/orphan-statuses").await.ok()["data"], json!([]));
    app.stop().await;
}
