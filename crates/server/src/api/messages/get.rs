//! One message.

use app::views::MessageView;

use super::{MessagePath, view};
use crate::prelude::*;

/// Read a message.
#[utoipa::path(get, path = "/workspaces/{workspace}/messages/{message}", tag = "messages", params(MessagePath), responses((status = OK, body = MessageView)))]
pub(super) async fn get_message(
    State(app): State<App>,
    member: Member<perm::ReadConversations>,
    Path(path): Path<MessagePath>,
) -> Result<Json<MessageView>, ApiError> {
    view(&app, &member, path.message).await
}
