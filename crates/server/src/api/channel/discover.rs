//! What a token can reach.

use app::channels::DiscoverRequest;
use app::views::{ChannelKind, DiscoveryView};

use crate::prelude::*;

/// What to look with. Nothing of it is stored, and nothing of it comes back.
#[derive(Deserialize, ToSchema)]
pub(super) struct DiscoverChannel {
    /// WhatsApp, or the built-in simulator.
    kind: ChannelKind,
    /// A system user's token, as it was copied.
    #[schema(write_only)]
    access_token: String,
    /// The app's secret, to see that it is the right one.
    #[schema(write_only)]
    app_secret: Option<String>,
    /// An account to look into besides those the token names.
    waba_id: Option<String>,
}

/// Discover the app, the accounts and the numbers a token can reach, so that nobody has to look up ids.
#[utoipa::path(post, path = "/workspaces/{workspace}/channel/discover", tag = "channel", params(WorkspacePath),
    responses((status = OK, body = DiscoveryView)))]
pub(super) async fn discover_channel(
    State(app): State<App>,
    member: Member<perm::ManageChannel>,
    Json(request): Json<DiscoverChannel>,
) -> Result<Json<DiscoveryView>, ApiError> {
    let request = DiscoverRequest {
        kind: request.kind,
        access_token: request.access_token.into(),
        app_secret: request.app_secret.map(Into::into),
        waba_id: request.waba_id,
    };
    Ok(Json(app.channels().discover(&member.actor(), request).await?))
}
