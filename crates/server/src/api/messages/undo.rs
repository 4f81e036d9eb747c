//! Take a message back before it leaves, or let it go at once.

use app::outbound::UndoneMessage;
use app::views::MessageView;

use super::{MessagePath, view};
use crate::prelude::*;

/// Undo a message that still waits to leave: it is gone from the thread, and its content comes back to be written again.
///
/// How long that is possible the workspace chooses (`undo_send_seconds`), and the message says it (`undo_until`). Afterwards: 409.
#[utoipa::path(post, path = "/workspaces/{workspace}/messages/{message}/undo", tag = "messages", params(MessagePath),
    responses((status = OK, body = UndoneMessage)))]
pub(super) async fn undo_message(
    State(app): State<App>,
    member: Member<perm::SendMessages>,
    Path(path): Path<MessagePath>,
) -> Result<Json<UndoneMessage>, ApiError> {
    Ok(Json(app.outbound().undo(&member.actor(), path.message).await?))
}

/// Let a message go that could still be undone. One that is on its way already stays as it is.
#[utoipa::path(post, path = "/workspaces/{workspace}/messages/{message}/release", tag = "messages", params(MessagePath),
    responses((status = OK, body = MessageView)))]
pub(super) async fn release_message(
    State(app): State<App>,
    member: Member<perm::SendMessages>,
    Path(path): Path<MessagePath>,
) -> Result<Json<MessageView>, ApiError> {
    app.outbound().release(&member.actor(), path.message).await?;
    view(&app, &member, path.message).await
}
