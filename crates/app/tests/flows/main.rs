//! Flows at work, on both databases: a contact writes, a run answers; it waits, is taken over, is asked again, and replays to the same steps.

#![expect(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "test support is shared between files, stops at the first surprise, and serves its stub in a task of its own"
)]

mod clocks;
mod doors;
mod exactly_once;
mod pen;
mod story;
mod triggers;
mod waits;

#[expect(dead_code, reason = "shared with the tests of sending, which need more of it")]
#[path = "../outbound/support.rs"]
mod support;

use flow_engine::{Flow, FlowRef, Graph, Run, Step};
use model::{FlowId, RunId};
use serde_json::{Value, json};
use store::{Limit, NewFlow, NewFlowDraft, NewFlowVersion, RunFilter, RunListRow};
use support::World;

/// The graph of one of the flows to start from.
pub fn starter(slug: &str) -> Value {
    let found = flow_engine::starters::starters().into_iter().find(|starter| starter.slug == slug);
    found.unwrap().graph
}

/// A flow of nodes in a row, which a message with this word starts.
pub fn row(word: &str, nodes: &[(&str, &str, Value)], settings: Value) -> Value {
    let start = json!({ "triggers": [{ "type": "message", "match": { "by": "word", "words": [word] } }] });
    let mut all = vec![json!({ "id": "n_start", "type": "start", "name": "start", "config": start })];
    all.extend(
        nodes
            .iter()
            .map(|(name, kind, config)| json!({ "id": format!("n_{name}"), "type": kind, "name": name, "config": config })),
    );
    let names: Vec<String> = all.iter().map(|node| node["id"].as_str().unwrap().to_owned()).collect();
    let edges: Vec<Value> = names
        .windows(2)
        .enumerate()
        .map(|(at, pair)| {
            let kind = &all[at]["type"];
            let handle = if kind == "ask" || kind == "wait_reply" { "reply" } else { "next" };
            json!({ "id": format!("e_{at}"), "from": pair[0], "handle": handle, "to": pair[1] })
        })
        .collect();
    json!({ "schema": 1, "nodes": all, "edges": edges, "variables": [], "settings": settings })
}

impl World<'_> {
    /// Publishes a graph as a flow of its own.
    pub async fn publish(&self, name: &str, graph: &Value) -> FlowId {
        let id = FlowId::new();
        let text = graph.to_string();
        let draft = NewFlowDraft {
            graph_json: &text,
            errors: 0,
            warnings: 0,
            has_changes: false,
            triggers: "[]",
            saved_by: None,
        };
        let version = NewFlowVersion {
            graph_json: &text,
            note: "",
            node_count: 1,
            triggers: "[]",
            published_by: None,
            has_changes: false,
        };
        let mut tx = self.store.begin().await.unwrap();
        let mut workspace = tx.workspace(self.workspace.id);
        let new = NewFlow {
            id,
            name,
            description: "",
            draft,
        };
        workspace.create_flow(&new).await.unwrap();
        workspace.publish_flow(id, &version, None).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Runs, oldest first.
    pub async fn runs(&self) -> Vec<RunListRow> {
        let workspace = self.store.workspace(self.workspace.id);
        let mut runs = workspace.list_runs(&RunFilter::default(), Limit::clamped(100), None).await.unwrap().data;
        runs.reverse();
        runs
    }

    pub async fn steps(&self, run: RunId) -> Vec<Step> {
        let rows = self.store.workspace(self.workspace.id).list_steps(run, 0, 1000).await.unwrap();
        rows.iter().map(|row| serde_json::from_str(&row.step).unwrap()).collect()
    }

    /// The one flow there is.
    pub async fn only_flow(&self) -> FlowId {
        let mut names = self.store.workspace(self.workspace.id).list_flow_names().await.unwrap();
        assert_eq!(names.len(), 1);
        names.remove(0).id
    }

    /// What notes say, oldest first.
    pub async fn notes(&self) -> Vec<String> {
        let workspace = self.store.workspace(self.workspace.id);
        let mut notes = workspace.list_notes(self.conversation, Limit::clamped(100), None).await.unwrap().data;
        notes.sort_by_key(|note| note.created_at);
        notes.into_iter().map(|note| note.body).collect()
    }

    /// People give the conversation back.
    pub async fn release(&self) {
        self.app.runs().release(&self.agent, self.conversation, false).await.unwrap();
        self.app.settle().await;
    }

    /// Nodes of a run, in the order they were visited.
    pub async fn path(&self, run: RunId) -> Vec<String> {
        self.steps(run).await.into_iter().map(|step| step.node).collect()
    }

    /// The stored run takes the same steps again.
    pub async fn assert_replays(&self, row: &RunListRow, graph: &Value) {
        let run: Run = serde_json::from_str(&row.run).unwrap();
        let steps = self.steps(row.id).await;
        let graph: Graph = serde_json::from_value(graph.clone()).unwrap();
        let flow = std::sync::Arc::new(Flow::new(FlowRef::new(row.flow_id.to_string(), row.version.to_string()), graph));
        let replay = flow_engine::replay::replay(&run, &steps, &mut |_| Some(flow.clone()));
        assert_eq!(replay.difference, None);
        assert_eq!(replay.run.counters, run.counters);
    }

    /// The contact taps a button or row of the message with this id of Meta's.
    pub async fn taps(&self, wamid: &str, of: &str, kind: &str, id: &str) {
        let message = json!({ "from": "34600000001", "from_user_id": "US.1", "id": wamid, "timestamp": self.store.now().seconds().to_string(),
            "type": "interactive", "context": { "from": "15550000001", "id": of }, "interactive": { "type": kind, kind: { "id": id, "title": id } } });
        self.webhook(json!({ "messages": [message] })).await;
    }
}

impl World<'_> {
    /// The number's queue is paused, or goes on.
    pub async fn degrade(&self, paused: bool) {
        let mut tx = self.store.begin().await.unwrap();
        let mut workspace = tx.workspace(self.workspace.id);
        if paused {
            workspace.degrade_channel(self.workspace.channel, "190", "test").await.unwrap();
        } else {
            workspace.recover_channel(self.workspace.channel).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// A webhook about our number comes and is not worked on yet.
    pub async fn accept(&self, value: Value) {
        let mut full = json!({ "messaging_product": "whatsapp", "metadata": { "display_phone_number": "15550000001", "phone_number_id": self.workspace.phone_number_id } });
        full.as_object_mut().unwrap().extend(value.as_object().unwrap().clone());
        let body = json!({ "object": "whatsapp_business_account", "entry": [{ "id": self.workspace.waba_id, "changes": [{ "field": "messages", "value": full }] }] });
        self.app.ingest().accept(self.workspace.meta_app, body.to_string()).await.unwrap();
    }
}
