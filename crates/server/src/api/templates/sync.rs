//! Look at Meta's whole list.

use app::views::TemplateSyncView;

use crate::prelude::*;

/// Sync the templates with Meta: asks for a look at the whole list, soon. `template.synced` tells how it goes.
#[utoipa::path(post, path = "/workspaces/{workspace}/templates/sync", tag = "templates", params(WorkspacePath),
    responses((status = ACCEPTED, body = TemplateSyncView)))]
pub(super) async fn sync_message_templates(
    State(app): State<App>,
    member: Member<perm::ManageTemplates>,
) -> Result<(StatusCode, Json<TemplateSyncView>), ApiError> {
    Ok((StatusCode::ACCEPTED, Json(app.templates().sync(&member.actor()).await?)))
}
