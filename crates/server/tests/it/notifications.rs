//! Notifications: members are told what concerns them, once, as they want to be told, and nobody else.

use std::time::Duration;

use model::Role;
use serde_json::{Value, json};

use crate::support::{Client, TestApp, on_both};

async fn told(client: &Client) -> Vec<Value> {
    client.get("/notifications").await.ok()["data"].as_array().unwrap().clone()
}

/// Waits until this many are there: they are made beside the busy path.
async fn told_of(client: &Client, count: usize) -> Vec<Value> {
    for _ in 0..200 {
        let told = told(client).await;
        if told.len() >= count {
            return told;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("nobody was told: {:?}", told(client).await);
}

#[tokio::test]
async fn who_is_named_in_a_note_is_told_once() {
    on_both(async |app: &TestApp| {
        let inbox = app.inbox().await;
        let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
        let notes = format!("/conversations/{}/notes", conversation["id"].as_str().unwrap());
        let (agent, admin) = (inbox.user(Role::Agent), inbox.user(Role::Admin));
        let body = json!({ "body": "@admin can you\n look?", "mentions": [admin, agent] });
        let note = inbox.agent.post(&notes, body).await.ok();
        assert_eq!(note["mentions"].as_array().unwrap().len(), 2);
        assert_eq!(told(&inbox.agent).await.len(), 0, "one does not tell oneself");
        let mine = told(&inbox.admin).await;
        assert_eq!(mine.len(), 1);
        assert_eq!(
            (&mine[0]["kind"], &mine[0]["preview"], &mine[0]["actor_name"], &mine[0]["contact_name"]),
            (&json!("mention"), &json!("@admin can you look?"), &json!("agent"), &json!("Ana"))
        );
        assert_eq!(inbox.admin.get("/notifications/counts").await.ok()["unread"], 1);
        // Changing the note tells nobody again.
        let path = format!("/notes/{}", note["id"].as_str().unwrap());
        let changed = inbox.agent.patch(&path, json!({ "body": "done" })).await.ok();
        assert_eq!(changed["mentions"], note["mentions"], "absent, they stay");
        assert_eq!(inbox.admin.get(&notes).await.ok()["data"][0]["mentions"], note["mentions"]);
        assert_eq!(told(&inbox.admin).await[0]["times"], 1);
        // Read, on every screen.
        let seen = json!({ "conversation_id": conversation["id"] });
        assert_eq!(inbox.admin.post("/notifications/read", seen).await.status, 204);
        assert_eq!(inbox.admin.get("/notifications/counts").await.ok()["unread"], 0);
        assert!(inbox.events().await.iter().any(|event| event["type"] == "notification.read"));
        let stranger = app.tenant("Other").await.user(Role::Agent);
        inbox
            .agent
            .post(&notes, json!({ "body": "x", "mentions": [stranger] }))
            .await
            .refused(404, "member.not_found");
    })
    .await;
}

#[tokio::test]
async fn who_is_given_a_conversation_is_told_and_of_what_the_contact_writes_in_it() {
    on_both(async |app: &TestApp| {
        let inbox = app.inbox().await;
        let (ana, conversation) = inbox.conversation_with("Ana", "hola").await;
        let agent = inbox.user(Role::Agent);
        let path = format!("/conversations/{}/assign", conversation["id"].as_str().unwrap());
        inbox.admin.post(&path, json!({ "assignee_id": agent })).await.ok();
        assert_eq!(told(&inbox.agent).await[0]["kind"], "assigned");
        ana.says("are you there?").await;
        ana.says("hello?").await;
        app.settle().await;
        let all = told_of(&inbox.agent, 2).await;
        let new = all.iter().find(|one| one["kind"] == "new_message").expect("of the message, too");
        assert!(new["times"].as_i64().unwrap() <= 2, "one line for both: {all:?}");
        assert_eq!(told(&inbox.admin).await.len(), 0);
        assert_eq!(inbox.agent.post("/notifications/read", json!({ "all": true })).await.status, 204);
        assert_eq!(inbox.agent.get("/notifications/counts").await.ok()["unread"], 0);
        inbox.agent.post("/notifications/read", json!({})).await.refused(422, "request.invalid");
    })
    .await;
}

#[tokio::test]
async fn members_say_how_they_want_to_be_told() {
    on_both(async |app: &TestApp| {
        let inbox = app.inbox().await;
        let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
        let mut wishes = inbox.agent.get("/notification-preferences").await.ok();
        assert_eq!(wishes["mention"], json!({ "app": true, "desktop": true, "sound": false }));
        wishes["mention"]["app"] = json!(false);
        assert_eq!(inbox.agent.put("/notification-preferences", wishes.clone()).await.ok(), wishes);
        assert_eq!(inbox.agent.get("/notification-preferences").await.ok(), wishes);
        let notes = format!("/conversations/{}/notes", conversation["id"].as_str().unwrap());
        let body = json!({ "body": "@agent", "mentions": [inbox.user(Role::Agent)] });
        inbox.admin.post(&notes, body).await.ok();
        assert_eq!(told(&inbox.agent).await.len(), 0);
        inbox
            .agent
            .put("/notification-preferences", json!({ "mention": true }))
            .await
            .refused(422, "request.invalid");
    })
    .await;
}
