//! Tenant swap: with ids of workspace B in A's paths, A's owner finds nothing, B stays as it was, and no word of B comes out.

use std::collections::HashMap;

use model::Role;
use reqwest::Method;
use serde_json::{Value, json};

use super::operations::{Operation, all};
use crate::support::{Tenant, TestApp, on_both};

const CANARY: &str = "CANARY-B";

#[tokio::test]
async fn i14_ids_of_another_workspace_are_not_found() {
    on_both(async |app| {
        let (a, b) = (app.tenant("Lumen Home").await, app.tenant(CANARY).await);
        let ids = seed(app, &b).await;
        let before = fingerprint(app, &b).await;
        for operation in all().iter().filter(|operation| operation.path.contains("{workspace}") && operation.parameters().len() > 1) {
            let path = foreign_path(operation, &a, &ids);
            let answer = a.owner.call(operation.method.clone(), &format!("!{path}"), body_for(operation)).await;
            assert!(answer.reached(), "{}: {}", operation.name(), answer.text);
            assert_eq!(answer.status.as_u16(), 404, "{}: {}", operation.name(), answer.text);
            assert!(!answer.text.contains(CANARY), "{}: {}", operation.name(), answer.text);
        }
        assert_eq!(fingerprint(app, &b).await, before, "nothing of B changed");
    })
    .await;
}

#[tokio::test]
async fn i14_nothing_of_another_workspace_is_ever_listed() {
    let app = TestApp::start().await;
    let (a, b) = (app.tenant("Lumen Home").await, app.tenant(CANARY).await);
    seed(&app, &b).await;
    for operation in all().iter().filter(|operation| operation.method == Method::GET && operation.parameters() == ["workspace"]) {
        let answer = a.owner.get(&format!("!{}", operation.path_with(&a.id.to_string()))).await;
        assert!(!answer.text.contains(CANARY), "{}: {}", operation.name(), answer.text);
    }
}

/// Something of every kind in B, by the name its id has in paths.
async fn seed(app: &TestApp, b: &Tenant) -> HashMap<&'static str, String> {
    let invitation = b.owner.post("/invitations", json!({ "email": "canary-b@example.com", "role": "AGENT" })).await.ok();
    let _ = app;
    HashMap::from([("user", b.user(Role::Agent).to_string()), ("invitation", text(&invitation["id"]))])
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
    path
}

/// A body that would be good if the id were A's own.
fn body_for(operation: &Operation) -> Option<Value> {
    if operation.method == Method::GET || operation.method == Method::DELETE {
        return None;
    }
    let body = match operation.id.as_str() {
        "update_member" => json!({ "role": "ANALYST" }),
        other => panic!("say here what a good body of {other} is"),
    };
    Some(body)
}

/// What there is in B: the number of events and of audit entries move with every change.
async fn fingerprint(app: &TestApp, b: &Tenant) -> (i64, usize) {
    let workspace = app.server().app.store().workspace(b.id);
    let seq = workspace.get_workspace().await.unwrap().event_seq;
    let audit = workspace.list_audit(&store::AuditFilter::default(), store::Limit::clamped(500), None).await.unwrap().data.len();
    (seq, audit)
}
