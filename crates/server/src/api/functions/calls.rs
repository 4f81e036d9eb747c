//! The last calls of a function.

use app::views::FunctionCallView;

use super::FunctionPath;
use crate::prelude::*;

/// List the last calls of a function, the latest first: at most 200 are kept.
#[utoipa::path(get, path = "/workspaces/{workspace}/functions/{function}/calls", tag = "functions", params(FunctionPath),
    responses((status = OK, body = Page<FunctionCallView>)))]
pub(super) async fn list_function_calls(
    State(app): State<App>,
    member: Member<perm::ManageFunctions>,
    Path(path): Path<FunctionPath>,
) -> Result<Json<Page<FunctionCallView>>, ApiError> {
    Ok(Json(Page::whole(app.functions().calls(member.workspace_id, path.function).await?)))
}
