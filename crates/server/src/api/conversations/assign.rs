//! Hand a conversation to a teammate, or to nobody.

use app::views::ConversationView;

use super::ConversationPath;
use crate::prelude::*;

/// Who takes it.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct AssignConversation {
    /// A member who may answer customers. `null` puts it back in the queue.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required)]
    assignee_id: Option<UserId>,
}

/// Assign a conversation.
///
/// Handing it to a person silences automation in it.
#[utoipa::path(post, path = "/workspaces/{workspace}/conversations/{conversation}/assign", tag = "conversations", params(ConversationPath),
    responses((status = OK, body = ConversationView)))]
pub(super) async fn assign_conversation(
    State(app): State<App>,
    member: Member<perm::AssignConversations>,
    Path(path): Path<ConversationPath>,
    Json(request): Json<AssignConversation>,
) -> Result<Json<ConversationView>, ApiError> {
    Ok(Json(
        app.conversations()
            .assign(&member.actor(), path.conversation, request.assignee_id)
            .await?,
    ))
}
