//! Questions with one fixed button: where are you, what is your number.

use serde::{Deserialize, Serialize};

use super::InteractiveKind;
use super::parts::{Body, fixed_word};
use crate::outbound::LIMITS;
use crate::outbound::check::Check;

/// Asks for a location; the answer comes as a `location` message (*Location request messages*). No header, no footer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocationRequestMessage {
    /// At most 1024 characters.
    pub body: Body,
    /// The button.
    pub action: LocationRequestAction,
}

/// The button that sends a location.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocationRequestAction {
    /// Always `send_location`.
    pub name: SendLocationWord,
}

/// Asks somebody we only know by user id for their phone number; the answer comes as a `contacts` message
/// (*Business-scoped user IDs*).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestContactInfo {
    /// At most 1024 characters.
    pub body: Body,
    /// The button.
    pub action: RequestContactInfoAction,
}

/// The button that shares the phone number.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestContactInfoAction {
    /// Always `request_contact_info`.
    pub name: RequestContactInfoWord,
}

fixed_word! {
    /// `send_location`
    SendLocationWord = "send_location",
    /// `request_contact_info`
    RequestContactInfoWord = "request_contact_info",
}

impl LocationRequestMessage {
    /// The question.
    pub fn new(body: impl Into<String>) -> Self {
        Self {
            body: Body::new(body),
            action: LocationRequestAction::default(),
        }
    }
}

impl RequestContactInfo {
    /// The question.
    pub fn new(body: impl Into<String>) -> Self {
        Self {
            body: Body::new(body),
            action: RequestContactInfoAction::default(),
        }
    }
}

impl InteractiveKind for LocationRequestMessage {
    const KIND: &'static str = "location_request_message";

    fn body(&self) -> Option<&str> {
        Some(&self.body.text)
    }

    fn label(&self) -> &'static str {
        "📍 Location request"
    }

    fn check(&self, check: &mut Check) {
        self.body.check(LIMITS.interactive.body, check);
    }
}

impl InteractiveKind for RequestContactInfo {
    const KIND: &'static str = "request_contact_info";

    fn body(&self) -> Option<&str> {
        Some(&self.body.text)
    }

    fn label(&self) -> &'static str {
        "👤 Contact request"
    }

    fn check(&self, check: &mut Check) {
        self.body.check(LIMITS.interactive.body, check);
    }
}
