//! Give the pen back to automation.

use app::views::ConversationView;

use super::ConversationPath;
use crate::prelude::*;

/// What becomes of the run that was stopped.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct ReleaseConversation {
    /// It goes on where it was; otherwise it ends.
    #[serde(default)]
    resume: bool,
}

/// Give a conversation back: flows may start in it again, and with `resume` the run that was stopped goes on.
#[utoipa::path(post, path = "/workspaces/{workspace}/conversations/{conversation}/release", tag = "conversations", params(ConversationPath),
    responses((status = OK, body = ConversationView)))]
pub(super) async fn release_conversation(
    State(app): State<App>,
    member: Member<perm::SendMessages>,
    Path(path): Path<ConversationPath>,
    Json(request): Json<ReleaseConversation>,
) -> Result<Json<ConversationView>, ApiError> {
    Ok(Json(app.runs().release(&member.actor(), path.conversation, request.resume).await?))
}
