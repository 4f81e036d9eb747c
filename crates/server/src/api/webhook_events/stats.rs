//! How many deliveries are in which state.

use app::views::{WebhookEventState, WebhookEventStats};

use crate::prelude::*;

/// Where counting ends.
const COUNT_CAP: i64 = 1_000;

/// Count the deliveries of the last weeks by state, up to 1,000 of each, and say when the last one came.
#[utoipa::path(get, path = "/workspaces/{workspace}/webhook-events/stats", tag = "webhook events", params(WorkspacePath),
    responses((status = OK, body = WebhookEventStats)))]
pub(super) async fn count_webhook_events(
    State(app): State<App>,
    member: Member<perm::ReadWebhookEvents>,
) -> Result<Json<WebhookEventStats>, ApiError> {
    let workspace = app.store().workspace(member.workspace_id);
    let counts = workspace.count_webhook_events(COUNT_CAP).await?;
    let of = |state: WebhookEventState| counts.iter().find(|count| count.state == state.as_str()).map_or(0, |count| count.count);
    Ok(Json(WebhookEventStats {
        accepted: of(WebhookEventState::Accepted),
        done: of(WebhookEventState::Done),
        dead: of(WebhookEventState::Dead),
        discarded: of(WebhookEventState::Discarded),
        last_received_at: workspace.last_webhook_event_at().await?,
    }))
}
