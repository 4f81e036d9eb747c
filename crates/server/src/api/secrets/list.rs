//! The secrets of a workspace.

use app::views::SecretView;

use crate::prelude::*;

/// List the secrets, by name. Values are never shown; there are at most 200, so there is one page.
#[utoipa::path(get, path = "/workspaces/{workspace}/secrets", tag = "secrets", params(WorkspacePath),
    responses((status = OK, body = Page<SecretView>)))]
pub(super) async fn list_secrets(State(app): State<App>, member: Member<perm::ManageSecrets>) -> Result<Json<Page<SecretView>>, ApiError> {
    Ok(Json(Page::whole(app.secrets().list(&member.actor()).await?)))
}
