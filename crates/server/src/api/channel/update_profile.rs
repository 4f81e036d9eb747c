//! Change the business profile.

use super::profile::{ChannelProfile, UpdateChannelProfile};
use crate::prelude::*;

/// Change what contacts see about the business.
#[utoipa::path(patch, path = "/workspaces/{workspace}/channel/profile", tag = "channel", params(WorkspacePath),
    responses((status = OK, body = ChannelProfile)))]
pub(super) async fn update_channel_profile(
    State(app): State<App>,
    member: Member<perm::ManageChannel>,
    Json(request): Json<UpdateChannelProfile>,
) -> Result<Json<ChannelProfile>, ApiError> {
    Ok(Json(app.channels().update_profile(&member.actor(), request.into()).await?.into()))
}
