//! Change what a function is called and may.

use app::functions::FunctionPatch;
use app::views::FunctionView;

use super::FunctionPath;
use crate::prelude::*;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UpdateFunction {
    /// What it is called.
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    /// What it is for.
    #[schema(max_length = 500)]
    description: Option<String>,
    /// How long a call may take, in milliseconds.
    #[schema(minimum = 10)]
    timeout_ms: Option<i64>,
    /// How much JavaScript's heap may hold, in MiB.
    #[schema(minimum = 1)]
    memory_mb: Option<i64>,
    /// Hosts it may fetch from.
    #[schema(max_items = 20)]
    allow_hosts: Option<Vec<String>>,
}

/// Update a function's settings. They count for calls from now on, whatever version is called.
#[utoipa::path(patch, path = "/workspaces/{workspace}/functions/{function}", tag = "functions", params(FunctionPath),
    responses((status = OK, body = FunctionView)))]
pub(super) async fn update_function(
    State(app): State<App>,
    member: Member<perm::ManageFunctions>,
    Path(path): Path<FunctionPath>,
    Json(request): Json<UpdateFunction>,
) -> Result<Json<FunctionView>, ApiError> {
    let patch = FunctionPatch {
        name: request.name,
        description: request.description,
        timeout_ms: request.timeout_ms,
        memory_mb: request.memory_mb,
        allow_hosts: request.allow_hosts,
    };
    Ok(Json(app.functions().update(&member.actor(), path.function, patch).await?))
}
