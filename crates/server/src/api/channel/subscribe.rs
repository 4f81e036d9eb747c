//! Tell Meta to call us.

use crate::prelude::*;

/// Register our address at Meta and subscribe the account's webhooks.
///
/// Meta calls the address at once to verify it, so it must be reachable from the internet.
#[utoipa::path(post, path = "/workspaces/{workspace}/channel/subscribe", tag = "channel", params(WorkspacePath), responses((status = NO_CONTENT)))]
pub(super) async fn subscribe_channel(State(app): State<App>, member: Member<perm::ManageChannel>) -> Result<StatusCode, ApiError> {
    app.channels().subscribe(&member.actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}
