//! Put a conversation off.

use app::views::ConversationView;

use super::ConversationPath;
use crate::prelude::*;

/// Until when.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct SnoozeConversation {
    /// When it comes back: a time within a year.
    until: Timestamp,
}

/// Snooze a conversation: it comes back at a time, or when the contact writes.
#[utoipa::path(post, path = "/workspaces/{workspace}/conversations/{conversation}/snooze", tag = "conversations", params(ConversationPath),
    responses((status = OK, body = ConversationView)))]
pub(super) async fn snooze_conversation(
    State(app): State<App>,
    member: Member<perm::UpdateConversations>,
    Path(path): Path<ConversationPath>,
    Json(request): Json<SnoozeConversation>,
) -> Result<Json<ConversationView>, ApiError> {
    Ok(Json(app.conversations().snooze(&member.actor(), path.conversation, request.until).await?))
}
