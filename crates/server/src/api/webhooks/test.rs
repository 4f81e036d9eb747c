//! Send a test event.

use model::WebhookDeliveryId;

use super::WebhookPath;
use crate::prelude::*;

/// A test on its way.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WebhookTest {
    /// Its delivery: ask what became of it.
    delivery: WebhookDeliveryId,
}

/// Send a `webhook.test` event to an outgoing webhook.
#[utoipa::path(post, path = "/workspaces/{workspace}/webhooks/{webhook}/test", tag = "webhooks", params(WebhookPath),
    responses((status = ACCEPTED, body = WebhookTest)))]
pub(super) async fn test_webhook(
    State(app): State<App>,
    member: Member<perm::ManageWebhooks>,
    Path(path): Path<WebhookPath>,
) -> Result<(StatusCode, Json<WebhookTest>), ApiError> {
    let delivery = app.webhooks().test(&member.actor(), path.webhook).await?;
    Ok((StatusCode::ACCEPTED, Json(WebhookTest { delivery })))
}
