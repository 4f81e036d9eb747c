//! What can happen that starts a run.

use model::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::scope;
use crate::run::{Message, SentStatus};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// The API was called.
    Api {
        /// By this name.
        name: String,
        /// With this.
        input: Value,
    },
    /// The contact changed.
    ContactChanged(News),
    /// Something happened to the conversation.
    Conversation(ConversationNews),
    /// An agent pressed a button.
    Manual {
        /// With this label.
        label: String,
        /// And filled this in.
        input: Value,
    },
    /// The customer wrote.
    Message(Box<MessageNews>),
    /// The customer reacted.
    Reaction {
        /// Empty when the reaction was taken back.
        emoji: String,
        /// Meta's id of the message.
        message: String,
    },
    /// The clock reached a schedule.
    Schedule {
        /// The schedule's name.
        name: String,
    },
    /// News of a message.
    Status {
        /// Our id of the message.
        message: String,
        /// What became of it.
        status: SentStatus,
        /// It is delivered and was not read for so many hours.
        #[serde(default)]
        unread_hours: Option<u32>,
    },
    /// A WA Flow was filled in.
    Submission {
        /// Which, by Meta's id; empty when nobody here knows it.
        wa_flow: String,
        /// With what.
        data: Value,
    },
    /// A secret address was called.
    Webhook {
        /// Its secret part.
        path: String,
        /// With what.
        data: Value,
    },
}

/// A message and what is known about it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageNews {
    /// The message.
    pub message: Message,
    /// When it came.
    pub at: Timestamp,
    /// When the customer wrote before; `None` when never.
    pub previous_at: Option<Timestamp>,
    /// Where they came from: `{source_type, source_id, ref, …}`.
    pub referral: Value,
    /// A cart.
    pub order: Value,
}

/// What changed about a contact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum News {
    /// A field has a new value.
    Field {
        /// Which.
        name: String,
        /// Its value.
        value: Value,
    },
    /// The contact allows or forbids messages.
    OptIn {
        /// Allows.
        allowed: bool,
    },
    /// A label was added.
    TagAdded {
        /// Its name.
        tag: String,
    },
    /// A label was taken off.
    TagRemoved {
        /// Its name.
        tag: String,
    },
}

/// What happened to a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ConversationNews {
    /// Opened.
    Opened,
    /// Closed.
    Closed,
    /// Given to somebody.
    Assigned {
        /// A user's id.
        user: String,
    },
    /// Nobody wrote for so long.
    Idle {
        /// How long.
        minutes: u32,
    },
}

impl Event {
    /// Scope `trigger`.
    #[must_use]
    pub fn scope(&self) -> Value {
        match self {
            Self::Api { name, input } => scope("api", json!({"name": name, "input": input})),
            Self::ContactChanged(change) => scope("contact_changed", json!(change)),
            Self::Conversation(news) => scope("conversation", json!(news)),
            Self::Manual { label, input } => scope("manual", json!({"label": label, "input": input})),
            Self::Message(news) => scope(
                "message",
                json!({"message": news.message, "referral": news.referral, "order": news.order}),
            ),
            Self::Reaction { emoji, message } => scope("reaction", json!({"emoji": emoji, "on": message})),
            Self::Schedule { name } => scope("schedule", json!({"name": name})),
            Self::Status {
                message,
                status,
                unread_hours,
            } => scope("status", json!({"of": message, "status": status, "unread_hours": unread_hours})),
            Self::Submission { wa_flow, data } => scope("submission", json!({"wa_flow": wa_flow, "data": data})),
            Self::Webhook { data, .. } => scope("webhook", json!({"data": data})),
        }
    }
}
