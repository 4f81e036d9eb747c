//! An emoji on a message.

use serde::{Deserialize, Serialize};

use super::OutboundKind;
use super::check::{Check, ViolationCode};
use crate::ids::Wamid;

/// An emoji on a message the contact sent within thirty days (*Reaction messages*). Only the status `sent` follows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reaction {
    /// The message to react to.
    pub message_id: Wamid,
    /// One emoji; empty text takes the reaction back.
    pub emoji: String,
}

impl OutboundKind for Reaction {
    const KIND: &'static str = "reaction";

    fn preview(&self) -> String {
        match self.emoji.as_str() {
            "" => "Took a reaction back".into(),
            emoji => format!("Reacted {emoji}"),
        }
    }

    fn check(&self, check: &mut Check) {
        // The longest emoji sequences (families, flags of regions) have ten code points or so.
        let plausible = self.emoji.chars().count() <= 16 && !self.emoji.contains(|character: char| character.is_alphabetic() || character == ' ');
        if !plausible {
            check.note(
                "emoji",
                ViolationCode::Format,
                None,
                "give exactly one emoji, or empty text to take the reaction back",
            );
        }
    }
}
