//! Internal notes on conversations.

mod create;
mod delete;
mod list;
mod update;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_notes, create::create_note))
        .routes(routes!(update::update_note, delete::delete_note))
}

/// What a note says.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct NoteBody {
    /// 1 to 4000 characters.
    #[schema(min_length = 1, max_length = 4000)]
    body: String,
    /// Members who are named in it, at most 20; those who are named anew are told. Absent in a change, they stay.
    #[schema(max_items = 20)]
    mentions: Option<Vec<UserId>>,
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

/// Paths that name a note.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct NotePath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The note's id.
    note: NoteId,
}
