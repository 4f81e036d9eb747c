//! Graphs made ready, once for each version: versions never change, so what is kept here is never wrong.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use flow_engine::{Flow, FlowRef, Graph};
use model::{FlowId, WorkspaceId};
use store::{LiveFlow, Workspace, WorkspaceTx};

/// Versions that are kept; when there are more, all are read again.
const MOST: usize = 2000;

type Key = (WorkspaceId, FlowId, i64);

/// The graphs of this node.
#[derive(Debug, Default)]
pub(crate) struct FlowCache(Mutex<HashMap<Key, Arc<Flow>>>);

impl FlowCache {
    fn get(&self, key: &Key) -> Option<Arc<Flow>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn put(&self, key: Key, flow: Arc<Flow>) {
        let mut flows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if flows.len() >= MOST {
            flows.clear();
        }
        flows.insert(key, flow);
    }

    /// A version made ready; `None` when there is none, or its graph cannot be read.
    pub(super) async fn version(&self, workspace: &mut WorkspaceTx<'_>, flow: FlowId, version: i64) -> store::Result<Option<Arc<Flow>>> {
        let key = (workspace.id(), flow, version);
        if let Some(known) = self.get(&key) {
            return Ok(Some(known));
        }
        let Some(graph) = workspace.find_flow_graph(flow, version).await? else {
            return Ok(None);
        };
        Ok(ready(flow, version, &graph).inspect(|ready| self.put(key, Arc::clone(ready))))
    }

    /// What a reference means: a version, or the one that is live.
    pub(super) async fn find(&self, workspace: &mut WorkspaceTx<'_>, wanted: &FlowRef) -> store::Result<Option<Arc<Flow>>> {
        let Ok(flow) = wanted.flow.parse::<FlowId>() else { return Ok(None) };
        let version = if wanted.version.is_empty() {
            workspace.find_live_version(flow).await?
        } else {
            wanted.version.parse().ok()
        };
        match version {
            Some(version) => self.version(workspace, flow, version).await,
            None => Ok(None),
        }
    }

    /// The same outside of a transaction, for people who look at runs.
    pub(super) async fn look_up(&self, workspace: &Workspace<'_>, wanted: &FlowRef) -> store::Result<Option<Arc<Flow>>> {
        let Ok(flow) = wanted.flow.parse::<FlowId>() else { return Ok(None) };
        let version = if wanted.version.is_empty() {
            workspace.find_live_version(flow).await?
        } else {
            wanted.version.parse().ok()
        };
        let Some(version) = version else { return Ok(None) };
        let key = (workspace.id(), flow, version);
        if let Some(known) = self.get(&key) {
            return Ok(Some(known));
        }
        let Some(graph) = workspace.find_flow_graph(flow, version).await? else {
            return Ok(None);
        };
        Ok(ready(flow, version, &graph).inspect(|ready| self.put(key, Arc::clone(ready))))
    }

    /// The flows that may start, oldest first. One short query when all are known.
    pub(super) async fn live(&self, workspace: &mut WorkspaceTx<'_>) -> store::Result<Vec<(LiveFlow, Arc<Flow>)>> {
        let mut ready = Vec::new();
        for live in workspace.list_live_flows().await? {
            if let Some(flow) = self.version(workspace, live.flow_id, live.version).await? {
                ready.push((live, flow));
            }
        }
        Ok(ready)
    }
}

/// A stored graph made ready.
pub(super) fn ready(flow: FlowId, version: i64, graph: &str) -> Option<Arc<Flow>> {
    let graph: Graph = serde_json::from_str(graph)
        .inspect_err(|error| tracing::error!(%flow, version, %error, "a published graph cannot be read"))
        .ok()?;
    Some(Arc::new(Flow::new(FlowRef::new(flow.to_string(), version.to_string()), graph)))
}
