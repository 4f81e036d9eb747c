//! The member has read a conversation.

use app::views::ConversationView;

use super::ConversationPath;
use crate::prelude::*;

/// Mark a conversation read, for yourself.
///
/// The contact sees blue ticks if the workspace's policy is to show them on opening.
#[utoipa::path(post, path = "/workspaces/{workspace}/conversations/{conversation}/read", tag = "conversations", params(ConversationPath),
    responses((status = OK, body = ConversationView)))]
pub(super) async fn mark_conversation_read(
    State(app): State<App>,
    member: Member<perm::UpdateConversations>,
    Path(path): Path<ConversationPath>,
) -> Result<Json<ConversationView>, ApiError> {
    Ok(Json(app.conversations().mark_read(&member.actor(), path.conversation).await?))
}
