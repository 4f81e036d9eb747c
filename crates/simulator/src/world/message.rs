//! A message in a thread, as the phone sees it.

use serde::Serialize;
use serde_json::Value;

use crate::clock::Time;

/// A message in a thread, as the phone sees it.
#[derive(Debug, Clone, Serialize)]
pub struct Message {
    /// WhatsApp's id.
    pub id: String,
    /// The customer's phone.
    pub phone: String,
    /// The business number (`phone_number_id`).
    pub number: String,
    /// Who wrote it.
    pub from: Side,
    /// How it was written.
    pub via: Via,
    /// When.
    pub at: Time,
    /// WhatsApp's word for the kind.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it says; the shape depends on the kind (see the README).
    pub content: Value,
    /// The file, or `null`.
    pub media: Value,
    /// The quoted message.
    pub reply_to: Option<String>,
    /// How far it got.
    pub ticks: Ticks,
    /// At most one from each side.
    pub reactions: Vec<Reaction>,
    /// Buttons and rows of it that the phone used.
    pub chosen: Vec<String>,
    /// Came from another chat.
    pub forwarded: bool,
    /// What a customer's message came with besides a quote: the ad (`referral`), the product asked about, many forwards; or `null`.
    pub came_with: Value,
    /// Changed after it was sent.
    pub edited: bool,
    /// Deleted for everyone.
    pub revoked: bool,
    /// Why it failed.
    pub error: Option<Failure>,
    /// What statuses repeat; only for messages from the Graph API.
    #[serde(skip)]
    pub(crate) sent: Option<Sent>,
    /// Whether it is in the thread (a message that did not arrive is not).
    #[serde(skip)]
    pub(crate) arrived: bool,
}

/// The two ends of a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The customer.
    Phone,
    /// The business.
    Business,
}

/// How a message was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    /// On the customer's phone.
    Phone,
    /// With the Graph API.
    Api,
    /// In the WhatsApp Business app.
    App,
}

/// How far a message got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ticks {
    /// The phone's own message; no webhook was answered 200 yet.
    Sending,
    /// Accepted by WhatsApp.
    Sent,
    /// Arrived.
    Delivered,
    /// Read.
    Read,
    /// A voice note was played.
    Played,
    /// Did not arrive.
    Failed,
}

/// An emoji on a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reaction {
    /// Who reacted.
    pub from: Side,
    /// With what.
    pub emoji: String,
}

/// Why a message failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Meta's code.
    pub code: u32,
    /// Meta's title.
    pub title: String,
    /// What is wrong in this case.
    pub details: String,
}

/// What statuses of a message repeat.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub(crate) opaque: Option<String>,
    /// Sent to the phone number (and not to the user id).
    pub(crate) to_number: bool,
    /// `service`, or the template's category in lower case.
    pub(crate) category: String,
    /// Inside the 72 hours after an ad brought the customer.
    pub(crate) free_entry: bool,
    /// Pricing was told with `delivered` or `read` already.
    pub(crate) priced: bool,
}

impl Ticks {
    /// WhatsApp's word in status webhooks.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Played => "played",
            Self::Failed => "failed",
        }
    }
}

impl Message {
    /// Replaces (or takes back) what one side reacted with.
    pub(crate) fn react(&mut self, from: Side, emoji: Option<&str>) {
        self.reactions.retain(|reaction| reaction.from != from);
        if let Some(emoji) = emoji.filter(|emoji| !emoji.is_empty()) {
            self.reactions.push(Reaction {
                from,
                emoji: emoji.to_owned(),
            });
        }
    }

    /// The text of a text message, empty for other kinds.
    pub fn text(&self) -> &str {
        self.content["body"].as_str().filter(|_| self.kind == "text").unwrap_or_default()
    }
}
