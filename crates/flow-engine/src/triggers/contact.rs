//! Changes of contacts, conversations and sent messages that start a run.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::event::{ConversationNews, News};
use crate::run::SentStatus;

/// What must change about the contact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum ContactWatch {
    /// A field.
    Field {
        /// Which.
        name: String,
        /// Only to this value; nothing means any.
        #[serde(default)]
        to: Value,
    },
    /// What the contact allows.
    OptIn {
        /// Only when allowed, or only when forbidden.
        allowed: bool,
    },
    /// A label is added.
    TagAdded {
        /// Its name.
        tag: String,
    },
    /// A label is taken off.
    TagRemoved {
        /// Its name.
        tag: String,
    },
}

impl ContactWatch {
    pub(super) fn fits(&self, news: &News) -> bool {
        match (self, news) {
            (Self::Field { name, to }, News::Field { name: changed, value }) => name == changed && (to.is_null() || to == value),
            (Self::OptIn { allowed }, News::OptIn { allowed: now }) => allowed == now,
            (Self::TagAdded { tag }, News::TagAdded { tag: added }) => tag == added,
            (Self::TagRemoved { tag }, News::TagRemoved { tag: removed }) => tag == removed,
            _ => false,
        }
    }
}

/// What must happen to the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum ConversationWatch {
    /// It is opened.
    Opened,
    /// It is closed.
    Closed,
    /// It is given to somebody.
    Assigned {
        /// Only to this user; empty means any.
        #[serde(default)]
        user: String,
    },
    /// Nobody writes for so long.
    Idle {
        /// How long.
        #[schemars(range(min = 1, max = 43_200))]
        minutes: u32,
    },
}

impl ConversationWatch {
    pub(super) fn fits(&self, news: &ConversationNews) -> bool {
        match (self, news) {
            (Self::Opened, ConversationNews::Opened) | (Self::Closed, ConversationNews::Closed) => true,
            (Self::Assigned { user }, ConversationNews::Assigned { user: given }) => user.is_empty() || user == given,
            (Self::Idle { minutes }, ConversationNews::Idle { minutes: rested }) => minutes == rested,
            _ => false,
        }
    }
}

/// What must become of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum StatusWatch {
    /// The phone has it.
    Delivered,
    /// It was seen.
    Read,
    /// It did not go.
    Failed,
    /// It was delivered and not read for so long.
    UnreadFor {
        /// How long.
        #[schemars(range(min = 1, max = 720))]
        hours: u32,
    },
}

impl StatusWatch {
    pub(super) fn fits(&self, status: SentStatus, unread_hours: Option<u32>) -> bool {
        match self {
            Self::Delivered => status == SentStatus::Delivered && unread_hours.is_none(),
            Self::Read => status == SentStatus::Read,
            Self::Failed => status == SentStatus::Failed,
            Self::UnreadFor { hours } => unread_hours == Some(*hours),
        }
    }
}
