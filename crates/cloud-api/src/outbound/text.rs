//! Words.

use serde::{Deserialize, Serialize};

use super::check::Check;
use super::{LIMITS, OutboundKind};

/// Words in WhatsApp's markdown, at most 4096 characters (*Text messages*).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// What to say.
    pub body: String,
    /// Show a preview of the first web address in the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preview_url: Option<bool>,
}

impl OutboundKind for Text {
    const KIND: &'static str = "text";

    fn preview(&self) -> String {
        self.body.clone()
    }

    fn check(&self, check: &mut Check) {
        check.text("body", &self.body, LIMITS.text.body);
    }
}
