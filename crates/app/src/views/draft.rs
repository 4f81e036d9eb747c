//! What a member is writing.

use model::{ConversationId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// In which box something is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DraftBox {
    /// An answer to the contact.
    Reply,
    /// An internal note.
    Note,
}

impl DraftBox {
    /// The database's word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Note => "note",
        }
    }
}

/// What the asking member is writing in a conversation. Nobody else sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DraftView {
    /// In which conversation.
    pub conversation_id: ConversationId,
    /// In which box.
    #[serde(rename = "box")]
    pub in_box: DraftBox,
    /// What is written so far; empty when it was thrown away.
    pub body: String,
    /// Grows with each change; the last write wins. 0 when it was thrown away.
    pub version: i64,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl From<store::DraftRow> for DraftView {
    fn from(row: store::DraftRow) -> Self {
        Self {
            conversation_id: row.conversation_id,
            in_box: if row.box_word == "note" { DraftBox::Note } else { DraftBox::Reply },
            body: row.body,
            version: row.version,
            updated_at: row.updated_at,
        }
    }
}
