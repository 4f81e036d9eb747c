//! Replace secrets of the number.

use app::channels::SecretsPatch;
use app::views::ChannelView;

use crate::prelude::*;

/// Secrets to replace; what is absent stays.
#[derive(Deserialize, ToSchema)]
pub(super) struct UpdateChannel {
    /// A new access token; it must be able to read the number.
    #[schema(write_only)]
    access_token: Option<String>,
    /// A new app secret; the one before is accepted for 24 hours more, since Meta may sign with it for a while.
    #[schema(write_only)]
    app_secret: Option<String>,
    /// A new verify token.
    #[schema(write_only)]
    verify_token: Option<String>,
}

/// Replace secrets of the number. A new token ends the pause of a number whose token had failed.
#[utoipa::path(patch, path = "/workspaces/{workspace}/channel", tag = "channel", params(WorkspacePath), responses((status = OK, body = ChannelView)))]
pub(super) async fn update_channel(
    State(app): State<App>,
    member: Member<perm::ManageChannel>,
    Json(request): Json<UpdateChannel>,
) -> Result<Json<ChannelView>, ApiError> {
    let patch = SecretsPatch {
        access_token: request.access_token.map(Into::into),
        app_secret: request.app_secret.map(Into::into),
        verify_token: request.verify_token.map(Into::into),
    };
    Ok(Json(app.channels().update_secrets(&member.actor(), patch).await?))
}
