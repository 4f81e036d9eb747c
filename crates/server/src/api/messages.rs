//! Messages: a thread page by page, sending, and what can be done with one message.

pub(super) mod content;
mod get;
mod history;
mod list;
mod preflight;
mod provenance;
mod react;
mod resolve;
mod retry;
mod send;
mod undo;

use app::views::MessageView;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_messages, send::send_message))
        .routes(routes!(preflight::preflight_message))
        .routes(routes!(get::get_message))
        .routes(routes!(history::get_message_history))
        .routes(routes!(provenance::get_message_provenance))
        .routes(routes!(retry::retry_message))
        .routes(routes!(resolve::resolve_message))
        .routes(routes!(react::react_to_message))
        .routes(routes!(undo::undo_message))
        .routes(routes!(undo::release_message))
}

/// Paths that name a conversation.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct ConversationPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The conversation's id.
    pub(super) conversation: ConversationId,
}

/// Paths that name a message.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct MessagePath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The message's id.
    message: MessageId,
}

/// The message as it is now, with its file's link for the member who asks.
pub(super) async fn view<P>(app: &App, member: &Member<P>, id: MessageId) -> Result<Json<MessageView>, ApiError> {
    let mut view = MessageView::from(app.store().workspace(member.workspace_id).get_message(id).await?);
    app.media().sign_messages(member.workspace_id, member.user_id(), [&mut view]);
    Ok(Json(view))
}
