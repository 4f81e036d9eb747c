//! What is being written.

use app::views::FunctionDraftView;

use super::FunctionPath;
use crate::prelude::*;

/// Get the draft of a function, exactly as it was typed.
#[utoipa::path(get, path = "/workspaces/{workspace}/functions/{function}/draft", tag = "functions", params(FunctionPath),
    responses((status = OK, body = FunctionDraftView)))]
pub(super) async fn get_function_draft(
    State(app): State<App>,
    member: Member<perm::ManageFunctions>,
    Path(path): Path<FunctionPath>,
) -> Result<(ETag, Json<FunctionDraftView>), ApiError> {
    let draft = app.functions().draft(member.workspace_id, path.function).await?;
    Ok((ETag(draft.revision), Json(draft)))
}

/// A draft to save.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct PutFunctionDraft {
    /// An ES module whose default export is the function.
    #[schema(max_length = 262144)]
    source: String,
}

/// Save the draft of a function, over the revision in `If-Match`. It need not even parse: a try says what is wrong.
#[utoipa::path(put, path = "/workspaces/{workspace}/functions/{function}/draft", tag = "functions",
    params(FunctionPath, ("If-Match" = Option<String>, Header, description = "The revision the source was made from")),
    responses((status = OK, body = FunctionDraftView)))]
pub(super) async fn put_function_draft(
    State(app): State<App>,
    member: Member<perm::ManageFunctions>,
    Path(path): Path<FunctionPath>,
    IfMatch(revision): IfMatch,
    Json(request): Json<PutFunctionDraft>,
) -> Result<(ETag, Json<FunctionDraftView>), ApiError> {
    let draft = app
        .functions()
        .save_draft(&member.actor(), path.function, &request.source, revision)
        .await?;
    Ok((ETag(draft.revision), Json(draft)))
}
