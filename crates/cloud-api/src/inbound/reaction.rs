//! An emoji on a message.

use super::InboundKind;
use crate::ids::Wamid;

wire_keyed! {
    /// An emoji put on, or taken from, one of our messages not older than thirty days.
    pub struct Reaction {
        /// The message reacted to.
        pub message_id: Wamid = "message_id" | "messsage_id",
        /// Missing or empty means the reaction was taken back. Use [`Reaction::is_removal`].
        pub emoji: Option<String>,
    }
}

impl Reaction {
    /// The contact took the reaction back.
    pub fn is_removal(&self) -> bool {
        self.emoji.as_deref().is_none_or(str::is_empty)
    }
}

impl InboundKind for Reaction {
    const KIND: &'static str = "reaction";

    fn preview(&self) -> String {
        match self.emoji.as_deref() {
            Some(emoji) if !emoji.is_empty() => format!("Reacted {emoji}"),
            _ => "Took a reaction back".into(),
        }
    }
}
