//! What keeps messages from coming and going.

use app::views::ChannelCheck;

use crate::prelude::*;

/// Check the number: token, quality, addresses, subscription, secrets, clock. Each line says how to put it right.
#[utoipa::path(post, path = "/workspaces/{workspace}/channel/check", tag = "channel", params(WorkspacePath),
    responses((status = OK, body = Vec<ChannelCheck>)))]
pub(super) async fn check_channel(State(app): State<App>, member: Member<perm::ManageChannel>) -> Result<Json<Vec<ChannelCheck>>, ApiError> {
    Ok(Json(app.channels().check(&member.actor()).await?))
}
