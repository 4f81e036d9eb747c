//! What the asking member is writing.

use app::views::DraftView;

use crate::prelude::*;

/// List your drafts, the latest first: at most 200, so there is one page. Nobody else sees them.
#[utoipa::path(get, path = "/workspaces/{workspace}/drafts", tag = "drafts", params(WorkspacePath), responses((status = OK, body = Page<DraftView>)))]
pub(super) async fn list_drafts(State(app): State<App>, member: Member<perm::SendMessages>) -> Result<Json<Page<DraftView>>, ApiError> {
    let drafts = app.store().workspace(member.workspace_id).list_drafts(member.user_id()).await?;
    Ok(Json(Page::whole(drafts.into_iter().map(DraftView::from).collect())))
}
