//! Messages for later: kept, changed, sent at once, taken off. They are made by sending with `send_at`.

mod cancel;
mod get;
mod list;
mod list_of_conversation;
mod send_now;
mod update;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_scheduled_messages))
        .routes(routes!(list_of_conversation::list_scheduled_messages_of_conversation))
        .routes(routes!(
            get::get_scheduled_message,
            update::update_scheduled_message,
            cancel::cancel_scheduled_message
        ))
        .routes(routes!(send_now::send_scheduled_message))
}

/// Paths that name a message for later.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct ScheduledPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The message's id.
    message: MessageId,
}
