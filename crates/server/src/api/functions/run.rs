//! Try a function out.

use app::views::FunctionRunView;
use serde_json::value::RawValue;

use super::FunctionPath;
use crate::prelude::*;

/// What to run.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct RunFunction {
    /// The source, as it is in the editor; the saved draft when absent.
    #[schema(max_length = 262144)]
    source: Option<String>,
    /// What the function is given.
    #[schema(value_type = Object)]
    input: Option<Box<RawValue>>,
}

/// Run a function once, as its author: what is in the editor, or the saved draft. It runs with the function's own limits, and its `fetch` really fetches.
#[utoipa::path(post, path = "/workspaces/{workspace}/functions/{function}/run", tag = "functions", params(FunctionPath),
    responses((status = OK, body = FunctionRunView)))]
pub(super) async fn run_function(
    State(app): State<App>,
    member: Member<perm::ManageFunctions>,
    Path(path): Path<FunctionPath>,
    Json(request): Json<RunFunction>,
) -> Result<Json<FunctionRunView>, ApiError> {
    let input = request.input.map_or_else(|| "null".to_owned(), |input| input.get().to_owned());
    Ok(Json(
        app.functions().try_out(&member.actor(), path.function, request.source, input).await?,
    ))
}
