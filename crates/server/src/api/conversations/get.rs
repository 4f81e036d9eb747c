//! One conversation.

use app::views::ConversationView;

use super::ConversationPath;
use crate::prelude::*;

/// Read a conversation, as you see it.
#[utoipa::path(get, path = "/workspaces/{workspace}/conversations/{conversation}", tag = "conversations", params(ConversationPath),
    responses((status = OK, body = ConversationView)))]
pub(super) async fn get_conversation(
    State(app): State<App>,
    member: Member<perm::ReadConversations>,
    Path(path): Path<ConversationPath>,
) -> Result<Json<ConversationView>, ApiError> {
    let conversation = app
        .store()
        .workspace(member.workspace_id)
        .get_conversation(path.conversation, Some(member.user_id()))
        .await?;
    Ok(Json(ConversationView::of(conversation, app.now())))
}
