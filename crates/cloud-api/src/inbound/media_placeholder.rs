//! A file of the past whose details come later.

use serde_json::{Map, Value};

use super::InboundKind;
use crate::wire::{Read as _, Unreadable};

wire! {
    /// A file in the chat history: the details follow in a later `history` webhook with the same message id, for files not
    /// older than fourteen days (Cloud API, *Onboarding business app users*). Replace this content in place.
    pub struct MediaPlaceholder {}
}

impl InboundKind for MediaPlaceholder {
    const KIND: &'static str = "media_placeholder";

    fn of_message(message: &Map<String, Value>) -> Result<Self, Unreadable> {
        Ok(message.get(Self::KIND).and_then(|object| Self::read(object).ok()).unwrap_or_default())
    }

    fn preview(&self) -> String {
        "📎 Media".into()
    }
}
