//! Contacts: added by number, changed by one at a time, tagged, opted out, erased with their files.

use model::Role;
use serde_json::json;

use crate::support::{TestApp, on_both};

#[tokio::test]
async fn a_number_is_read_however_it_is_spaced_and_known_once() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let ana = tenant
            .agent
            .post("/contacts", json!({ "name": "Ana", "phone": "+52 55 1234-5678" }))
            .await;
        assert_eq!(ana.status, 201);
        assert_eq!((&ana.body["phone"], &ana.body["display_name"]), (&json!("+525512345678"), &json!("Ana")));
        // The same line in the spelling WhatsApp may use.
        let again = tenant.agent.post("/contacts", json!({ "phone": "5215512345678" })).await;
        again.refused(409, "contact.exists");
        assert!(again.body["detail"].as_str().unwrap().contains(ana.body["id"].as_str().unwrap()));
        for phone in ["55 1234", "call me", "+0 123 456 789"] {
            let refused = tenant.agent.post("/contacts", json!({ "phone": phone })).await;
            assert_eq!(refused.refused(422, "request.invalid").errors()[0].0, "/phone");
        }
        tenant
            .analyst
            .post("/contacts", json!({ "phone": "+34600000000" }))
            .await
            .refused(403, "access.denied");
        assert_eq!(tenant.analyst.get("/contacts?q=5512").await.ok()["data"][0]["id"], ana.body["id"]);
    })
    .await;
}

#[tokio::test]
async fn the_second_of_two_changes_is_told_so() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let ana = tenant
        .agent
        .post(
            "/contacts",
            json!({ "name": "Ana", "phone": "+34600000001", "email": "ana@lumen.example" }),
        )
        .await
        .ok();
    let path = format!("/contacts/{}", ana["id"].as_str().unwrap());
    let first = tenant
        .agent
        .header("if-match", "\"1\"")
        .patch(&path, json!({ "name": "Ana María", "email": null }))
        .await;
    assert_eq!(
        (&first.body["name"], &first.body["email"], &first.headers["etag"]),
        (&json!("Ana María"), &json!(null), &"\"2\"".parse().unwrap())
    );
    tenant
        .admin
        .header("if-match", "\"1\"")
        .patch(&path, json!({ "name": "Anita" }))
        .await
        .refused(412, "version.conflict");
    tenant
        .agent
        .patch(&path, json!({ "is_admin": true }))
        .await
        .refused(422, "request.invalid");
    app.stop().await;
}

#[tokio::test]
async fn who_opted_out_or_is_blocked_gets_nothing() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
    let contact = format!("/contacts/{}", conversation["contact"]["id"].as_str().unwrap());
    let messages = format!("/conversations/{}/messages", conversation["id"].as_str().unwrap());
    let message = json!({ "content": { "type": "text", "text": { "body": "x" } } });
    inbox.agent.patch(&contact, json!({ "opted_out": true })).await.ok();
    inbox.agent.post(&messages, message.clone()).await.refused(422, "send.opted_out");
    let mut overridden = message.clone();
    overridden["override_opt_out_reason"] = json!("they asked by phone");
    inbox.agent.post(&messages, overridden.clone()).await.refused(403, "access.denied");
    inbox.admin.post(&messages, overridden).await.ok();
    inbox.agent.patch(&contact, json!({ "opted_out": false, "blocked": true })).await.ok();
    inbox.agent.post(&messages, message).await.refused(422, "send.contact_blocked");
    app.stop().await;
}

#[tokio::test]
async fn erasing_takes_everything_and_a_new_message_makes_a_new_contact() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (ana, conversation) = inbox.conversation_with("Ana", "CANARY").await;
    let id = conversation["contact"]["id"].as_str().unwrap().to_owned();
    inbox.agent.delete(&format!("/contacts/{id}")).await.refused(403, "access.denied");
    assert_eq!(inbox.admin.delete(&format!("/contacts/{id}")).await.status, 204);
    assert_eq!(inbox.admin.get(&format!("/contacts/{id}")).await.status, 404);
    let events = inbox.events().await;
    assert!(!format!("{events:?}").contains("CANARY"));
    assert_eq!(events.last().unwrap()["type"], "contact.deleted");
    ana.says("de nuevo").await;
    app.settle().await;
    let found = inbox.agent.get("/conversations?view=all").await.ok();
    assert_ne!(found["data"][0]["contact"]["id"], json!(id));
    assert!(inbox.audited().await.contains(&"contact.deleted".to_owned()));
    app.stop().await;
}

#[tokio::test]
async fn tags_of_another_workspace_cannot_be_put_on() {
    let app = TestApp::start().await;
    let (ours, theirs) = (app.tenant("Lumen Home").await, app.tenant("Other").await);
    let ana = ours.agent.post("/contacts", json!({ "phone": "+34600000001" })).await.ok();
    let own = ours.admin.post("/tags", json!({ "name": "VIP", "color": "amber" })).await.ok();
    let foreign = theirs.admin.post("/tags", json!({ "name": "VIP", "color": "red" })).await.ok();
    let path = |tag: &serde_json::Value| format!("/contacts/{}/tags/{}", ana["id"].as_str().unwrap(), tag["id"].as_str().unwrap());
    assert_eq!(ours.agent.put(&path(&own), json!({})).await.ok()["tags"], json!([own]));
    assert_eq!(ours.agent.put(&path(&foreign), json!({})).await.status, 404);
    assert_eq!(
        ours.agent.get(&format!("/contacts?tag={}", own["id"].as_str().unwrap())).await.ok()["data"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(ours.agent.delete(&path(&own)).await.ok()["tags"], json!([]));
    assert!(ours.user(Role::Agent) != theirs.user(Role::Agent));
    app.stop().await;
}
