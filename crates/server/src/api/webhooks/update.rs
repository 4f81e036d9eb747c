//! Change a webhook.

use app::views::WebhookView;
use app::webhooks::WebhookPatch;

use super::WebhookPath;
use crate::prelude::*;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UpdateWebhook {
    /// Where events are posted to.
    #[schema(max_length = 8192)]
    url: Option<String>,
    /// What it is for.
    #[schema(max_length = 200)]
    description: Option<String>,
    /// Which events; `*` for all.
    events: Option<Vec<String>>,
    /// `true` sends, also what was paused; `false` does not. What happens meanwhile is not sent later.
    active: Option<bool>,
}

/// Update an outgoing webhook.
#[utoipa::path(patch, path = "/workspaces/{workspace}/webhooks/{webhook}", tag = "webhooks", params(WebhookPath),
    responses((status = OK, body = WebhookView)))]
pub(super) async fn update_webhook(
    State(app): State<App>,
    member: Member<perm::ManageWebhooks>,
    Path(path): Path<WebhookPath>,
    Json(request): Json<UpdateWebhook>,
) -> Result<Json<WebhookView>, ApiError> {
    let patch = WebhookPatch {
        url: request.url,
        description: request.description,
        events: request.events,
        is_on: request.active,
    };
    Ok(Json(app.webhooks().update(&member.actor(), path.webhook, patch).await?))
}
