//! A flow that says one thing when an agent starts it.

use model::{FlowId, WorkspaceId};
use serde_json::json;
use store::{NewFlow, NewFlowDraft, NewFlowVersion};

use super::TestApp;

/// Publishes a flow with one message in it, under this name.
pub(crate) async fn publish_flow(app: &TestApp, workspace: WorkspaceId, name: &str) -> FlowId {
    publish_flow_with(app, workspace, name, json!({ "type": "manual", "label": "Go" })).await
}

/// The same flow, started by this trigger.
pub(crate) async fn publish_flow_with(app: &TestApp, workspace: WorkspaceId, name: &str, trigger: serde_json::Value) -> FlowId {
    let id = FlowId::new();
    let graph = json!({
        "schema": 1,
        "nodes": [
            { "id": "n_start", "type": "start", "name": "start", "config": { "triggers": [trigger] } },
            { "id": "n_say", "type": "send_message", "name": "say", "config": { "text": "Hello from a flow" } },
            { "id": "n_ask", "type": "ask", "name": "ask", "config": { "prompt": "And you?", "answer": { "type": "text" } } },
        ],
        "edges": [
            { "id": "e_1", "from": "n_start", "handle": "next", "to": "n_say" },
            { "id": "e_2", "from": "n_say", "handle": "next", "to": "n_ask" },
        ],
    })
    .to_string();
    let draft = NewFlowDraft {
        graph_json: &graph,
        errors: 0,
        warnings: 0,
        has_changes: false,
        triggers: "[\"manual\"]",
        saved_by: None,
    };
    let new = NewFlow {
        id,
        name,
        description: "",
        draft,
    };
    let version = NewFlowVersion {
        graph_json: &graph,
        note: "",
        node_count: 3,
        triggers: "[\"manual\"]",
        published_by: None,
        has_changes: false,
    };
    let mut tx = app.server().app.store().begin().await.expect("a database");
    let mut workspace = tx.workspace(workspace);
    workspace.create_flow(&new).await.expect("a new name");
    workspace.publish_flow(id, &version, None).await.expect("a draft");
    tx.commit().await.expect("a database");
    id
}
