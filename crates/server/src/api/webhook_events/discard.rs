//! Put a dead delivery aside.

use super::WebhookEventPath;
use crate::prelude::*;

/// Discard a dead delivery: nobody will be asked about it again.
#[utoipa::path(post, path = "/workspaces/{workspace}/webhook-events/{event}/discard", tag = "webhook events", params(WebhookEventPath),
    responses((status = NO_CONTENT)))]
pub(super) async fn discard_webhook_event(
    State(app): State<App>,
    member: Member<perm::ManageWebhookEvents>,
    Path(path): Path<WebhookEventPath>,
) -> Result<StatusCode, ApiError> {
    app.webhook_events().discard(&member.actor(), path.event).await?;
    Ok(StatusCode::NO_CONTENT)
}
