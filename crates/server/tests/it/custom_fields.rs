//! Custom fields: defined by admins, kept in their form, found by their values; what happened with a contact; and blocking at WhatsApp too.

use serde_json::{Value, json};

use crate::support::{TestApp, on_both};

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

#[tokio::test]
async fn values_are_kept_in_the_form_of_their_fields_and_found() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let field = async |label: &str, kind: &str, choices: Value| {
            let body = json!({ "label": label, "kind": kind, "choices": choices });
            tenant.admin.post("/custom-fields", body).await.ok()
        };
        let plan = field("Price plan", "choice", json!(["Gold", "Silver"])).await;
        field("Orders", "number", json!([])).await;
        field("Trial", "boolean", json!([])).await;
        assert_eq!(plan["key"], "price_plan");
        tenant
            .agent
            .post("/custom-fields", json!({ "label": "X", "kind": "text" }))
            .await
            .refused(403, "access.denied");
        let again = json!({ "label": "Other", "key": "price_plan", "kind": "text" });
        tenant.admin.post("/custom-fields", again).await.refused(409, "custom_field.exists");
        tenant
            .admin
            .post("/custom-fields", json!({ "label": "Y", "kind": "choice" }))
            .await
            .refused(422, "request.invalid");

        let attributes = json!({ "price_plan": "gold", "orders": "12.0", "trial": "yes", "free": "as it is" });
        let body = json!({ "phone": "+34600000001", "name": "Ana", "attributes": attributes });
        let ana = tenant.agent.post("/contacts", body).await.ok();
        assert_eq!(
            ana["attributes"],
            json!({ "price_plan": "Gold", "orders": 12, "trial": true, "free": "as it is" })
        );
        let body = json!({ "phone": "+34600000002", "attributes": { "price_plan": "Silver", "orders": 3, "trial": false } });
        tenant.agent.post("/contacts", body).await.ok();
        let path = format!("/contacts/{}", id(&ana));
        let wrong = tenant.agent.patch(&path, json!({ "attributes": { "price_plan": "Bronze" } })).await;
        wrong.refused(422, "request.invalid");
        assert_eq!(wrong.errors()[0].0, "/attributes/price_plan");

        for (field, value, found) in [
            ("price_plan", "GOLD", 1),
            ("price_plan", "Silver", 1),
            ("orders", "12", 1),
            ("orders", "7", 0),
            ("trial", "yes", 1),
            ("trial", "no", 1),
            ("free", "as it is", 1),
            ("none", "x", 0),
        ] {
            let query = format!("/contacts?field={field}&value={}", value.replace(' ', "%20"));
            let count = tenant.analyst.get(&query).await.ok()["data"].as_array().unwrap().len();
            assert_eq!(count, found, "{query}");
        }
        tenant
            .agent
            .get("/contacts?field=orders&value=many")
            .await
            .refused(422, "request.invalid");
        tenant.agent.get("/contacts?field=orders").await.refused(422, "request.invalid");

        // A choice that is gone stays where it is until it is changed.
        let path_of_field = format!("/custom-fields/{}", id(&plan));
        tenant.admin.patch(&path_of_field, json!({ "choices": ["Silver"] })).await.ok();
        let kept = json!({ "name": "Ana T.", "attributes": { "price_plan": "Gold", "orders": 13 } });
        assert_eq!(tenant.agent.patch(&path, kept).await.ok()["attributes"]["price_plan"], "Gold");
        assert_eq!(tenant.admin.delete(&path_of_field).await.status, 204);
        tenant
            .agent
            .patch(&path, json!({ "attributes": { "price_plan": "anything" } }))
            .await
            .ok();
        assert_eq!(tenant.agent.get("/custom-fields").await.ok()["data"].as_array().unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_happened_with_a_contact_is_told_over_a_merge() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (_, thread) = inbox.conversation_with("Ana", "hola").await;
        let other = inbox
            .agent
            .post("/contacts", json!({ "phone": "+34600000077", "name": "Ana" }))
            .await
            .ok();
        let close = format!("/conversations/{}/close", id(&thread));
        inbox.agent.post(&close, json!({})).await.ok();
        let contact = id(&thread["contact"]);
        inbox
            .agent
            .post(&format!("/contacts/{contact}/merge"), json!({ "contact_id": id(&other) }))
            .await
            .ok();
        let actions = async |query: &str| -> (Vec<String>, Value) {
            let page = inbox.analyst.get(&format!("/contacts/{contact}/timeline{query}")).await.ok();
            let rows = page["data"].as_array().unwrap();
            let actions = rows.iter().map(|row| row["action"].as_str().unwrap().to_owned()).collect();
            (actions, page["page"]["next_cursor"].clone())
        };
        let (all, _) = actions("").await;
        assert_eq!(all, ["contact.merged", "conversation.closed", "contact.created"]);
        let (first, cursor) = actions("?limit=2").await;
        let (rest, end) = actions(&format!("?limit=2&cursor={}", cursor.as_str().unwrap())).await;
        assert_eq!(([first, rest].concat(), end), (all, Value::Null));
    })
    .await;
}

#[tokio::test]
async fn blocking_reaches_whatsapp_as_far_as_it_lets_us() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (ana, thread) = inbox.conversation_with("Ana", "hola").await;
    let path = format!("/contacts/{}", id(&thread["contact"]));
    let last = async || inbox.owner.get("/audit?action=contact.updated").await.ok()["data"][0]["detail"]["blocked"].clone();
    inbox.agent.patch(&path, json!({ "blocked": true })).await.ok();
    assert_eq!(last().await, json!({ "blocked": true, "where": "whatsapp_too" }));
    ana.says("are you there?").await;
    app.settle().await;
    assert_eq!(inbox.thread(&thread).await.len(), 1, "WhatsApp does not deliver what the blocked write");
    inbox.agent.patch(&path, json!({ "blocked": false })).await.ok();
    assert_eq!(last().await, json!({ "blocked": false, "where": "whatsapp_too" }));
    // Who never wrote cannot be blocked there.
    let body = json!({ "phone": "+34600000077" });
    let stranger = inbox.agent.post("/contacts", body).await.ok();
    let blocked = inbox
        .agent
        .patch(&format!("/contacts/{}", id(&stranger)), json!({ "blocked": true }))
        .await
        .ok();
    assert_eq!((&blocked["blocked"], last().await["where"].clone()), (&json!(true), json!("here_alone")));
}
