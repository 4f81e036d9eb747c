//! A tap on a quick-reply button of a template.

use super::{Answer, InboundKind};

wire! {
    /// A tap on a quick-reply button of a **template**. Buttons of interactive messages answer as `interactive`.
    pub struct Button {
        /// What we gave the button when sending; the label when we gave nothing.
        pub payload: Option<String>,
        /// The label.
        pub text: String,
    }
}

impl InboundKind for Button {
    const KIND: &'static str = "button";

    fn preview(&self) -> String {
        self.text.clone()
    }

    fn answer(&self) -> Option<Answer> {
        Some(Answer {
            id: self.payload.clone(),
            text: self.text.clone(),
        })
    }
}
