//! Take a conversation up again.

use app::views::ConversationView;

use super::ConversationPath;
use crate::prelude::*;

/// Reopen a closed or snoozed conversation.
#[utoipa::path(post, path = "/workspaces/{workspace}/conversations/{conversation}/reopen", tag = "conversations", params(ConversationPath),
    responses((status = OK, body = ConversationView)))]
pub(super) async fn reopen_conversation(
    State(app): State<App>,
    member: Member<perm::UpdateConversations>,
    Path(path): Path<ConversationPath>,
) -> Result<Json<ConversationView>, ApiError> {
    Ok(Json(app.conversations().reopen(&member.actor(), path.conversation).await?))
}
