//! Send again what was sent before.

use super::{WebhookDeliveryPath, WebhookPath};
use crate::prelude::*;

/// Send one delivery again, whatever became of it. It keeps its `webhook-id`, so that the other side knows it.
#[utoipa::path(post, path = "/workspaces/{workspace}/webhooks/{webhook}/deliveries/{webhook_delivery}/redeliver", tag = "webhooks",
    params(WebhookDeliveryPath), responses((status = ACCEPTED)))]
pub(super) async fn redeliver_webhook_delivery(
    State(app): State<App>,
    member: Member<perm::ManageWebhooks>,
    Path(path): Path<WebhookDeliveryPath>,
) -> Result<StatusCode, ApiError> {
    app.webhooks().redeliver(&member.actor(), path.webhook, path.webhook_delivery).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Since when.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct RedeliverFailed {
    /// Failed deliveries made at this moment or later.
    since: Timestamp,
}

/// How many.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Redelivered {
    /// Deliveries that are sent again.
    count: u64,
}

/// Send every failed delivery since a moment again.
#[utoipa::path(post, path = "/workspaces/{workspace}/webhooks/{webhook}/redeliver", tag = "webhooks", params(WebhookPath),
    responses((status = ACCEPTED, body = Redelivered)))]
pub(super) async fn redeliver_failed_webhook_deliveries(
    State(app): State<App>,
    member: Member<perm::ManageWebhooks>,
    Path(path): Path<WebhookPath>,
    Json(request): Json<RedeliverFailed>,
) -> Result<(StatusCode, Json<Redelivered>), ApiError> {
    let count = app.webhooks().redeliver_failed(&member.actor(), path.webhook, request.since).await?;
    Ok((StatusCode::ACCEPTED, Json(Redelivered { count })))
}
