//! The business profile.

use super::profile::ChannelProfile;
use crate::prelude::*;

/// Read what contacts see about the business, as Meta has it now.
#[utoipa::path(get, path = "/workspaces/{workspace}/channel/profile", tag = "channel", params(WorkspacePath),
    responses((status = OK, body = ChannelProfile)))]
pub(super) async fn get_channel_profile(State(app): State<App>, member: Member<perm::ReadChannel>) -> Result<Json<ChannelProfile>, ApiError> {
    Ok(Json(app.channels().profile(&member.actor()).await?.into()))
}
