//! The inbox: from "hola" on a phone to read ticks on the answer, and what is done with conversations in between.

use std::time::Duration;

use model::Role;
use serde_json::{Value, json};
use simulator::times;

use crate::support::{Hello, Inbox, TestApp, Wire, on_both};

fn path(conversation: &Value, rest: &str) -> String {
    format!("/conversations/{}{rest}", conversation["id"].as_str().unwrap())
}

async fn names(inbox: &Inbox<'_>, query: &str) -> Vec<String> {
    let page = inbox.agent.get(&format!("/conversations?{query}")).await.ok();
    page["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|each| each["contact"]["display_name"].as_str().unwrap().to_owned())
        .collect()
}

/// The main story, end to end.
#[tokio::test]
async fn hola_is_answered_and_the_answer_is_read() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (mut screen, _) = Wire::ready(app, Hello::of(&inbox.agent, inbox.id)).await;
        let ana = inbox.simulator.phone("Ana");
        ana.says("hola").await;
        let created = screen.event("message.created").await["data"].clone();
        assert_eq!(created["message"]["content"]["body"], "hola");
        assert_eq!(created["conversation"]["contact"]["display_name"], "Ana");
        assert_eq!(
            (&created["conversation"]["unread_count"], &created["conversation"]["inbound_count"]),
            (&json!(0), &json!(1))
        );
        app.settle().await;

        let listed = inbox.agent.get("/conversations?view=needs_reply").await.ok()["data"][0].clone();
        assert_eq!(
            (&listed["last_message"]["preview"], &listed["unread_count"], &listed["window"]["open"]),
            (&json!("hola"), &json!(1), &json!(true))
        );
        assert_eq!(inbox.agent.post(&path(&listed, "/read"), json!({})).await.ok()["unread_count"], 0);

        let mut phone = inbox.simulator.listen(Some(ana.id()));
        assert_eq!(inbox.agent.post(&path(&listed, "/typing"), json!({})).await.status, 202);
        while phone.next().await.expect("the simulator runs").name != "typing" {}
        assert!(ana.sees_typing());
        let sent = inbox.answers(&listed, "buenas").await;
        assert_eq!((&sent["author"]["kind"], &sent["author"]["name"]), (&json!("agent"), &json!("agent")));
        app.settle().await;
        assert_eq!(ana.last_received().unwrap().text(), "buenas");
        assert!(!ana.sees_typing(), "the message ended the bubble");
        ana.reads();
        app.settle().await;
        assert_eq!(
            inbox.thread(&listed).await,
            [("contact", "hola", "received"), ("agent", "buenas", "read")].map(|(who, what, how)| (who.to_owned(), what.to_owned(), how.to_owned()))
        );
        loop {
            let updated = screen.event("message.updated").await;
            if updated["data"]["message"]["status"] == "read" {
                break;
            }
        }
        assert!(names(&inbox, "view=needs_reply").await.is_empty(), "nobody owes an answer any more");
        let history = inbox.agent.get(&format!("/messages/{}/history", sent["id"].as_str().unwrap())).await.ok();
        let reported: Vec<&str> = history["statuses"]
            .as_array()
            .unwrap()
            .iter()
            .map(|status| status["status"].as_str().unwrap())
            .collect();
        assert_eq!(reported, ["sent", "delivered", "read"]);
        assert_eq!(history["attempts"][0]["outcome"], "accepted");
    })
    .await;
}

/// Meta posts it twice, then once more inside another delivery.
#[tokio::test]
async fn duplicates_and_regrouped_deliveries_make_one_message() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let ana = inbox.simulator.phone("Ana");
        ana.says("hola").delivered(times(3).regrouped()).await;
        app.settle().await;
        let conversation = inbox.agent.get("/conversations").await.ok()["data"][0].clone();
        assert_eq!(inbox.thread(&conversation).await.len(), 1);
        assert_eq!((&conversation["inbound_count"], &conversation["unread_count"]), (&json!(1), &json!(1)));
        let created = inbox
            .events()
            .await
            .into_iter()
            .filter(|event| event["type"] == "message.created")
            .count();
        assert_eq!(created, 1);
    })
    .await;
}

