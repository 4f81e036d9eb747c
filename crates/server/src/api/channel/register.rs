//! Register the number.

use app::views::ChannelView;

use crate::prelude::*;

/// What registering needs.
#[derive(Deserialize, ToSchema)]
pub(super) struct RegisterChannel {
    /// The number's two-step PIN, six digits; when it has none yet, this becomes it.
    #[schema(write_only, min_length = 6, max_length = 6)]
    pin: String,
    /// Where Meta keeps messages at rest, such as `DE` or `IN`; Meta's own choice when missing.
    region: Option<String>,
}

/// Register the number for the Cloud API, so that it can send. Meta takes ten attempts in 72 hours.
#[utoipa::path(post, path = "/workspaces/{workspace}/channel/register", tag = "channel", params(WorkspacePath),
    responses((status = OK, body = ChannelView)))]
pub(super) async fn register_channel(
    State(app): State<App>,
    member: Member<perm::ManageChannel>,
    Json(request): Json<RegisterChannel>,
) -> Result<Json<ChannelView>, ApiError> {
    let pin = request.pin.into();
    Ok(Json(app.channels().register(&member.actor(), &pin, request.region.as_deref()).await?))
}
