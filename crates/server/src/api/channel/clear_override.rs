//! Take an override away.

use crate::prelude::*;

/// Take away the webhook address that another tool gave to this very number, so that its messages come here again.
#[utoipa::path(delete, path = "/workspaces/{workspace}/channel/override", tag = "channel", params(WorkspacePath), responses((status = NO_CONTENT)))]
pub(super) async fn clear_channel_override(State(app): State<App>, member: Member<perm::ManageChannel>) -> Result<StatusCode, ApiError> {
    app.channels().clear_override(&member.actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}
