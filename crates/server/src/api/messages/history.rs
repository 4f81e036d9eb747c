//! Where a message came from and what happened to it.

use app::views::MessageHistory;

use super::MessagePath;
use crate::prelude::*;

/// Read a message's history: every status WhatsApp reported, every call we made for it, edits, and the delivery that brought it.
#[utoipa::path(get, path = "/workspaces/{workspace}/messages/{message}/history", tag = "messages", params(MessagePath),
    responses((status = OK, body = MessageHistory)))]
pub(super) async fn get_message_history(
    State(app): State<App>,
    member: Member<perm::ReadConversations>,
    Path(path): Path<MessagePath>,
) -> Result<Json<MessageHistory>, ApiError> {
    let history = app.store().workspace(member.workspace_id).get_message_history(path.message).await?;
    Ok(Json(history.into()))
}
