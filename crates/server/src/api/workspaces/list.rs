//! The workspaces of who asks.

use app::views::WorkspaceView;

use crate::prelude::*;

/// List the workspaces you are an active member of.
///
/// In the order they were made.
#[utoipa::path(get, path = "/workspaces", tag = "workspaces", params(PageQuery), responses((status = OK, body = Page<WorkspaceView>)))]
pub(super) async fn list_workspaces(
    State(app): State<App>,
    account: Account,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<WorkspaceView>>, ApiError> {
    let page = app
        .store()
        .system()
        .list_workspaces_of(account.user_id, query.limit(), query.cursor())
        .await?;
    Ok(Json(Page::from(page.map(WorkspaceView::from))))
}
