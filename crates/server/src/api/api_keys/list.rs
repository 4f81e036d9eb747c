//! The keys of a workspace.

use app::views::ApiKeyView;

use crate::prelude::*;

/// List API keys, newest first.
///
/// Keys that were revoked or have expired stay in the list. Secrets are never shown again.
#[utoipa::path(get, path = "/workspaces/{workspace}/api-keys", tag = "api-keys", params(WorkspacePath),
    responses((status = OK, body = Page<ApiKeyView>)))]
pub(super) async fn list_api_keys(State(app): State<App>, member: Member<perm::ManageApiKeys>) -> Result<Json<Page<ApiKeyView>>, ApiError> {
    Ok(Json(Page::whole(app.api_keys().list(&member.actor()).await?)))
}
