//! Keep what is being written.

use app::views::{DraftBox, DraftView};

use crate::prelude::*;

/// Paths that name a conversation.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct ConversationPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The conversation's id.
    conversation: ConversationId,
}

/// What is written so far.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct PutDraft {
    /// In which box.
    #[serde(rename = "box")]
    in_box: DraftBox,
    /// The whole text, at most 8,192 characters. Nothing but space throws the draft away.
    #[schema(max_length = 8192)]
    body: String,
}

/// Keep what you are writing in a conversation. The last write wins; `version` grows with each.
#[utoipa::path(put, path = "/workspaces/{workspace}/conversations/{conversation}/draft", tag = "drafts", params(ConversationPath),
    responses((status = OK, body = DraftView)))]
pub(super) async fn put_draft(
    State(app): State<App>,
    member: Member<perm::SendMessages>,
    Path(path): Path<ConversationPath>,
    Json(request): Json<PutDraft>,
) -> Result<Json<DraftView>, ApiError> {
    let draft = app
        .drafts()
        .put(&member.actor(), path.conversation, request.in_box, &request.body)
        .await?;
    Ok(Json(draft))
}
