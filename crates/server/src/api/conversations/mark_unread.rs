//! Keep a conversation for later.

use app::views::ConversationView;

use super::ConversationPath;
use crate::prelude::*;

/// Mark the newest message unread, for yourself.
#[utoipa::path(post, path = "/workspaces/{workspace}/conversations/{conversation}/unread", tag = "conversations", params(ConversationPath),
    responses((status = OK, body = ConversationView)))]
pub(super) async fn mark_conversation_unread(
    State(app): State<App>,
    member: Member<perm::UpdateConversations>,
    Path(path): Path<ConversationPath>,
) -> Result<Json<ConversationView>, ApiError> {
    Ok(Json(app.conversations().mark_unread(&member.actor(), path.conversation).await?))
}
