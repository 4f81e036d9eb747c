//! One conversation.

use app::views::ConversationView;

use super::ConversationPath;
use crate::prelude::*;

/// Read a conversation, as you see it.
///
/// One that went into another when its contact was merged answers that other one: compare the `id`.
#[utoipa::path(get, path = "/workspaces/{workspace}/conversations/{conversation}", tag = "conversations", params(ConversationPath),
    responses((status = OK, body = ConversationView)))]
pub(super) async fn get_conversation(
    State(app): State<App>,
    member: Member<perm::ReadConversations>,
    Path(path): Path<ConversationPath>,
) -> Result<Json<ConversationView>, ApiError> {
    let workspace = app.store().workspace(member.workspace_id);
    let reader = Some(member.user_id());
    let conversation = match workspace.get_conversation(path.conversation, reader).await {
        Err(store::Error::NotFound(noun)) => {
            let into = workspace.find_merged_conversation(path.conversation).await?;
            workspace.get_conversation(into.ok_or(store::Error::NotFound(noun))?, reader).await?
        }
        found => found?,
    };
    Ok(Json(ConversationView::of(conversation, app.now())))
}
