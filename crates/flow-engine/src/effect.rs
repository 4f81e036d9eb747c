//! What a run wants done: plain data that leaves through the outbox in the transaction that stores the run.

use cloud_api::outbound::OutboundContent;
use model::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One thing to be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// `run:step:index`, unique for ever: doing an effect twice is noticed by it.
    pub key: String,
    /// The conversation's epoch under which it was decided. Whoever dispatches compares it: after a human took over, nothing automatic leaves.
    pub epoch: u64,
    /// The step that decided it.
    pub step: u32,
    /// What is to be done.
    pub action: Action,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Action {
    /// Give the conversation to somebody.
    Assign {
        /// A user's id.
        user: String,
    },
    /// Close the conversation.
    Close {
        /// Why, in a word of the workspace.
        reason: String,
    },
    /// Hand the conversation over to people; its epoch grows, so nothing decided before leaves after.
    HandOff {
        /// Who takes it: a user's id, a team's, or nobody in particular.
        to: HandOffTo,
        /// Words for whoever takes it.
        note: String,
        /// How urgent.
        priority: Option<Priority>,
        /// When the run may go on.
        resume: ResumePolicy,
    },
    /// Write an internal note.
    Note {
        /// Words for the team.
        text: String,
        /// Users' ids who are told.
        mentions: Vec<String>,
    },
    /// Open the conversation.
    Open,
    /// Say how urgent the conversation is.
    Prioritize {
        /// How urgent.
        priority: Priority,
    },
    /// Send a message. Files are named by our media ids (`med_…`) or by address.
    Send {
        /// What it says.
        content: Box<OutboundContent>,
        /// Meta's id of the message it quotes.
        quote: Option<String>,
    },
    /// Put the conversation aside.
    Snooze {
        /// Until when.
        until: Timestamp,
    },
    /// Add and take off the conversation's labels.
    TagConversation {
        /// Names to add.
        add: Vec<String>,
        /// Names to take off.
        remove: Vec<String>,
    },
    /// Mark the customer's last message as read and show that somebody types.
    Typing {
        /// Meta's id of that message.
        message: String,
        /// For how long, at most 25.
        seconds: u8,
    },
    /// Change the contact.
    UpdateContact(ContactChange),
}

/// What changes about a contact; what is not named stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactChange {
    /// A new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A new language tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Fields with their new values; `null` empties one.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub fields: Map<String, Value>,
    /// Labels to add.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub add_tags: Vec<String>,
    /// Labels to take off.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remove_tags: Vec<String>,
    /// What the contact allows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
}

/// What a contact allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// Offers and news are welcome.
    MarketingYes,
    /// No offers and news.
    MarketingNo,
    /// No messages that the business begins.
    OptedOut,
}

/// How urgent a conversation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// Can wait.
    Low,
    /// As most.
    Normal,
    /// Before others.
    High,
    /// Now.
    Urgent,
}

/// Who takes a conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HandOffTo {
    /// Whoever is free.
    #[default]
    Anyone,
    /// One user, by id.
    User(String),
    /// One team, by id.
    Team(String),
}

/// When a run goes on after people had the conversation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResumePolicy {
    /// Never: the run is over.
    #[default]
    Never,
    /// When the conversation is closed or given back.
    AfterClose,
    /// When it is closed or given back, or nobody wrote for so many minutes.
    AfterIdle(u32),
}
