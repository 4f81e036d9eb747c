//! What a story expects of the bot, and what Meta's ledger must say.

use serde::Deserialize;

use crate::world::{
    ledger::Ledger,
    message::{Message, Ticks},
};

/// A message of the business that must come. What is left out is not looked at.
#[derive(Debug, Clone, Deserialize)]
pub struct Expect {
    /// To whom.
    pub who: String,
    /// Part of its text, caption or body; capitals do not count.
    pub contains: Option<String>,
    /// WhatsApp's word for the kind.
    pub kind: Option<String>,
    /// A button or row that it offers, by id or label.
    pub offers: Option<String>,
    /// In real time.
    #[serde(default = "super::ten_seconds")]
    pub within_ms: u64,
}

/// Figures of the ledger; what is left out is not looked at.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Books {
    /// Sends that Meta took.
    pub accepted: Option<u64>,
    /// At least so many.
    pub accepted_at_least: Option<u64>,
    /// Sends that were taken more than once under the same `biz_opaque_callback_data`.
    pub double_posts: Option<usize>,
    /// Answers that were lost.
    pub answers_lost: Option<u64>,
    /// Sends that were refused, at least.
    pub refused_at_least: Option<u64>,
    /// In real time.
    #[serde(default = "super::ten_seconds")]
    pub within_ms: u64,
}

impl Expect {
    /// Whether this message is what was meant.
    pub(super) fn fits(&self, message: &Message) -> bool {
        let text = said(message);
        let contains = |part: &String| text.to_lowercase().contains(&part.to_lowercase());
        self.contains.as_ref().is_none_or(contains)
            && self.kind.as_ref().is_none_or(|kind| *kind == message.kind)
            && self
                .offers
                .as_ref()
                .is_none_or(|offer| message.content.to_string().contains(&format!("\"{offer}\"")))
            && message.ticks != Ticks::Failed
    }

    pub(super) fn says(&self) -> String {
        let parts = [
            self.kind.as_ref().map(|kind| format!("a message of kind {kind}")),
            self.contains.as_ref().map(|part| format!("containing {part:?}")),
            self.offers.as_ref().map(|offer| format!("offering {offer:?}")),
        ];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        if parts.is_empty() { "an answer".to_owned() } else { parts.join(" ") }
    }
}

/// What a message says, wherever its kind keeps it.
pub(super) fn said(message: &Message) -> String {
    let content = &message.content;
    let places = [&content["body"], &content["body"]["text"], &content["caption"], &content["name"]];
    places.iter().find_map(|place| place.as_str()).unwrap_or_default().to_owned()
}

impl Books {
    /// What does not fit; nothing when all does.
    pub(super) fn misfits(&self, ledger: &Ledger) -> Option<String> {
        let double = ledger.double_posts().len();
        let wrong = [
            self.accepted
                .filter(|expected| *expected != ledger.accepted)
                .map(|expected| format!("{} accepted, expected {expected}", ledger.accepted)),
            self.accepted_at_least
                .filter(|expected| ledger.accepted < *expected)
                .map(|expected| format!("{} accepted, expected at least {expected}", ledger.accepted)),
            self.double_posts
                .filter(|expected| *expected != double)
                .map(|expected| format!("{double} posted twice, expected {expected}")),
            self.answers_lost
                .filter(|expected| *expected != ledger.answers_lost)
                .map(|expected| format!("{} answers lost, expected {expected}", ledger.answers_lost)),
            self.refused_at_least
                .filter(|expected| ledger.refused < *expected)
                .map(|expected| format!("{} refused, expected at least {expected}", ledger.refused)),
        ];
        let wrong: Vec<_> = wrong.into_iter().flatten().collect();
        (!wrong.is_empty()).then(|| wrong.join("; "))
    }
}
