//! Ask the checker.

use app::flows::FlowCheck;
use serde_json::Value;

use super::FlowPath;
use crate::prelude::*;

/// What to check.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CheckFlow {
    /// A graph; the draft when absent.
    #[schema(value_type = Option<Object>)]
    graph: Option<Value>,
}

/// Check a flow against its workspace: the rules that stand before publishing. Nothing is kept.
#[utoipa::path(post, path = "/workspaces/{workspace}/flows/{flow}/check", tag = "flows", params(FlowPath),
    responses((status = OK, body = FlowCheck)))]
pub(super) async fn check_flow(
    State(app): State<App>,
    member: Member<perm::ReadFlows>,
    Path(path): Path<FlowPath>,
    Json(request): Json<CheckFlow>,
) -> Result<Json<FlowCheck>, ApiError> {
    Ok(Json(app.flows().check(member.workspace_id, path.flow, request.graph).await?))
}
