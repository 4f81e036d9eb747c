//! Set the two-step PIN.

use crate::prelude::*;

/// The PIN to be.
#[derive(Deserialize, ToSchema)]
pub(super) struct SetChannelPin {
    /// Six digits. Meta keeps it; nobody can read it back.
    #[schema(write_only, min_length = 6, max_length = 6)]
    pin: String,
}

/// Set the number's two-step PIN, which is asked for whenever it is registered anew.
#[utoipa::path(put, path = "/workspaces/{workspace}/channel/pin", tag = "channel", params(WorkspacePath), responses((status = NO_CONTENT)))]
pub(super) async fn set_channel_pin(
    State(app): State<App>,
    member: Member<perm::ManageChannel>,
    Json(request): Json<SetChannelPin>,
) -> Result<StatusCode, ApiError> {
    app.channels().set_pin(&member.actor(), &request.pin.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}
