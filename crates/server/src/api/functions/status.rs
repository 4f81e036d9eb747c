//! Can functions run here?

use app::views::FunctionStatusView;

use crate::prelude::*;

/// Tell whether functions can run on this server, and if not, why.
#[utoipa::path(get, path = "/workspaces/{workspace}/functions/status", tag = "functions", params(WorkspacePath),
    responses((status = OK, body = FunctionStatusView)))]
pub(super) async fn get_function_status(State(app): State<App>, _: Member<perm::ManageFunctions>) -> Result<Json<FunctionStatusView>, ApiError> {
    Ok(Json(app.functions().status().await))
}
