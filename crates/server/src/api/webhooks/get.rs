//! One webhook.

use app::views::WebhookView;

use super::WebhookPath;
use crate::prelude::*;

/// Get an outgoing webhook. Its secret is never shown again.
#[utoipa::path(get, path = "/workspaces/{workspace}/webhooks/{webhook}", tag = "webhooks", params(WebhookPath),
    responses((status = OK, body = WebhookView)))]
pub(super) async fn get_webhook(
    State(app): State<App>,
    member: Member<perm::ManageWebhooks>,
    Path(path): Path<WebhookPath>,
) -> Result<Json<WebhookView>, ApiError> {
    Ok(Json(app.webhooks().get(member.workspace_id, path.webhook).await?))
}
