//! Begin a conversation.

use app::views::ConversationView;

use crate::prelude::*;

/// With whom to talk.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CreateConversation {
    /// The contact.
    contact_id: ContactId,
}

/// Find the conversation with a contact, or begin it.
///
/// A new one is empty: until the contact writes, only templates may be sent.
#[utoipa::path(post, path = "/workspaces/{workspace}/conversations", tag = "conversations", params(WorkspacePath),
    responses((status = OK, body = ConversationView)))]
pub(super) async fn create_conversation(
    State(app): State<App>,
    member: Member<perm::SendMessages>,
    Json(request): Json<CreateConversation>,
) -> Result<Json<ConversationView>, ApiError> {
    Ok(Json(app.conversations().find_or_create(&member.actor(), request.contact_id).await?))
}
