//! Disconnect the number.

use crate::prelude::*;

/// Disconnect the number: its token goes, nothing is sent or received any more; conversations stay.
#[utoipa::path(delete, path = "/workspaces/{workspace}/channel", tag = "channel", params(WorkspacePath), responses((status = NO_CONTENT)))]
pub(super) async fn disconnect_channel(State(app): State<App>, member: Member<perm::ManageChannel>) -> Result<StatusCode, ApiError> {
    app.channels().disconnect(&member.actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}
