//! One delivery, with what it said.

use app::views::WebhookEventDetail;

use super::WebhookEventPath;
use crate::prelude::*;

/// Read a delivery with its body: only the part that is for this workspace.
#[utoipa::path(get, path = "/workspaces/{workspace}/webhook-events/{event}", tag = "webhook events", params(WebhookEventPath),
    responses((status = OK, body = WebhookEventDetail)))]
pub(super) async fn get_webhook_event(
    State(app): State<App>,
    member: Member<perm::ReadWebhookEvents>,
    Path(path): Path<WebhookEventPath>,
) -> Result<Json<WebhookEventDetail>, ApiError> {
    Ok(Json(app.webhook_events().get(&member.actor(), path.event).await?))
}
