//! A message that waits for its time.

use model::{ContactId, ConversationId, MediaId, MessageId, Timestamp, UserId};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{MessageError, raw};

/// A message that waits, or waited, for its time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ScheduledMessageView {
    /// Its id, and that of the message it becomes.
    pub id: MessageId,
    /// The thread it is for.
    pub conversation_id: ConversationId,
    /// For whom.
    pub contact_id: ContactId,
    /// Their name. Written by strangers: always text, never markup.
    pub contact_name: String,
    /// Who wrote it.
    pub author_id: UserId,
    /// Their name.
    pub author_name: String,
    /// Its kind, in WhatsApp's word.
    pub kind: String,
    /// The kind's own object as on the wire.
    #[schema(value_type = Value)]
    pub content: Box<RawValue>,
    /// One line of it.
    pub preview: String,
    /// The file it carries.
    pub media_id: Option<MediaId>,
    /// When it goes.
    pub send_at: Timestamp,
    /// Where it stands.
    pub state: ScheduledState,
    /// Why it failed.
    pub error: Option<MessageError>,
    /// Send it back in `If-Match` to change the message.
    pub version: i64,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// Where a message for later stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScheduledState {
    /// It waits.
    Scheduled,
    /// It was due around a restore: a member decides.
    Held,
    /// It is a message now.
    Sent,
    /// It could not be sent at its time; the thread shows it with the reason.
    Failed,
    /// A member took it off.
    Cancelled,
}

impl From<store::ScheduledRow> for ScheduledMessageView {
    fn from(row: store::ScheduledRow) -> Self {
        Self {
            id: row.id,
            conversation_id: row.conversation_id,
            contact_id: row.contact_id,
            contact_name: row.contact_name,
            author_id: row.author_id,
            author_name: row.author_name,
            kind: row.kind,
            content: raw(row.content),
            preview: row.preview,
            media_id: row.media_id,
            send_at: row.send_at,
            state: match row.state.as_str() {
                "held" => ScheduledState::Held,
                "sent" => ScheduledState::Sent,
                "failed" => ScheduledState::Failed,
                "cancelled" => ScheduledState::Cancelled,
                _ => ScheduledState::Scheduled,
            },
            error: row.error.as_deref().map(MessageError::from_stored),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}
