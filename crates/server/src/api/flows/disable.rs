//! Let a flow start nothing any more.

use app::flows::Switch;
use app::views::FlowView;

use super::FlowPath;
use crate::prelude::*;

/// Switch a flow off: its triggers start nothing; runs that are under way go on to their end.
#[utoipa::path(post, path = "/workspaces/{workspace}/flows/{flow}/disable", tag = "flows", params(FlowPath),
    responses((status = OK, body = FlowView)))]
pub(super) async fn disable_flow(
    State(app): State<App>,
    member: Member<perm::ManageFlows>,
    Path(path): Path<FlowPath>,
) -> Result<Json<FlowView>, ApiError> {
    Ok(Json(app.flows().switch(&member.actor(), path.flow, Switch::Off).await?))
}
