//! Remove a function.

use super::FunctionPath;
use crate::prelude::*;

/// Delete a function with its versions. Forms and flows that call it fail from now on.
#[utoipa::path(delete, path = "/workspaces/{workspace}/functions/{function}", tag = "functions", params(FunctionPath),
    responses((status = NO_CONTENT)))]
pub(super) async fn delete_function(
    State(app): State<App>,
    member: Member<perm::ManageFunctions>,
    Path(path): Path<FunctionPath>,
) -> Result<StatusCode, ApiError> {
    app.functions().delete(&member.actor(), path.function).await?;
    Ok(StatusCode::NO_CONTENT)
}
