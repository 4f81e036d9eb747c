//! What members are told about, and how they want to be told.

use model::{ConversationId, NotificationId, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::contact::display_name;

/// What a member is told about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotificationKind {
    /// Somebody named them in a note.
    Mention,
    /// A conversation was given to them.
    Assigned,
    /// A contact wrote in a conversation of theirs.
    NewMessage,
    /// A message they wrote did not arrive.
    FailedMessage,
    /// The 24-hour window of a conversation of theirs closes within the hour, and the contact waits.
    WindowClosing,
    /// Nothing arrived at a webhook for days, or it wants nothing more, so that it was stopped. Admins are told.
    WebhookStopped,
}

impl NotificationKind {
    /// All of them, in the order of the matrix.
    pub const ALL: [Self; 6] = [
        Self::Mention,
        Self::Assigned,
        Self::NewMessage,
        Self::FailedMessage,
        Self::WindowClosing,
        Self::WebhookStopped,
    ];

    /// The database's word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Assigned => "assigned",
            Self::NewMessage => "new_message",
            Self::FailedMessage => "failed_message",
            Self::WindowClosing => "window_closing",
            Self::WebhookStopped => "webhook_stopped",
        }
    }

    fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word).unwrap_or(Self::Mention)
    }
}

/// Something a member is told, once for each conversation (or other subject) and kind until they read it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NotificationView {
    /// Its id.
    pub id: NotificationId,
    /// Who is told.
    pub user_id: UserId,
    /// What about.
    pub kind: NotificationKind,
    /// In which conversation; `null` when it is about the workspace.
    pub conversation_id: Option<ConversationId>,
    /// The contact of the conversation; `null` when there is none.
    pub contact_name: Option<String>,
    /// The message, note or webhook it is about.
    pub subject: String,
    /// The member who caused it; `null` when nobody did.
    pub actor_name: Option<String>,
    /// One line of it. May be written by a stranger: always text, never markup.
    pub preview: String,
    /// How often it happened since the member last read.
    pub times: i64,
    /// They have read it.
    pub read: bool,
    /// When it last happened.
    pub at: Timestamp,
}

impl From<store::NotificationRow> for NotificationView {
    fn from(row: store::NotificationRow) -> Self {
        Self {
            id: row.id,
            user_id: row.user_id,
            kind: NotificationKind::parse(&row.kind),
            conversation_id: row.conversation_id,
            contact_name: row.contact_profile_name.map(|profile_name| {
                display_name(
                    row.contact_name.as_deref(),
                    &profile_name,
                    row.contact_username.as_deref(),
                    row.contact_phone.as_deref(),
                )
            }),
            subject: row.subject,
            actor_name: row.actor_name,
            preview: row.preview,
            times: row.times,
            read: row.read_at.is_some(),
            at: row.updated_at,
        }
    }
}

/// How many notifications wait; 100 means "100 or more".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct NotificationCounts {
    /// Unread ones.
    pub unread: i64,
}

/// The ways one kind is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NotificationWays {
    /// In the list behind the bell. Without it there is no other way either.
    pub app: bool,
    /// As a notification of the browser, where it is allowed.
    pub desktop: bool,
    /// With a sound.
    pub sound: bool,
}

/// How a member wants to be told: what × way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NotificationPreferences {
    /// Somebody names them in a note.
    pub mention: NotificationWays,
    /// A conversation is given to them.
    pub assigned: NotificationWays,
    /// A contact writes in a conversation of theirs.
    pub new_message: NotificationWays,
    /// A message of theirs does not arrive.
    pub failed_message: NotificationWays,
    /// A window closes while the contact waits.
    pub window_closing: NotificationWays,
    /// A webhook is stopped; admins are told.
    #[serde(default = "everything_but_sound")]
    #[schema(required)]
    pub webhook_stopped: NotificationWays,
}

/// What is kept may be older than a kind.
const fn everything_but_sound() -> NotificationWays {
    NotificationWays {
        app: true,
        desktop: true,
        sound: false,
    }
}

impl Default for NotificationPreferences {
    fn default() -> Self {
        let all = everything_but_sound();
        let quiet = NotificationWays { desktop: false, ..all };
        Self {
            mention: all,
            assigned: all,
            new_message: all,
            failed_message: all,
            window_closing: quiet,
            webhook_stopped: all,
        }
    }
}

impl NotificationPreferences {
    /// Reads what was kept; what this version cannot read is as for everybody.
    #[must_use]
    pub fn read(kept: Option<&str>) -> Self {
        kept.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    /// The ways of one kind.
    #[must_use]
    pub const fn of(&self, kind: NotificationKind) -> NotificationWays {
        match kind {
            NotificationKind::Mention => self.mention,
            NotificationKind::Assigned => self.assigned,
            NotificationKind::NewMessage => self.new_message,
            NotificationKind::FailedMessage => self.failed_message,
            NotificationKind::WindowClosing => self.window_closing,
            NotificationKind::WebhookStopped => self.webhook_stopped,
        }
    }
}
