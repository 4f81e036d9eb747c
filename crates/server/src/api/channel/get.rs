//! The connected number.

use app::views::ChannelView;

use crate::prelude::*;

/// Read the connected number and its health; 404 `channel.not_connected` without one.
#[utoipa::path(get, path = "/workspaces/{workspace}/channel", tag = "channel", params(WorkspacePath), responses((status = OK, body = ChannelView)))]
pub(super) async fn get_channel(State(app): State<App>, member: Member<perm::ReadChannel>) -> Result<Json<ChannelView>, ApiError> {
    Ok(Json(app.channels().get(&member.actor()).await?))
}
