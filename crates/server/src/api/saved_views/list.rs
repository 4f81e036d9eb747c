//! Every saved view a member has.

use app::views::SavedViewView;

use crate::prelude::*;

/// List the saved views: everybody's and your own, by name. There are at most 100, so there is one page.
#[utoipa::path(get, path = "/workspaces/{workspace}/saved-views", tag = "saved-views", params(WorkspacePath),
    responses((status = OK, body = Page<SavedViewView>)))]
pub(super) async fn list_saved_views(State(app): State<App>, member: Member<perm::ReadSavedViews>) -> Result<Json<Page<SavedViewView>>, ApiError> {
    let views = app.store().workspace(member.workspace_id).list_saved_views(member.user_id()).await?;
    Ok(Json(Page::whole(views.into_iter().map(SavedViewView::from).collect())))
}
