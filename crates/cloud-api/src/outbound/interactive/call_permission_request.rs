//! May we call you?

use serde::{Deserialize, Serialize};

use super::InteractiveKind;
use super::parts::{Body, fixed_word};
use crate::outbound::LIMITS;
use crate::outbound::check::Check;

/// Asks whether we may call; the answer comes as `call_permission_reply` (*Calling*, "Call permissions"). No header, no footer; at
/// most one in 24 hours and two in seven days to the same person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallPermissionRequest {
    /// Why we want to call, at most 1024 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// The buttons.
    pub action: CallPermissionAction,
}

/// The buttons.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallPermissionAction {
    /// Always `call_permission_request`.
    pub name: CallPermissionWord,
}

fixed_word! {
    /// `call_permission_request`
    CallPermissionWord = "call_permission_request",
}

impl InteractiveKind for CallPermissionRequest {
    const KIND: &'static str = "call_permission_request";

    fn body(&self) -> Option<&str> {
        self.body.as_ref().map(|body| body.text.as_str())
    }

    fn label(&self) -> &'static str {
        "📞 May we call you?"
    }

    fn check(&self, check: &mut Check) {
        if let Some(body) = &self.body {
            body.check(LIMITS.interactive.body, check);
        }
    }
}