#[tokio::test]
async fn a_conversation_is_handed_on_snoozed_closed_and_comes_back() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (ana, conversation) = inbox.conversation_with("Ana", "hola").await;
        let (me, other) = (inbox.user(Role::Agent), inbox.user(Role::Admin));
        let assigned = inbox
            .agent
            .post(&path(&conversation, "/assign"), json!({ "assignee_id": other }))
            .await
            .ok();
        assert_eq!((&assigned["assignee_id"], &assigned["holder"]), (&json!(other), &json!("human")));
        inbox
            .agent
            .post(&path(&conversation, "/assign"), json!({}))
            .await
            .refused(422, "request.invalid");
        let refused = inbox
            .agent
            .post(&path(&conversation, "/assign"), json!({ "assignee_id": inbox.user(Role::Analyst) }))
            .await;
        assert_eq!(
            refused.refused(422, "request.invalid").errors(),
            [("/assignee_id".to_owned(), "member.cannot_answer".to_owned())]
        );
        assert!(names(&inbox, "view=mine").await.is_empty());
        inbox.agent.post(&path(&conversation, "/assign"), json!({ "assignee_id": me })).await.ok();
        assert_eq!(names(&inbox, "view=mine").await, ["Ana"]);
        assert_eq!(names(&inbox, "view=all&assignee=me").await, ["Ana"]);
        inbox
            .agent
            .post(&path(&conversation, "/assign"), json!({ "assignee_id": null }))
            .await
            .ok();
        assert_eq!(names(&inbox, "view=unassigned").await, ["Ana"]);

        let soon = (app.server().app.now() + Duration::from_secs(600)).to_string();
        inbox.agent.post(&path(&conversation, "/snooze"), json!({ "until": soon })).await.ok();
        assert_eq!(
            (names(&inbox, "view=snoozed").await.len(), names(&inbox, "view=all_open").await.len()),
            (1, 0)
        );
        app.settle().await;
        assert_eq!(names(&inbox, "view=snoozed").await.len(), 1, "its time has not come");
        app.advance(Duration::from_secs(601));
        let agent = app.sign_in(me).await.at(inbox.id);
        app.settle().await;
        assert_eq!(agent.get(&path(&conversation, "")).await.ok()["status"], "open");
        agent
            .post(&path(&conversation, "/snooze"), json!({ "until": "2020-01-01T00:00:00Z" }))
            .await
            .refused(422, "request.invalid");

        assert_eq!(
            agent.post(&path(&conversation, "/close"), json!({})).await.ok()["waiting_since"],
            Value::Null
        );
        ana.says("otra cosa").await;
        app.settle().await;
        let open = agent.get(&path(&conversation, "")).await.ok();
        assert_eq!((&open["status"], &open["unread_count"]), (&json!("open"), &json!(2)));
        agent.post(&path(&conversation, "/close"), json!({})).await.ok();
        assert_eq!(agent.post(&path(&conversation, "/reopen"), json!({})).await.ok()["status"], "open");
    })
    .await;
}

#[tokio::test]
async fn reading_is_each_members_own() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
    assert_eq!(inbox.agent.post(&path(&conversation, "/read"), json!({})).await.ok()["unread_count"], 0);
    assert_eq!(inbox.agent.post(&path(&conversation, "/unread"), json!({})).await.ok()["unread_count"], 1);
    inbox.agent.post(&path(&conversation, "/read"), json!({})).await.ok();
    assert_eq!(inbox.agent.get(&path(&conversation, "")).await.ok()["unread_count"], 0);
    inbox
        .analyst
        .post(&path(&conversation, "/read"), json!({}))
        .await
        .refused(403, "access.denied");
    let counts = inbox.agent.get("/conversations/counts").await.ok();
    assert_eq!(
        (&counts["all_open"], &counts["needs_reply"], &counts["closed"]),
        (&json!(1), &json!(1), &json!(0))
    );
    app.stop().await;
}

#[tokio::test]
async fn t01_another_workspaces_conversation_is_not_found() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
    let other = app.tenant("Other").await;
    for rest in ["", "/messages", "/notes"] {
        assert_eq!(other.owner.get(&path(&conversation, rest)).await.status, 404, "{rest}");
    }
    for rest in ["/close", "/reopen", "/read", "/unread", "/typing"] {
        assert_eq!(other.owner.post(&path(&conversation, rest), json!({})).await.status, 404, "{rest}");
    }
    other
        .owner
        .post(&path(&conversation, "/assign"), json!({ "assignee_id": null }))
        .await
        .refused(404, "resource.not_found");
    assert_eq!(other.owner.get("/conversations?view=all").await.ok()["data"], json!([]));
    let cursor = inbox.agent.get("/conversations?view=all&limit=1").await.ok()["page"]["next_cursor"].clone();
    assert_eq!(cursor, Value::Null);
    inbox.agent.get("/conversations?cursor=forged").await.refused(422, "cursor.invalid");
    app.stop().await;
}
