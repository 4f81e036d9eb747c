//! Field `history`: chats of the WhatsApp Business app from before the number was connected.

use serde_json::Value;

use super::message::{MessagesValue, object, unix_seconds};
use super::{ContactProfile, Context, InboundMessage, Item, item};
use crate::error::GraphErrorBody;
use crate::ids::{self, Wamid};
use crate::inbound::Content;
use crate::wire::{self, Read, Unreadable};

/// The value of field `history`: backfill, never a reason to answer, notify or open a window.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    /// Pieces of the history; they arrive in any order.
    pub chunks: Vec<Item<HistoryChunk>>,
    /// Details of files that were announced as `media_placeholder`, under the same message id.
    pub messages: Vec<Item<InboundMessage>>,
    /// The people of `messages`.
    pub contacts: Vec<ContactProfile>,
}

/// A piece of the history.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HistoryChunk {
    /// 0: the last day, 1: up to 90 days, 2: up to 180 days.
    pub phase: Option<i64>,
    /// Place within the phase.
    pub chunk_order: Option<i64>,
    /// Percent of the whole; 100 when done.
    pub progress: Option<i64>,
    /// Chats, groups excluded.
    pub threads: Vec<HistoryThread>,
    /// Why there is none (2593109: the business declined to share it).
    pub errors: Vec<GraphErrorBody>,
}

/// One chat.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HistoryThread {
    /// The contact's phone in digits.
    pub id: Option<String>,
    /// The contact's business-scoped user id.
    pub user_id: Option<String>,
    /// The contact's username, without `@`.
    pub username: Option<String>,
    /// What was written, by both sides.
    pub messages: Vec<Item<HistoryMessage>>,
}

/// One message of the past. Written by us when `from` is our number, by the contact when it is theirs.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryMessage {
    /// Same namespace as live messages; may repeat one of them.
    pub id: Wamid,
    /// Phone of who wrote it.
    pub from: Option<String>,
    /// Business-scoped user id of who wrote it.
    pub from_user_id: Option<String>,
    /// Only on messages of the business.
    pub to: Option<String>,
    /// Only on messages of the business.
    pub to_user_id: Option<String>,
    /// Unix seconds. `0` when it could not be read.
    pub timestamp: i64,
    /// What it says.
    pub content: Content,
    /// What became of it.
    pub status: Option<HistoryStatus>,
    /// What it answers or forwards.
    pub context: Option<Context>,
    /// Trouble with this message.
    pub errors: Vec<GraphErrorBody>,
    /// The message as it came.
    pub raw: Value,
}

/// What became of a message of the past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HistoryStatus {
    /// It is on the phone.
    Delivered,
    /// It did not arrive.
    Error,
    /// Not sent yet.
    Pending,
    /// A voice note was listened to.
    Played,
    /// It was seen.
    Read,
    /// Meta has sent it.
    Sent,
    /// A word we do not know.
    Other(String),
}

impl HistoryMessage {
    /// Whether the business wrote it, judged by our number in digits (other signs are ignored).
    pub fn is_from_business(&self, display_phone_number: &str) -> bool {
        self.to.is_some() || self.to_user_id.is_some() || self.from.as_deref().is_some_and(|from| ids::same_digits(from, display_phone_number))
    }
}

impl Read for History {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let members = value.as_object().ok_or_else(|| Unreadable("expected an object".into()))?;
        let MessagesValue { contacts, messages, .. } = MessagesValue::of_members(members);
        Ok(Self {
            chunks: item::read_all(members.get("history")),
            messages,
            contacts,
        })
    }
}

impl Read for HistoryChunk {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let chunk = value.as_object().ok_or_else(|| Unreadable("expected a piece of history".into()))?;
        let number = |name: &str| chunk.get("metadata")?.get(name).and_then(|value| i64::read(value).ok());
        Ok(Self {
            phase: number("phase"),
            chunk_order: number("chunk_order"),
            progress: number("progress"),
            threads: wire::readable(chunk.get("threads")),
            errors: wire::readable(chunk.get("errors")),
        })
    }
}

impl Read for HistoryThread {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let thread = value.as_object().ok_or_else(|| Unreadable("expected a chat".into()))?;
        let context = |name: &str| wire::text(thread.get("context").and_then(|context| context.get(name)));
        let named_user_id = wire::text(thread.get("user_id")).or_else(|| context("user_id"));
        let (id, user_id) = ids::phone_or_user_id(wire::text(thread.get("id")).or_else(|| context("wa_id")), named_user_id);
        Ok(Self {
            id,
            user_id,
            username: context("username").map(|name| name.trim_start_matches('@').to_owned()),
            messages: item::read_all(thread.get("messages")),
        })
    }
}

impl Read for HistoryMessage {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let message = value.as_object().ok_or_else(|| Unreadable("expected a message object".into()))?;
        let id = item::wamid(message.get("id"))?;
        let text = |name: &str| wire::text(message.get(name));
        let (from, from_user_id) = ids::phone_or_user_id(text("from"), text("from_user_id"));
        let (to, to_user_id) = ids::phone_or_user_id(text("to"), text("to_user_id"));
        let status = message.get("history_context").and_then(|context| wire::text(context.get("status")));
        Ok(Self {
            id,
            from,
            from_user_id,
            to,
            to_user_id,
            timestamp: unix_seconds(message.get("timestamp")).unwrap_or(0),
            content: Content::of_message(message),
            status: status.map(|word| HistoryStatus::parse(&word)),
            context: object(message.get("context")),
            errors: wire::readable(message.get("errors")),
            raw: value.clone(),
        })
    }
}

impl HistoryStatus {
    fn parse(word: &str) -> Self {
        match word.to_ascii_uppercase().as_str() {
            "DELIVERED" => Self::Delivered,
            "ERROR" => Self::Error,
            "PENDING" => Self::Pending,
            "PLAYED" => Self::Played,
            "READ" => Self::Read,
            "SENT" => Self::Sent,
            _ => Self::Other(word.to_owned()),
        }
    }
}
