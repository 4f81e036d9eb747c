//! Make a draft live.

use app::views::FunctionView;

use super::FunctionPath;
use crate::prelude::*;

/// What is new.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(super) struct PublishFunction {
    /// What changed, for the list of versions.
    #[serde(default)]
    #[schema(max_length = 200)]
    note: String,
}

/// Publish the draft of a function as its next version, which callers get from now on. With `If-Match`, only if the draft is still that revision.
#[utoipa::path(post, path = "/workspaces/{workspace}/functions/{function}/publish", tag = "functions",
    params(FunctionPath, ("If-Match" = Option<String>, Header, description = "The revision that is meant")),
    responses((status = OK, body = FunctionView)))]
pub(super) async fn publish_function(
    State(app): State<App>,
    member: Member<perm::ManageFunctions>,
    Path(path): Path<FunctionPath>,
    IfMatch(revision): IfMatch,
    Json(request): Json<PublishFunction>,
) -> Result<Json<FunctionView>, ApiError> {
    Ok(Json(
        app.functions().publish(&member.actor(), path.function, revision, &request.note).await?,
    ))
}
