//! The functions of a workspace.

use app::views::FunctionView;

use crate::prelude::*;

/// List the functions, by name. There are at most 200, so there is one page.
#[utoipa::path(get, path = "/workspaces/{workspace}/functions", tag = "functions", params(WorkspacePath),
    responses((status = OK, body = Page<FunctionView>)))]
pub(super) async fn list_functions(State(app): State<App>, member: Member<perm::ManageFunctions>) -> Result<Json<Page<FunctionView>>, ApiError> {
    Ok(Json(Page::whole(app.functions().list(member.workspace_id).await?)))
}
