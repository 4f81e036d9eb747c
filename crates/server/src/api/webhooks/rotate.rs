//! Give a webhook another secret.

use std::time::Duration;

use app::webhooks::OVERLAP;
use secrecy::ExposeSecret as _;

use super::WebhookPath;
use super::create::WebhookWithSecret;
use crate::prelude::*;

/// How to change over.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(super) struct RotateWebhookSecret {
    /// How long the secret before signs too, in hours, at most 720; 24 when absent, 0 for not at all.
    #[schema(maximum = 720)]
    overlap_hours: Option<u16>,
}

/// Replace the secret of an outgoing webhook. For a while deliveries are signed with both, so that the other side can change over in peace.
#[utoipa::path(post, path = "/workspaces/{workspace}/webhooks/{webhook}/rotate-secret", tag = "webhooks", params(WebhookPath),
    responses((status = OK, body = WebhookWithSecret)))]
pub(super) async fn rotate_webhook_secret(
    State(app): State<App>,
    member: Member<perm::ManageWebhooks>,
    Path(path): Path<WebhookPath>,
    Json(request): Json<RotateWebhookSecret>,
) -> Result<Json<WebhookWithSecret>, ApiError> {
    let overlap = request
        .overlap_hours
        .map_or(OVERLAP, |hours| Duration::from_secs(u64::from(hours) * 3600));
    let (webhook, secret) = app.webhooks().rotate(&member.actor(), path.webhook, overlap).await?;
    let secret = secret.expose_secret().to_owned();
    Ok(Json(WebhookWithSecret { webhook, secret }))
}
