//! Put a conversation away.

use app::views::ConversationView;

use super::ConversationPath;
use crate::prelude::*;

/// Close a conversation, until the contact writes.
///
/// Nobody owes the contact an answer any more.
#[utoipa::path(post, path = "/workspaces/{workspace}/conversations/{conversation}/close", tag = "conversations", params(ConversationPath),
    responses((status = OK, body = ConversationView)))]
pub(super) async fn close_conversation(
    State(app): State<App>,
    member: Member<perm::UpdateConversations>,
    Path(path): Path<ConversationPath>,
) -> Result<Json<ConversationView>, ApiError> {
    Ok(Json(app.conversations().close(&member.actor(), path.conversation).await?))
}
