//! Words.

use super::{Answer, InboundKind};

wire! {
    /// Words, in WhatsApp's markdown.
    pub struct Text {
        /// What was written.
        pub body: String,
    }
}

impl InboundKind for Text {
    const KIND: &'static str = "text";

    fn preview(&self) -> String {
        self.body.clone()
    }

    fn answer(&self) -> Option<Answer> {
        Some(Answer {
            id: None,
            text: self.body.clone(),
        })
    }
}
