//! The try panel: what a customer would see if this happened. Nothing is sent, asked outside or kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use flow_engine::flow_test::{FlowTest, Given, Rehearsal, TestStep, rehearse};
use flow_engine::host::Answer;
use flow_engine::nodes::NodeConfig;
use flow_engine::{Flow, FlowRef, Graph};
use model::{FlowId, WorkspaceId};
use serde_json::Value;

use super::judge::off_thread;
use super::{Drawing, Flows, Played, drawn, world};
use crate::{Error, Result};

/// Most events of one try.
const MOST_EVENTS: usize = 500;
/// Most flows that are loaded because one calls another.
const MOST_CALLED: usize = 20;

/// What happens, and to which graph.
#[derive(Debug, Clone, Default)]
pub struct TryOut {
    /// A graph; nothing means the draft.
    pub graph: Option<Value>,
    /// What is there before; templates that are not named are the workspace's own.
    pub given: Given,
    /// What happens, in order.
    pub events: Vec<TestStep>,
    /// What the outside answers, by node.
    pub mocks: BTreeMap<String, Vec<Answer>>,
}

impl Flows<'_> {
    /// Plays what happens from the beginning.
    pub async fn try_out(&self, workspace_id: WorkspaceId, id: FlowId, what: TryOut) -> Result<Rehearsal> {
        if what.events.len() > MOST_EVENTS {
            return Err(Error::invalid("/events", "too_long", format!("At most {MOST_EVENTS} events.")));
        }
        let on = what.graph.map_or(Played::Kept(Drawing::Draft), Played::Graph);
        let (graph, version) = self.played(workspace_id, id, on).await?;
        let others = self.called(workspace_id, id, &graph).await?;
        let mut given = what.given;
        if given.templates.is_empty() {
            given.templates = world::sendable(&world::of(self.0, workspace_id, Some(id), &graph).await?);
        }
        let test = FlowTest {
            name: String::new(),
            given,
            mocks: what.mocks,
            steps: what.events,
        };
        off_thread(move || rehearse(&Arc::new(Flow::new(FlowRef::new(id.to_string(), version), graph)), &others, &test)).await
    }

    /// The flows that a graph calls, and those that these call: each in its live version, or in the one that is named.
    pub(super) async fn called(&self, workspace_id: WorkspaceId, own: FlowId, graph: &Graph) -> Result<Vec<Arc<Flow>>> {
        let workspace = self.0.store().workspace(workspace_id);
        let mut wanted = calls(&Flow::new(FlowRef::new(own.to_string(), ""), graph.clone()));
        let mut found: BTreeMap<FlowId, Arc<Flow>> = BTreeMap::new();
        while let Some((id, version)) = wanted.pop() {
            if id == own || found.contains_key(&id) || found.len() >= MOST_CALLED {
                continue;
            }
            let number = match (version, workspace.get_flow(id).await) {
                (Some(number), Ok(_)) => Some(number),
                (None, Ok(flow)) => flow.live_version,
                (_, Err(store::Error::NotFound(_))) => None,
                (_, Err(error)) => return Err(error.into()),
            };
            let Some(number) = number else { continue };
            let json = match workspace.get_flow_graph(id, number).await {
                Ok(json) => json,
                Err(store::Error::NotFound(_)) => continue,
                Err(error) => return Err(error.into()),
            };
            let flow = off_thread(move || Arc::new(Flow::new(FlowRef::new(id.to_string(), number.to_string()), drawn::stored(&json)))).await?;
            wanted.extend(calls(&flow));
            found.insert(id, flow);
        }
        Ok(found.into_values().collect())
    }
}

/// The flows that a flow calls or goes to, with the version when one is named.
fn calls(flow: &Flow) -> Vec<(FlowId, Option<i64>)> {
    let nodes = flow.graph().nodes.iter().filter_map(|node| flow.node(&node.id));
    let named = nodes.filter_map(|node| match &node.config {
        Ok(NodeConfig::Subflow(call)) => Some(call.flow.clone()),
        Ok(NodeConfig::Goto(goto)) => goto.flow.clone(),
        _ => None,
    });
    named
        .filter_map(|named| Some((named.flow.parse().ok()?, named.version.parse().ok())))
        .collect()
}
