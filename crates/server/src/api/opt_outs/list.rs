//! The workspace's ledger.

use app::opt_outs::OptOutView;

use crate::prelude::*;

/// List who opted out or came back, and by which road, newest first. Nothing in it ever changes.
#[utoipa::path(get, path = "/workspaces/{workspace}/opt-outs", tag = "opt-outs", params(WorkspacePath, PageQuery),
    responses((status = OK, body = Page<OptOutView>)))]
pub(super) async fn list_opt_outs(
    State(app): State<App>,
    member: Member<perm::ReadContacts>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<OptOutView>>, ApiError> {
    Ok(Json(app.opt_outs().list(member.workspace_id, query.limit(), query.cursor()).await?))
}
