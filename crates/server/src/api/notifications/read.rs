//! Note what was read.

use app::notifications::Seen;
use model::NotificationId;

use crate::prelude::*;

/// Which notifications were read: exactly one of the three.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct ReadNotifications {
    /// These; at most 500.
    #[schema(max_items = 500)]
    ids: Option<Vec<NotificationId>>,
    /// Those of this conversation.
    conversation_id: Option<ConversationId>,
    /// All of them (`true`).
    #[serde(default)]
    all: bool,
}

/// Mark notifications of yours as read.
#[utoipa::path(post, path = "/workspaces/{workspace}/notifications/read", tag = "notifications", params(WorkspacePath),
    responses((status = NO_CONTENT)))]
pub(super) async fn read_notifications(
    State(app): State<App>,
    member: Member<perm::ReadConversations>,
    Json(request): Json<ReadNotifications>,
) -> Result<StatusCode, ApiError> {
    let seen = match (request.ids, request.conversation_id, request.all) {
        (Some(ids), None, false) if ids.len() <= 500 => Seen::These(ids),
        (None, Some(conversation), false) => Seen::Conversation(conversation),
        (None, None, true) => Seen::All,
        _ => {
            let detail = "Name at most 500 of them, or a conversation, or all: one of the three.";
            return Err(ApiError::invalid_field("/ids", "invalid_value", detail));
        }
    };
    app.notifications().read(&member.actor(), seen).await?;
    Ok(StatusCode::NO_CONTENT)
}
