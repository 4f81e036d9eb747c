//! Something WhatsApp shows but Meta does not pass on.

use serde_json::{Map, Value};

use super::InboundKind;
use crate::error::GraphErrorBody;
use crate::preview;
use crate::wire::{self, Unreadable};

wire! {
    /// Something the contact sent that Meta does not pass on: a poll, a view-once photo, an edit, a message from an unsupported
    /// companion device. Named `unknown` before 2025.
    pub struct Unsupported {
        /// What it was (`gif`, `poll_creation`, `edit`, `media_placeholder` …).
        pub kind: Option<String> = "type",
        /// Why (131051: not supported, 131060: not available). Meta sends them beside the object; they are kept inside.
        pub errors: Vec<GraphErrorBody>,
    }
}

impl InboundKind for Unsupported {
    const KIND: &'static str = "unsupported";

    fn of_message(message: &Map<String, Value>) -> Result<Self, Unreadable> {
        let mut unsupported: Self = message
            .get(Self::KIND)
            .and_then(|object| wire::Read::read(object).ok())
            .unwrap_or_default();
        if unsupported.errors.is_empty() {
            unsupported.errors = wire::readable(message.get("errors"));
        }
        Ok(unsupported)
    }

    fn preview(&self) -> String {
        let why = self.errors.iter().find_map(GraphErrorBody::explanation);
        match self.kind.as_deref() {
            Some(kind) => preview::line(&format!("Unsupported message ({})", kind.replace('_', " "))),
            None => preview::with_icon("Unsupported message", &[why.map(|why| format!("({why})")).as_deref()]),
        }
    }
}
