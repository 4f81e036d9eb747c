//! The webhooks of a workspace.

use app::views::WebhookView;

use crate::prelude::*;

/// List outgoing webhooks, the oldest first. There are at most 50, so there is one page.
#[utoipa::path(get, path = "/workspaces/{workspace}/webhooks", tag = "webhooks", params(WorkspacePath),
    responses((status = OK, body = Page<WebhookView>)))]
pub(super) async fn list_webhooks(State(app): State<App>, member: Member<perm::ManageWebhooks>) -> Result<Json<Page<WebhookView>>, ApiError> {
    Ok(Json(Page::whole(app.webhooks().list(member.workspace_id).await?)))
}
