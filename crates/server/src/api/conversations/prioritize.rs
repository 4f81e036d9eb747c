//! Say how much a conversation matters.

use app::views::{ConversationView, Priority};

use super::ConversationPath;
use crate::prelude::*;

/// How much it matters.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct PrioritizeConversation {
    /// How much.
    priority: Priority,
}

/// Prioritize a conversation.
#[utoipa::path(put, path = "/workspaces/{workspace}/conversations/{conversation}/priority", tag = "conversations", params(ConversationPath),
    responses((status = OK, body = ConversationView)))]
pub(super) async fn prioritize_conversation(
    State(app): State<App>,
    member: Member<perm::UpdateConversations>,
    Path(path): Path<ConversationPath>,
    Json(request): Json<PrioritizeConversation>,
) -> Result<Json<ConversationView>, ApiError> {
    Ok(Json(
        app.conversations()
            .prioritize(&member.actor(), path.conversation, request.priority)
            .await?,
    ))
}
