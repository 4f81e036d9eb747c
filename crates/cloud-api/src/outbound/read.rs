//! Blue ticks and the typing bubble: one call for both.

use serde_json::{Value, json};

use crate::ids::Wamid;

/// Marks a received message, and all earlier ones, as read (*Mark messages as read*, *Typing indicators*).
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// A message the contact sent, at most thirty days old.
    pub message_id: Wamid,
    /// What to show.
    pub mark: ReadMark,
}

/// What a read mark shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadMark {
    /// Blue ticks.
    Ticks,
    /// Blue ticks and a typing bubble, until our next message arrives or 25 seconds are over. There is no way to take it back, and
    /// none to show the bubble without the ticks.
    TicksAndTyping,
}

impl Read {
    /// The exact body of the call.
    pub fn to_body(&self) -> Value {
        let mut body = json!({"messaging_product": "whatsapp", "status": "read", "message_id": self.message_id});
        match self.mark {
            ReadMark::Ticks => {}
            ReadMark::TicksAndTyping => body["typing_indicator"] = json!({"type": "text"}),
        }
        body
    }
}
