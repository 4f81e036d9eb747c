//! The thread with one contact, as the inbox list shows it.

use std::collections::BTreeMap;

use model::{ChannelId, ConversationId, MessageId, MessageStatus, ServiceWindow, TeamId, Timestamp, UserId};
use serde::Serialize;
use utoipa::ToSchema;

use super::contact::display_name;
use super::{AuthorKind, ContactSummary, ConversationStatus, Direction, Holder, HoldingView, Priority, TagView};

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
    /// The team it belongs to; a team that was deleted in the meantime is none.
    pub team_id: Option<TeamId>,
    /// How much it matters.
    pub priority: Priority,
    /// Who speaks for the business.
    pub holder: Holder,
    /// Since when, and which run; `null` when nobody does.
    pub holding: Option<HoldingView>,
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

/// How many conversations each view of the inbox holds, and under `needs_reply:team_…` how many contacts wait for each team; 999 means "999 or more".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ConversationCounts(pub BTreeMap<String, i64>);

impl ConversationView {
    /// A conversation as it stands at `now`, read by the member it was asked for.
    #[must_use]
    pub fn of(conversation: store::Conversation, now: Timestamp) -> Self {
        let tags = conversation.tags.iter().map(TagView::from).collect();
        let row = conversation.row;
        let contact = ContactSummary {
            id: row.contact_id,
            display_name: display_name(
                row.contact_name.as_deref(),
                &row.contact_profile_name,
                row.contact_username.as_deref(),
                row.contact_phone.as_deref(),
            ),
            phone: row.contact_phone.map(|digits| format!("+{digits}")),
            username: row.contact_username,
            tags,
            opted_out: row.contact_opted_out_at.is_some(),
            opted_out_at: row.contact_opted_out_at,
            blocked: row.contact_blocked_at.is_some(),
        };
        let read = row.own_read_count.unwrap_or(row.read_inbound_count);
        let last_message = row.last_message_id.map(|id| LastMessage {
            id,
            at: row.last_message_at,
            preview: row.last_message_preview,
            kind: row.last_message_kind,
            direction: Direction::parse(&row.last_message_direction),
            author_kind: AuthorKind::parse(&row.last_message_author),
            status: MessageStatus::parse(&row.last_message_status).unwrap_or(MessageStatus::Received),
        });
        Self {
            id: row.id,
            channel_id: row.channel_id,
            status: ConversationStatus::parse(&row.status),
            snoozed_until: row.snoozed_until,
            assignee_id: row.assignee_id,
            team_id: row.team_id,
            priority: Priority::of(row.priority),
            holder: Holder::parse(&row.holder),
            holding: HoldingView::of(&row.holder, row.holder_since, conversation.held_by),
            contact,
            last_message,
            unread_count: (row.inbound_count - read).max(0),
            inbound_count: row.inbound_count,
            read_inbound_count: read,
            waiting_since: row.waiting_since,
            window: WindowView {
                open: ServiceWindow {
                    expires_at: row.window_expires_at,
                }
                .is_open(now),
                expires_at: row.window_expires_at,
                free_entry_until: row.free_entry_until,
            },
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }

    /// As an event tells it: the same to every member, so nobody's own reading is in it.
    #[must_use]
    pub fn for_event(mut conversation: store::Conversation, now: Timestamp) -> Self {
        conversation.row.own_read_count = None;
        Self {
            unread_count: 0,
            ..Self::of(conversation, now)
        }
    }
}
