//! Add a function.

use app::functions::FunctionPatch;
use app::views::FunctionView;
use model::FunctionId;

use crate::prelude::*;

/// A function to add.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CreateFunction {
    /// An id of your own making, so that asking twice makes one.
    id: Option<FunctionId>,
    /// What it is called.
    #[schema(min_length = 1, max_length = 100, example = "Free appointments")]
    name: String,
    /// What it is for.
    #[schema(max_length = 500)]
    description: Option<String>,
    /// How long a call may take, in milliseconds; 1000 when absent.
    #[schema(minimum = 10)]
    timeout_ms: Option<i64>,
    /// How much JavaScript's heap may hold, in MiB; 32 when absent.
    #[schema(minimum = 1)]
    memory_mb: Option<i64>,
    /// Hosts it may fetch from; none when absent.
    #[schema(max_items = 20, example = json!(["api.example.com"]))]
    allow_hosts: Option<Vec<String>>,
    /// What its draft says; a beginning when absent.
    #[schema(max_length = 262144)]
    source: Option<String>,
}

/// Create a function. It can be called once it was published.
#[utoipa::path(post, path = "/workspaces/{workspace}/functions", tag = "functions", params(WorkspacePath),
    responses((status = CREATED, body = FunctionView)))]
pub(super) async fn create_function(
    State(app): State<App>,
    member: Member<perm::ManageFunctions>,
    Json(request): Json<CreateFunction>,
) -> Result<(StatusCode, Json<FunctionView>), ApiError> {
    let patch = FunctionPatch {
        name: Some(request.name),
        description: request.description,
        timeout_ms: request.timeout_ms,
        memory_mb: request.memory_mb,
        allow_hosts: request.allow_hosts,
    };
    let function = app.functions().create(&member.actor(), request.id, patch, request.source).await?;
    Ok((StatusCode::CREATED, Json(function)))
}
