//! An internal remark on a conversation.

use model::{ConversationId, NoteId, Timestamp, UserId};
use serde::Serialize;
use utoipa::ToSchema;

/// An internal remark; the contact never sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NoteView {
    /// Its id.
    pub id: NoteId,
    /// On which conversation.
    pub conversation_id: ConversationId,
    /// Who wrote it.
    pub author_id: UserId,
    /// Their name.
    pub author_name: String,
    /// What it says.
    pub body: String,
    /// Members who are named in it, and were told.
    pub mentions: Vec<UserId>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl NoteView {
    /// A note and who is named in it.
    #[must_use]
    pub fn of(row: store::NoteRow, mentions: Vec<UserId>) -> Self {
        Self {
            id: row.id,
            conversation_id: row.conversation_id,
            author_id: row.author_id,
            author_name: row.author_name,
            body: row.body,
            mentions,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

impl From<store::NoteRow> for NoteView {
    /// Without the names in it.
    fn from(row: store::NoteRow) -> Self {
        Self::of(row, Vec::new())
    }
}
