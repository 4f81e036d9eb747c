//! The imports.

use app::views::ImportView;

use crate::prelude::*;

/// List imports, newest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/imports", tag = "imports", params(WorkspacePath, PageQuery),
    responses((status = OK, body = Page<ImportView>)))]
pub(super) async fn list_imports(
    State(app): State<App>,
    member: Member<perm::ImportContacts>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<ImportView>>, ApiError> {
    let page = app
        .store()
        .workspace(member.workspace_id)
        .list_imports(query.limit(), query.cursor())
        .await?;
    Ok(Json(page.map(ImportView::from).into()))
}
