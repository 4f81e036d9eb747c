//! The thread with one contact, as the inbox list shows it.

use std::collections::BTreeMap;

use model::{ChannelId, ConversationId, MessageId, MessageStatus, Timestamp, UserId};
use serde::Serialize;
use utoipa::ToSchema;

use super::{AuthorKind, ContactSummary, ConversationStatus, Direction, Holder};

/// The thread with one contact on one number.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ConversationView {
    /// Its id.
    pub id: ConversationId,
    /// The number it runs on.
    pub channel_id: ChannelId,
    /// Where it stands.
    pub status: ConversationStatus,
    /// When it comes back, while snoozed.
    pub snoozed_until: Option<Timestamp>,
    /// The member who takes care of it; `null` is the queue.
    pub assignee_id: Option<UserId>,
    /// Who speaks for the business.
    pub holder: Holder,
    /// With whom.
    pub contact: ContactSummary,
    /// The newest message; `null` before the first.
    pub last_message: Option<LastMessage>,
    /// Messages from the contact that the asking member has not read. Always 0 in events: count with `inbound_count` there.
    pub unread_count: i64,
    /// How many messages the contact has sent in all.
    pub inbound_count: i64,
    /// How many of them are read: by the asking member in answers, by the team in events.
    pub read_inbound_count: i64,
    /// Since when the contact waits for an answer; `null` when nobody owes one.
    pub waiting_since: Option<Timestamp>,
    /// Until when free-form messages may be sent.
    pub window: WindowView,
    /// Grows with each change.
    pub version: i64,
    /// When the thread began.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// Until when free-form messages may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct WindowView {
    /// Free-form messages may go now.
    pub open: bool,
    /// When WhatsApp closes it; `null` when the contact never wrote.
    pub expires_at: Option<Timestamp>,
    /// Until when messages are free, for threads that began at an ad.
    pub free_entry_until: Option<Timestamp>,
}

/// The newest message of a thread, in one line.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LastMessage {
    /// Its id.
    pub id: MessageId,
    /// When it was sent.
    pub at: Timestamp,
    /// One line of text. May be written by a stranger: always text, never markup.
    pub preview: String,
    /// Its kind, in WhatsApp's word.
    pub kind: String,
    /// Which way it went.
    pub direction: Direction,
    /// Who wrote it.
    pub author_kind: AuthorKind,
    /// How far it has come.
    pub status: MessageStatus,
}

/// How many conversations each view of the inbox holds; 999 means "999 or more".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ConversationCounts(pub BTreeMap<String, i64>);
