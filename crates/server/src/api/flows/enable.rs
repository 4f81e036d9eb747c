//! Let a flow start runs.

use app::flows::Switch;
use app::views::FlowView;

use super::FlowPath;
use crate::prelude::*;

/// Switch a flow on: its triggers start runs again.
#[utoipa::path(post, path = "/workspaces/{workspace}/flows/{flow}/enable", tag = "flows", params(FlowPath),
    responses((status = OK, body = FlowView)))]
pub(super) async fn enable_flow(
    State(app): State<App>,
    member: Member<perm::ManageFlows>,
    Path(path): Path<FlowPath>,
) -> Result<Json<FlowView>, ApiError> {
    Ok(Json(app.flows().switch(&member.actor(), path.flow, Switch::On).await?))
}
