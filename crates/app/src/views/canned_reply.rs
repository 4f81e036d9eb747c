//! A text that comes back.

use model::{CannedReplyId, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

/// A text that comes back, with variables such as `{{contact.first_name|there}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CannedReplyView {
    /// Its id.
    pub id: CannedReplyId,
    /// Everybody in the workspace has it; otherwise it is the asking member's own.
    pub shared: bool,
    /// What is typed behind `/`.
    pub shortcut: String,
    /// What it is for.
    pub title: String,
    /// What it says. Variables are `{{name}}` or `{{name|fallback}}`; the names are `contact.name`, `contact.first_name`, `contact.phone`,
    /// `contact.username`, `contact.email`, `contact.attributes.…`, `agent.name`, `agent.first_name` and `workspace.name`.
    pub body: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl From<store::CannedReplyRow> for CannedReplyView {
    fn from(row: store::CannedReplyRow) -> Self {
        Self {
            id: row.id,
            shared: row.owner_id.is_none(),
            shortcut: row.shortcut,
            title: row.title,
            body: row.body,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}
