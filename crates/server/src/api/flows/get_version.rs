//! One published version.

use app::views::FlowVersionDetail;

use super::FlowVersionPath;
use crate::prelude::*;

/// Read a published version with its graph. It never changes.
#[utoipa::path(get, path = "/workspaces/{workspace}/flows/{flow}/versions/{number}", tag = "flows", params(FlowVersionPath),
    responses((status = OK, body = FlowVersionDetail)))]
pub(super) async fn get_flow_version(
    State(app): State<App>,
    member: Member<perm::ReadFlows>,
    Path(path): Path<FlowVersionPath>,
) -> Result<Json<FlowVersionDetail>, ApiError> {
    Ok(Json(app.flows().version(member.workspace_id, path.flow, path.number).await?))
}
