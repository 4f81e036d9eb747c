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
    /// When it was written.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl From<store::NoteRow> for NoteView {
    fn from(row: store::NoteRow) -> Self {
        Self {
            id: row.id,
            conversation_id: row.conversation_id,
            author_id: row.author_id,
            author_name: row.author_name,
            body: row.body,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}
