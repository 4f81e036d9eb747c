//! Try a flow out.

use std::collections::BTreeMap;

use app::flows::{Answer, Given, Rehearsal, TestStep, TryOut};
use serde_json::Value;

use super::FlowPath;
use crate::prelude::*;

/// What happens.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct TryFlow {
    /// A graph; the draft when absent.
    #[schema(value_type = Option<Object>)]
    graph: Option<Value>,
    /// What is there before, as in a test: `now`, `contact`, `templates`, `start`, `globals`.
    #[serde(default)]
    #[schema(value_type = Object)]
    given: Given,
    /// What happens, in order, as in a test: `say`, `tap`, `send`, `submit`, `wait`, `take_over`, `release`. At most 500.
    #[schema(value_type = Vec<Object>)]
    events: Vec<TestStep>,
    /// What the outside answers: for each node, by name or id, one answer after the other.
    #[serde(default)]
    #[schema(value_type = Object)]
    mocks: BTreeMap<String, Vec<Answer>>,
}

/// What was said and done.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FlowTried {
    /// `status`, `transcript`, `steps`, `vars`, `waiting`, `asking` and `problem`.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    rehearsal: Rehearsal,
}

/// Try a flow: what a customer would see if this happened. Nothing is sent, asked outside or kept; each request plays everything from the beginning.
#[utoipa::path(post, path = "/workspaces/{workspace}/flows/{flow}/try", tag = "flows", params(FlowPath),
    responses((status = OK, body = FlowTried)))]
pub(super) async fn try_flow(
    State(app): State<App>,
    member: Member<perm::ReadFlows>,
    Path(path): Path<FlowPath>,
    Json(request): Json<TryFlow>,
) -> Result<Json<FlowTried>, ApiError> {
    let what = TryOut {
        graph: request.graph,
        given: request.given,
        events: request.events,
        mocks: request.mocks,
    };
    let rehearsal = app.flows().try_out(member.workspace_id, path.flow, what).await?;
    Ok(Json(FlowTried { rehearsal }))
}
