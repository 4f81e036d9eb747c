//! Tenant swap: with ids of workspace B in A's paths and bodies, A's owner finds nothing, B stays as it was, and no word of B comes out.

use std::collections::HashMap;
use std::time::Duration;

use model::Role;
use reqwest::Method;
use serde_json::{Value, json};

use super::operations::{Operation, all};
use crate::support::{Inbox, Tenant, TestApp, on_both};

const CANARY: &str = "CANARY-B";

#[tokio::test]
async fn i14_ids_of_another_workspace_are_not_found() {
    on_both(async |app| {
        let b = app.inbox().await;
        let a = app.tenant("Other").await;
        let ids = seed(&b).await;
        // What the seed began ends first: it is B's own.
        app.settle().await;
        let before = fingerprint(app, &b).await;
        let mut wrong = Vec::new();
        for operation in all()
            .iter()
            // A secret is called by its name: the same name here is another secret.
            .filter(|operation| operation.path.contains("{workspace}") && operation.parameters().len() > 1 && operation.id != "put_secret")
        {
            let path = foreign_path(operation, &a, &ids);
            let answer = a
                .owner
                .call(operation.method.clone(), &format!("!{path}"), body_for(app, operation))
                .await;
            if !answer.reached() || answer.status.as_u16() != 404 || answer.text.contains(CANARY) {
                wrong.push(format!("{}: {} {}", operation.name(), answer.status, answer.text));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        let after = fingerprint(app, &b).await;
        let told: Vec<String> = b.events().await.iter().rev().take(4).map(|event| event["type"].to_string()).collect();
        assert_eq!(after, before, "nothing of B changed; told last: {told:?}");
    })
    .await;
}

#[tokio::test]
async fn t02_ids_of_another_workspace_in_bodies_make_no_link() {
    on_both(async |app| {
        let b = app.inbox().await;
        let a = app.tenant("Other").await;
        let ids = seed(&b).await;
        app.settle().await;
        let before = fingerprint(app, &b).await;
        let answer = a.owner.post("/conversations", json!({ "contact_id": ids["contact"] })).await;
        assert!(matches!(answer.status.as_u16(), 404 | 422), "{}", answer.text);
        assert!(!answer.text.contains(CANARY), "{}", answer.text);
        // The other way round: B's own conversation, A's member.
        let path = format!("/conversations/{}/assign", ids["conversation"]);
        let answer = b.owner.post(&path, json!({ "assignee_id": a.user(Role::Agent) })).await;
        assert!(matches!(answer.status.as_u16(), 404 | 422), "{}", answer.text);
        // And A's team, on a conversation and with a member of B's.
        let team = a.owner.post("/teams", json!({ "name": "Theirs" })).await.ok();
        let answer = b.owner.post(&path, json!({ "team_id": team["id"] })).await;
        assert!(matches!(answer.status.as_u16(), 404 | 422), "{}", answer.text);
        let members = json!({ "members": [{ "user_id": a.user(Role::Agent) }] });
        let answer = b.owner.patch(&format!("/teams/{}", ids["team"]), members).await;
        assert!(matches!(answer.status.as_u16(), 404 | 422), "{}", answer.text);
        assert_eq!(fingerprint(app, &b).await, before, "nothing of B changed");
    })
    .await;
}

#[tokio::test]
async fn i14_nothing_of_another_workspace_is_ever_listed() {
    let app = TestApp::start().await;
    let b = app.inbox().await;
    let a = app.tenant("Other").await;
    seed(&b).await;
    for operation in all()
        .iter()
        .filter(|operation| operation.method == Method::GET && operation.parameters() == ["workspace"])
    {
        let (path, own) = (operation.path_with(&a.id.to_string()), operation.path_with(&b.id.to_string()));
        let answer = a.owner.get(&format!("!{path}")).await;
        assert!(!answer.text.contains(CANARY), "{}: {}", operation.name(), answer.text);
        a.owner.get(&format!("!{own}")).await.refused(404, "workspace.not_found");
    }
    // The canaries are there to be found by whoever may.
    assert!(b.owner.get("/conversations?view=all").await.text.contains(CANARY));
    assert!(b.owner.get("/tags").await.text.contains(CANARY));
}

/// Something of every kind in B, by the name its id has in paths.
async fn seed(b: &Inbox<'_>) -> HashMap<&'static str, String> {
    let (ana, conversation) = b.conversation_with("Ana", CANARY).await;
    ana.sends_picture(CANARY).await;
    b.app.settle().await;
    let path = format!("/conversations/{}", text(&conversation["id"]));
    let thread = b.owner.get(&format!("{path}/messages")).await.ok();
    let picture = thread["data"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|message| message["media"].is_object())
        .expect("the picture arrived")
        .clone();
    let note = b.owner.post(&format!("{path}/notes"), json!({ "body": CANARY })).await.ok();
    let reply = json!({ "shortcut": "canary", "title": CANARY, "body": CANARY, "shared": true });
    let reply = b.owner.post("/canned-replies", reply).await.ok();
    let llm = json!({ "name": CANARY, "kind": "ollama", "base_url": "https://ai.invalid", "model": "small" });
    let llm = b.owner.post("/llm-connections", llm).await.ok();
    let team = b.owner.post("/teams", json!({ "name": CANARY })).await.ok();
    let view = json!({ "name": CANARY, "filters": { "view": "all" }, "shared": true });
    let view = b.owner.post("/saved-views", view).await.ok();
    let tag = b.owner.post("/tags", json!({ "name": CANARY, "color": "red" })).await.ok();
    let contact = text(&conversation["contact"]["id"]);
    b.owner
        .put(&format!("/contacts/{contact}/tags/{}", text(&tag["id"])), json!({}))
        .await
        .ok();
    let event = b.owner.get("/webhook-events").await.ok()["data"][0].clone();
    let template = text(&b.owner.get("/templates").await.ok()["data"][0]["languages"][0]["id"]);
    let invitation = b
        .owner
        .post("/invitations", json!({ "email": "canary-b@example.com", "role": "AGENT" }))
        .await
        .ok();
    let import = import_of(b).await;
    let form = b.owner.post("/wa-flows", json!({ "name": CANARY, "categories": ["OTHER"] })).await.ok();
    let (submission, forward, delivery) = submitted(b, &form, &ana).await;
    let form_key = b.owner.post("/wa-flow-keys", json!({})).await.ok();
    let (_, run) = run_of(b, &text(&conversation["id"])).await;
    let field = b.owner.post("/custom-fields", json!({ "label": CANARY, "kind": "text" })).await.ok();
    let key = b.owner.post("/api-keys", json!({ "name": CANARY, "scopes": ["tags:read"] })).await.ok();
    let flow = b.owner.post("/flows", json!({ "name": CANARY, "starter": "welcome_menu" })).await.ok();
    let path = format!("/flows/{}", text(&flow["id"]));
    b.owner.post(&format!("{path}/publish"), json!({ "note": CANARY })).await.ok();
    let test = b
        .owner
        .post(&format!("{path}/tests"), json!({ "name": CANARY, "yaml": "steps: []" }))
        .await
        .ok();
    let function = json!({ "name": CANARY, "source": format!("export default () => '{CANARY}'") });
    let function = text(&b.owner.post("/functions", function).await.ok()["id"]);
    b.owner
        .post(&format!("/functions/{function}/publish"), json!({ "note": CANARY }))
        .await
        .ok();
    b.owner.put("/secrets/canary", json!({ "value": CANARY })).await.ok();
    let webhook = json!({ "url": "https://hooks.example/", "description": CANARY, "events": ["tag.updated"] });
    let webhook = text(&b.owner.post("/webhooks", webhook).await.ok()["webhook"]["id"]);
    let webhook_delivery = text(&b.owner.post(&format!("/webhooks/{webhook}/test"), json!({})).await.ok()["delivery"]);
    // Nobody is there: what that tells belongs to the seed.
    let path = format!("/webhooks/{webhook}/deliveries/{webhook_delivery}");
    while b.owner.get(&path).await.ok()["tried_at"].is_null() {
        b.app.server().app.settle_webhooks().await;
        tokio::task::yield_now().await;
    }
    HashMap::from([
        ("flow", text(&flow["id"])),
        ("number", "1".to_owned()),
        ("test", text(&test["id"])),
        ("webhook", webhook),
        ("webhook_delivery", webhook_delivery),
        ("job", text(&b.owner.get("/jobs").await.ok()["data"][0]["id"])),
        ("function", function),
        ("secret", "canary".to_owned()),
        ("custom_field", text(&field["id"])),
        ("import", import),
        ("key", text(&key["api_key"]["id"])),
        ("canned_reply", text(&reply["id"])),
        ("llm_connection", text(&llm["id"])),
        ("contact", contact),
        ("name", "theirs".to_owned()),
        ("run", run),
        ("conversation", text(&conversation["id"])),
        ("event", text(&event["id"])),
        ("invitation", text(&invitation["id"])),
        ("media", text(&picture["media"]["id"])),
        ("message", text(&picture["id"])),
        ("note", text(&note["id"])),
        ("saved_view", text(&view["id"])),
        ("tag", text(&tag["id"])),
        ("template", template),
        ("wa_flow", text(&form["id"])),
        ("submission", submission.to_string()),
        ("forward", forward.to_string()),
        ("delivery", delivery.to_string()),
        ("wa_flow_key", text(&form_key["id"])),
        ("exchange", exchanged(b, &form).await.to_string()),
        ("team", text(&team["id"])),
        ("user", b.user(Role::Agent).to_string()),
    ])
}

/// A form that was sent in, and its way to an address.
async fn submitted(b: &Inbox<'_>, form: &Value, ana: &simulator::Phone) -> (model::SubmissionId, model::ForwardId, model::ForwardDeliveryId) {
    let reply = json!({ "name": "flow", "body": "Sent", "response_json": json!({ "word": CANARY }).to_string() });
    let message = json!({ "type": "interactive", "interactive": { "type": "nfm_reply", "nfm_reply": reply } });
    let message = message.as_object().unwrap().clone();
    ana.sends(simulator::Say::Raw { message }).await;
    b.app.settle().await;
    let list = b.owner.get("/submissions").await.ok();
    let submission = text(&list["data"][0]["id"]).parse().unwrap();
    let path = format!("/wa-flows/{}/forwards", text(&form["id"]));
    let made = b
        .owner
        .post(&path, json!({ "name": CANARY, "url": "https://crm.example/canary" }))
        .await
        .ok();
    let forward = text(&made["id"]).parse().unwrap();
    let mut tx = b.app.server().app.store().begin().await.unwrap();
    let delivery = tx.workspace(b.id).create_forward_delivery(forward, submission).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    (submission, forward, delivery)
}

/// What a phone asked about a form.
async fn exchanged(b: &Inbox<'_>, form: &Value) -> model::FlowExchangeId {
    let id = model::FlowExchangeId::new();
    let new = store::NewFlowExchange {
        id,
        digest: [1; 32],
        pair: [2; 32],
        wa_flow_id: Some(text(&form["id"]).parse().unwrap()),
        contact_id: None,
        action: "INIT",
        screen: String::new(),
        request: json!({ "action": "INIT", "data": { "word": CANARY } }).to_string(),
    };
    let mut tx = b.app.server().app.store().begin().await.unwrap();
    assert!(tx.workspace(b.id).claim_flow_exchange(&new).await.unwrap());
    tx.commit().await.unwrap();
    id
}

/// An import that waits to be started.
async fn import_of(b: &Tenant) -> String {
    let form = format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{CANARY}.csv\"\r\n\r\nphone\n+34600000009\n\r\n--x--\r\n");
    let answer = b
        .owner
        .raw(Method::POST, "/imports", Some("multipart/form-data; boundary=x"), form.into_bytes())
        .await;
    text(&answer.ok()["id"])
}

/// A flow that says one thing, and a run of it.
async fn run_of(b: &Inbox<'_>, conversation: &str) -> (String, String) {
    let flow = crate::support::publish_flow(b.app, b.id, "CANARY-B runs").await;
    let run = b
        .owner
        .post(&format!("/conversations/{conversation}/runs"), json!({ "flow": flow }))
        .await
        .ok();
    (flow.to_string(), text(&run["id"]))
}

fn text(value: &Value) -> String {
    value.as_str().expect("an id").to_owned()
}

/// B's ids in A's path.
fn foreign_path(operation: &Operation, a: &Tenant, ids: &HashMap<&'static str, String>) -> String {
    let mut path = operation.path.replace("{workspace}", &a.id.to_string());
    for name in operation.parameters().into_iter().filter(|name| *name != "workspace") {
        let id = ids.get(name).unwrap_or_else(|| panic!("{}: make a {name} in `seed`", operation.name()));
        path = path.replace(&format!("{{{name}}}"), id);
    }
    if operation.id == "preview_contact_merge" {
        path.push_str(&format!("?from={}", model::ContactId::new()));
    }
    path
}

/// A body that would be good if the id were A's own.
fn body_for(app: &TestApp, operation: &Operation) -> Option<Value> {
    if !operation.has_body {
        return (operation.method == Method::POST).then(|| json!({}));
    }
    let content = json!({ "type": "text", "text": { "body": "hola" } });
    Some(match operation.id.as_str() {
        "assign_conversation" => json!({ "assignee_id": null }),
        "distinguish_contact" | "merge_contact" => json!({ "contact_id": model::ContactId::new() }),
        "record_opt_out" => json!({ "action": "opt_out", "reason": "They said so" }),
        "split_contact" => json!({ "identities": [{ "kind": "phone", "value": "34600000001" }] }),
        "update_flow" => json!({ "name": "Another" }),
        "duplicate_flow" | "check_flow" | "publish_flow" | "roll_back_flow" | "run_flow_tests" => json!({}),
        "save_flow_draft" => json!({ "graph": { "schema": 1, "nodes": [], "edges": [] } }),
        "create_flow_test" | "update_flow_test" => json!({ "name": "Another", "yaml": "steps: []" }),
        "try_flow" => json!({ "events": [] }),
        "try_flow_request" => json!({ "config": { "method": "GET", "url": "https://shop.example" } }),
        "publish_function" | "run_function" | "rotate_webhook_secret" => json!({}),
        "redeliver_failed_webhook_deliveries" => json!({ "since": app.server().app.now() }),
        "update_webhook" => json!({ "description": "Another" }),
        "put_function_draft" => json!({ "source": "export default () => 1" }),
        "update_function" => json!({ "name": "Another" }),
        "update_canned_reply" => json!({ "title": "Another" }),
        "prioritize_conversation" => json!({ "priority": "high" }),
        "put_draft" => json!({ "box": "reply", "body": "half a thought" }),
        "update_saved_view" => json!({ "name": "Another" }),
        "update_scheduled_message" => json!({ "content": content }),
        "create_note" | "update_note" => json!({ "body": "A note" }),
        "preflight_message" | "send_message" => json!({ "content": content }),
        "react_to_message" => json!({ "emoji": "👍" }),
        "resolve_message" => json!({ "as": "sent" }),
        "snooze_conversation" => json!({ "until": app.server().app.now() + Duration::from_secs(3600) }),
        "check_import" | "start_import" => json!({ "mapping": ["phone"] }),
        "create_forward" => json!({ "name": "Another", "url": "https://crm.example/x" }),
        "update_forward" => json!({ "name": "Another" }),
        "try_forward" | "try_forward_mapping" => json!({ "submission": model::SubmissionId::new() }),
        "import_wa_flow_key" => json!({ "pem": "x" }),
        "try_wa_flow_endpoint" => json!({ "action": "INIT" }),
        "replay_flow_exchange" => json!({}),
        "check_wa_flow" | "update_wa_flow" => json!({}),
        "clone_wa_flow" => json!({ "name": "Another" }),
        "put_wa_flow_draft" => json!({ "json": "{}" }),
        "set_wa_flow_endpoint" => json!({ "kind": "none" }),
        "update_custom_field" => json!({ "label": "Another" }),
        "test_llm_connection" => json!({ "prompt": "Who are you?" }),
        "update_contact" | "update_llm_connection" | "update_tag" | "update_team" => json!({ "name": "Another" }),
        "update_message_template" => json!({ "components": [{ "type": "BODY", "text": "Another text." }] }),
        "start_run" => json!({ "flow": model::FlowId::new() }),
        "release_conversation" => json!({ "resume": true }),
        "call_flow" => json!({ "contact": model::ContactId::new() }),
        "replay_run" => json!({}),
        "save_run_as_test" => json!({ "name": "A test" }),
        "transfer_ownership" => json!({ "password": "correct horse battery" }),
        "update_member" => json!({ "role": "ANALYST" }),
        other => panic!("say here what a good body of {other} is"),
    })
}

/// What there is in B: the number of events and of audit entries move with every change.
async fn fingerprint(app: &TestApp, b: &Tenant) -> (i64, usize) {
    let workspace = app.server().app.store().workspace(b.id);
    let seq = workspace.get_workspace().await.unwrap().event_seq;
    let audit = workspace
        .list_audit(&store::AuditFilter::default(), store::Limit::clamped(500), None)
        .await
        .unwrap()
        .data
        .len();
    (seq, audit)
}
