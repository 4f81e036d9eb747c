//! One function.

use app::views::FunctionView;

use super::FunctionPath;
use crate::prelude::*;

/// Get a function, without its source.
#[utoipa::path(get, path = "/workspaces/{workspace}/functions/{function}", tag = "functions", params(FunctionPath),
    responses((status = OK, body = FunctionView)))]
pub(super) async fn get_function(
    State(app): State<App>,
    member: Member<perm::ManageFunctions>,
    Path(path): Path<FunctionPath>,
) -> Result<Json<FunctionView>, ApiError> {
    Ok(Json(app.functions().get(member.workspace_id, path.function).await?))
}
