//! Play a flow's tests.

use app::flows::{CaseReport, Drawing, Played};
use serde_json::Value;

use super::FlowPath;
use crate::prelude::*;

/// What they are played on: the draft when nothing is said.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct RunFlowTests {
    /// A graph that is kept nowhere.
    #[schema(value_type = Option<Object>)]
    graph: Option<Value>,
    /// A published version.
    #[schema(minimum = 1)]
    version: Option<i64>,
}

/// Run a flow's tests. Nothing is sent, asked outside or kept; the answer says which lines of the graph they took.
#[utoipa::path(post, path = "/workspaces/{workspace}/flows/{flow}/tests/run", tag = "flows", params(FlowPath),
    responses((status = OK, body = CaseReport)))]
pub(super) async fn run_flow_tests(
    State(app): State<App>,
    member: Member<perm::ReadFlows>,
    Path(path): Path<FlowPath>,
    Json(request): Json<RunFlowTests>,
) -> Result<Json<CaseReport>, ApiError> {
    let on = match (request.graph, request.version) {
        (Some(_), Some(_)) => {
            return Err(ApiError::invalid_field(
                "/version",
                "invalid_value",
                "Send a graph or a version, not both.",
            ));
        }
        (Some(graph), None) => Played::Graph(graph),
        (None, Some(number)) => Played::Kept(Drawing::Version(number)),
        (None, None) => Played::Kept(Drawing::Draft),
    };
    Ok(Json(app.flows().run_tests(member.workspace_id, path.flow, on).await?))
}
