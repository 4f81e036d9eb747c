//! Sending: once for each id, within the window, with what the policy says; what failed can be sent again.

use std::time::Duration;

use model::MessageId;
use serde_json::{Value, json};
use simulator::Fault;

use crate::support::{TestApp, on_both};

fn messages(conversation: &Value) -> String {
    format!("/conversations/{}/messages", conversation["id"].as_str().unwrap())
}

fn text(body: &str) -> Value {
    json!({ "type": "text", "text": { "body": body } })
}

#[tokio::test]
async fn the_same_id_sends_once() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (ana, conversation) = inbox.conversation_with("Ana", "hola").await;
        let request = json!({ "id": MessageId::new(), "content": text("buenas") });
        let first = inbox.agent.post(&messages(&conversation), request.clone()).await;
        let second = inbox.agent.post(&messages(&conversation), request.clone()).await;
        assert_eq!((first.status.as_u16(), second.status.as_u16()), (201, 200));
        assert_eq!(first.body["id"], second.body["id"]);
        let other = json!({ "id": request["id"], "content": text("otra cosa") });
        inbox.agent.post(&messages(&conversation), other).await.refused(409, "message.id_taken");
        app.settle().await;
        let received = ana.thread().iter().filter(|message| message.text() == "buenas").count();
        assert_eq!(received, 1);
    })
    .await;
}

#[tokio::test]
async fn outside_the_window_only_templates_go_and_the_refusal_says_so() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
    inbox.advance(Duration::from_secs(25 * 3600));
    let agent = app.sign_in(inbox.user(model::Role::Agent)).await.at(inbox.id);
    let refused = agent.post(&messages(&conversation), json!({ "content": text("tarde") })).await;
    refused.refused(422, "send.window_closed");
    assert!(refused.body["remedy"].as_str().unwrap().contains("template"), "{}", refused.text);
    let preflight = agent
        .post(
            &format!("/conversations/{}/preflight", conversation["id"].as_str().unwrap()),
            json!({ "content": text("tarde") }),
        )
        .await
        .ok();
    assert_eq!(
        (&preflight["allowed"], &preflight["refusals"][0]["code"]),
        (&json!(false), &json!("send.window_closed"))
    );
    app.stop().await;
}

#[tokio::test]
async fn what_is_beyond_a_limit_is_pointed_at() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
    for (content, pointer) in [
        (
            json!({ "type": "text", "text": { "body": "x", "is_admin": true } }),
            "/content/text/is_admin",
        ),
        (json!({ "type": "text" }), "/content/text"),
        (json!({ "type": "telepathy", "telepathy": {} }), "/content/type"),
        (json!("hola"), "/content"),
        (
            json!({ "type": "image", "image": { "media_id": "med_00000000000000000000000000000000" } }),
            "/content/image/media_id",
        ),
        (
            json!({ "type": "image", "image": { "media_id": "../etc/passwd" } }),
            "/content/image/media_id",
        ),
    ] {
        let answer = inbox.agent.post(&messages(&conversation), json!({ "content": content })).await;
        answer.refused(422, "request.invalid");
        assert!(answer.errors()[0].0.starts_with(pointer), "{pointer}: {}", answer.text);
    }
    inbox
        .agent
        .post(&messages(&conversation), json!({ "content": text(&"x".repeat(4097)) }))
        .await
        .refused(422, "send.limit");
    app.stop().await;
}

#[tokio::test]
async fn a_failed_message_says_why_and_can_be_sent_again() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (ana, conversation) = inbox.conversation_with("Ana", "hola").await;
        inbox.simulator.fault(
            Fault::GraphError {
                code: 131_026,
                on: simulator::On::Messages,
            }
            .times(1),
        );
        let sent = inbox.answers(&conversation, "buenas").await;
        app.settle().await;
        let path = format!("/messages/{}", sent["id"].as_str().unwrap());
        let failed = inbox.agent.get(&path).await.ok();
        assert_eq!((&failed["status"], &failed["error"]["code"]), (&json!("failed"), &json!(131_026)));
        assert!(!failed["error"]["remedy"].as_str().unwrap().is_empty());
        assert_eq!(
            inbox.agent.get("/conversations?view=failed").await.ok()["data"].as_array().unwrap().len(),
            1
        );
        inbox.agent.post(&format!("{path}/retry"), json!({})).await.ok();
        app.settle().await;
        assert_eq!(inbox.agent.get(&path).await.ok()["status"], "delivered");
        assert_eq!(ana.last_received().unwrap().text(), "buenas");
        let history = inbox.agent.get(&format!("{path}/history")).await.ok();
        assert_eq!(history["attempts"].as_array().unwrap().len(), 2);
        inbox
            .agent
            .post(&format!("{path}/retry"), json!({}))
            .await
            .refused(409, "message.not_retryable");
    })
    .await;
}

#[tokio::test]
async fn replies_and_reactions_go_both_ways() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (ana, conversation) = inbox.conversation_with("Ana", "hola").await;
    let hola = inbox.agent.get(&messages(&conversation)).await.ok()["data"][0].clone();
    let answer = inbox
        .agent
        .post(&messages(&conversation), json!({ "content": text("buenas"), "reply_to_id": hola["id"] }))
        .await
        .ok();
    assert_eq!(
        (&answer["reply_to"]["message_id"], &answer["reply_to"]["preview"]),
        (&hola["id"], &json!("hola"))
    );
    inbox
        .agent
        .put(&format!("/messages/{}/reaction", hola["id"].as_str().unwrap()), json!({ "emoji": "👍" }))
        .await
        .ok();
    app.settle().await;
    let received = ana.last_received().unwrap();
    ana.reacts(&received.id, Some("❤️")).await;
    app.settle().await;
    let thread = inbox.agent.get(&messages(&conversation)).await.ok()["data"].clone();
    let reactions = |at: usize| {
        thread[at]["reactions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|each| (each["actor"].clone(), each["emoji"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(reactions(0), [(json!("business"), json!("👍"))]);
    assert_eq!(reactions(1), [(json!("contact"), json!("❤️"))]);
    inbox
        .agent
        .put(
            &format!("/messages/{}/reaction", hola["id"].as_str().unwrap()),
            json!({ "emoji": "words" }),
        )
        .await
        .refused(422, "request.invalid");
    app.stop().await;
}

#[tokio::test]
async fn t01_another_workspaces_message_is_not_found() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
    let hola = inbox.agent.get(&messages(&conversation)).await.ok()["data"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let other = app.tenant("Other").await;
    for rest in ["", "/history"] {
        assert_eq!(other.owner.get(&format!("/messages/{hola}{rest}")).await.status, 404);
    }
    assert_eq!(other.owner.post(&format!("/messages/{hola}/retry"), json!({})).await.status, 404);
    assert_eq!(
        other
            .owner
            .put(&format!("/messages/{hola}/reaction"), json!({ "emoji": "👍" }))
            .await
            .status,
        404
    );
    assert_eq!(
        other.owner.post(&messages(&conversation), json!({ "content": text("x") })).await.status,
        404
    );
    app.stop().await;
}
