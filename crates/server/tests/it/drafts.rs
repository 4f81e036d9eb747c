//! Drafts: one's own, in every browser, the last write wins.

use serde_json::json;

use crate::support::on_both;

#[tokio::test]
async fn a_draft_is_its_writers_and_the_last_write_wins() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
        let path = format!("/conversations/{}/draft", conversation["id"].as_str().unwrap());
        let first = inbox.agent.put(&path, json!({ "box": "reply", "body": "half a " })).await.ok();
        assert_eq!((&first["version"], &first["body"]), (&json!(1), &json!("half a ")));
        let second = inbox.agent.put(&path, json!({ "box": "reply", "body": "half a thought" })).await.ok();
        assert_eq!(second["version"], 2);
        inbox.agent.put(&path, json!({ "box": "note", "body": "for us" })).await.ok();
        let mine = inbox.agent.get("/drafts").await.ok();
        let bodies: Vec<&str> = mine["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|draft| draft["body"].as_str().unwrap())
            .collect();
        assert_eq!(bodies.len(), 2, "{mine}");
        assert!(bodies.contains(&"half a thought") && bodies.contains(&"for us"), "{mine}");
        assert_eq!(inbox.owner.get("/drafts").await.ok()["data"], json!([]), "nobody else sees it");
        let gone = inbox.agent.put(&path, json!({ "box": "reply", "body": " \n" })).await.ok();
        assert_eq!((&gone["version"], &gone["body"]), (&json!(0), &json!("")));
        assert_eq!(inbox.agent.get("/drafts").await.ok()["data"].as_array().unwrap().len(), 1);
        let long = json!({ "box": "reply", "body": "x".repeat(8193) });
        inbox.agent.put(&path, long).await.refused(422, "request.invalid");
        inbox
            .analyst
            .put(&path, json!({ "box": "reply", "body": "x" }))
            .await
            .refused(403, "access.denied");
        assert!(!inbox.owner.get("/events?after=0").await.text.contains("for us"));
    })
    .await;
}
