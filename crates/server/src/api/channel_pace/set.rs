//! Set how fast the number sends.

use app::outbound::PaceView;

use crate::prelude::*;

/// The speed.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct SetChannelPace {
    /// Messages a second; `null` leaves it to Meta.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required, minimum = 1, maximum = 1000)]
    per_second: Option<i64>,
}

/// Set how many messages a second the number sends at most. What was learned from Meta's complaints begins anew.
#[utoipa::path(put, path = "/workspaces/{workspace}/channel/pace", tag = "channel", params(WorkspacePath), responses((status = OK, body = PaceView)))]
pub(super) async fn set_channel_pace(
    State(app): State<App>,
    member: Member<perm::ManageChannel>,
    Json(request): Json<SetChannelPace>,
) -> Result<Json<PaceView>, ApiError> {
    Ok(Json(app.outbound().set_pace(&member.actor(), request.per_second).await?))
}
