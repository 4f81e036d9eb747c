//! How fast the number sends.

use app::outbound::PaceView;

use crate::prelude::*;

/// Read how fast the number sends: Meta's limit, an admin's, and what was learned from Meta's complaints.
#[utoipa::path(get, path = "/workspaces/{workspace}/channel/pace", tag = "channel", params(WorkspacePath), responses((status = OK, body = PaceView)))]
pub(super) async fn get_channel_pace(State(app): State<App>, member: Member<perm::ReadChannel>) -> Result<Json<PaceView>, ApiError> {
    Ok(Json(app.outbound().pace(member.workspace_id).await?))
}
