//! Notes: one's own to change, an admin's to remove.

use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn notes_are_changed_by_their_author_and_removed_by_admins_too() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
    let notes = format!("/conversations/{}/notes", conversation["id"].as_str().unwrap());
    let note = inbox.agent.post(&notes, json!({ "body": "  llamar mañana " })).await.ok();
    assert_eq!((&note["body"], &note["author_name"]), (&json!("llamar mañana"), &json!("agent")));
    let path = format!("/notes/{}", note["id"].as_str().unwrap());
    inbox.admin.patch(&path, json!({ "body": "x" })).await.refused(403, "access.denied");
    assert_eq!(inbox.agent.patch(&path, json!({ "body": "llamar hoy" })).await.ok()["body"], "llamar hoy");
    for body in ["", "   ", &"x".repeat(4001)] {
        inbox.agent.post(&notes, json!({ "body": body })).await.refused(422, "request.invalid");
    }
    inbox.analyst.post(&notes, json!({ "body": "x" })).await.refused(403, "access.denied");
    assert_eq!(inbox.analyst.get(&notes).await.ok()["data"].as_array().unwrap().len(), 1);
    let theirs = inbox.owner.post(&notes, json!({ "body": "de la dueña" })).await.ok();
    inbox
        .agent
        .delete(&format!("/notes/{}", theirs["id"].as_str().unwrap()))
        .await
        .refused(403, "access.denied");
    assert_eq!(inbox.admin.delete(&path).await.status, 204);
    assert_eq!(inbox.admin.delete(&path).await.status, 404);
    app.stop().await;
}
