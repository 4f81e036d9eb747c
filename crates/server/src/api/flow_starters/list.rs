//! Every flow to start from.

use app::flows::Starter;
use serde_json::Value;

use crate::prelude::*;

/// A flow to start from.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FlowStarter {
    /// Its word, for making a flow from it.
    key: String,
    /// What it is called.
    name: String,
    /// What it does, and what to change first.
    description: String,
    /// How many nodes it has.
    nodes: usize,
    /// Its graph, for a preview.
    #[schema(value_type = Object)]
    graph: Value,
}

impl From<Starter> for FlowStarter {
    fn from(starter: Starter) -> Self {
        Self {
            key: starter.slug,
            name: starter.title,
            description: starter.description,
            nodes: starter.graph["nodes"].as_array().map_or(0, Vec::len),
            graph: starter.graph,
        }
    }
}

/// List the flows to start from. Each passes the checker and brings tests of its own.
#[utoipa::path(get, path = "/workspaces/{workspace}/flow-starters", tag = "flows", params(WorkspacePath),
    responses((status = OK, body = Vec<FlowStarter>)))]
pub(super) async fn list_flow_starters(State(app): State<App>, _member: Member<perm::ReadFlows>) -> Result<Json<Vec<FlowStarter>>, ApiError> {
    Ok(Json(app.flows().starters().into_iter().map(FlowStarter::from).collect()))
}
