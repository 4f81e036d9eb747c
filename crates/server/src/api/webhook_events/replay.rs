//! Process a delivery again.

use super::WebhookEventPath;
use crate::prelude::*;

/// Replay a delivery: it is processed again from the beginning, soon. Whatever it did before is recognised, so nothing doubles.
#[utoipa::path(post, path = "/workspaces/{workspace}/webhook-events/{event}/replay", tag = "webhook events", params(WebhookEventPath),
    responses((status = ACCEPTED)))]
pub(super) async fn replay_webhook_event(
    State(app): State<App>,
    member: Member<perm::ManageWebhookEvents>,
    Path(path): Path<WebhookEventPath>,
) -> Result<StatusCode, ApiError> {
    app.webhook_events().replay(&member.actor(), path.event).await?;
    Ok(StatusCode::ACCEPTED)
}
