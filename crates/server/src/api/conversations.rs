//! Conversations: the inbox list, one conversation, and what is done with it.

mod assign;
mod bulk;
mod close;
mod counts;
mod create;
mod get;
mod list;
mod mark_read;
mod mark_unread;
mod prioritize;
mod release;
mod reopen;
mod snooze;
mod start_run;
mod take_over;
mod typing;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_conversations, create::create_conversation))
        .routes(routes!(counts::count_conversations))
        .routes(routes!(get::get_conversation))
        .routes(routes!(assign::assign_conversation))
        .routes(routes!(close::close_conversation))
        .routes(routes!(reopen::reopen_conversation))
        .routes(routes!(snooze::snooze_conversation))
        .routes(routes!(mark_read::mark_conversation_read))
        .routes(routes!(mark_unread::mark_conversation_unread))
        .routes(routes!(bulk::bulk_conversations))
        .routes(routes!(bulk::restore_conversations))
        .routes(routes!(prioritize::prioritize_conversation))
        .routes(routes!(take_over::take_over_conversation))
        .routes(routes!(release::release_conversation))
        .routes(routes!(start_run::start_run))
        .routes(routes!(typing::show_typing))
}

/// Paths that name a conversation.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct ConversationPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The conversation's id.
    conversation: ConversationId,
}
