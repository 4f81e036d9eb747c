//! What went live, and when.

use app::views::FunctionVersionView;
use model::FunctionId;

use super::FunctionPath;
use crate::prelude::*;

/// List the versions of a function, the latest first, without their sources: at most 500.
#[utoipa::path(get, path = "/workspaces/{workspace}/functions/{function}/versions", tag = "functions", params(FunctionPath),
    responses((status = OK, body = Page<FunctionVersionView>)))]
pub(super) async fn list_function_versions(
    State(app): State<App>,
    member: Member<perm::ManageFunctions>,
    Path(path): Path<FunctionPath>,
) -> Result<Json<Page<FunctionVersionView>>, ApiError> {
    Ok(Json(Page::whole(app.functions().versions(member.workspace_id, path.function).await?)))
}

/// Paths that name a version of a function.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct FunctionVersionPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The function's id.
    function: FunctionId,
    /// The version's number.
    #[param(minimum = 1)]
    number: i64,
}

/// Get one version of a function, with its source.
#[utoipa::path(get, path = "/workspaces/{workspace}/functions/{function}/versions/{number}", tag = "functions", params(FunctionVersionPath),
    responses((status = OK, body = FunctionVersionView)))]
pub(super) async fn get_function_version(
    State(app): State<App>,
    member: Member<perm::ManageFunctions>,
    Path(path): Path<FunctionVersionPath>,
) -> Result<Json<FunctionVersionView>, ApiError> {
    Ok(Json(app.functions().version(member.workspace_id, path.function, path.number).await?))
}
