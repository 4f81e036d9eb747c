//! Remove a webhook.

use super::WebhookPath;
use crate::prelude::*;

/// Delete an outgoing webhook with its deliveries.
#[utoipa::path(delete, path = "/workspaces/{workspace}/webhooks/{webhook}", tag = "webhooks", params(WebhookPath), responses((status = NO_CONTENT)))]
pub(super) async fn delete_webhook(
    State(app): State<App>,
    member: Member<perm::ManageWebhooks>,
    Path(path): Path<WebhookPath>,
) -> Result<StatusCode, ApiError> {
    app.webhooks().delete(&member.actor(), path.webhook).await?;
    Ok(StatusCode::NO_CONTENT)
}
