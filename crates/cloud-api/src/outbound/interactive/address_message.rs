//! A form for a postal address.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::InteractiveKind;
use super::parts::{Body, Footer, Header, Headers, fixed_word};
use crate::outbound::LIMITS;
use crate::outbound::check::{Check, ViolationCode};

/// Asks for a postal address; the answer comes as `nfm_reply` (*Address messages*). India only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddressMessage {
    /// Text, picture, film or document on top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// At most 1024 characters.
    pub body: Body,
    /// At most 60 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<Footer>,
    /// The form.
    pub action: AddressAction,
}

/// The form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddressAction {
    /// Always `address_message`.
    pub name: AddressWord,
    /// What is in it.
    pub parameters: AddressParameters,
}

fixed_word! {
    /// `address_message`
    AddressWord = "address_message",
}

/// What is in the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddressParameters {
    /// Two letters: `IN` (historically also `SG`).
    pub country: String,
    /// What is filled in already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Map<String, Value>>,
    /// Addresses to choose from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub saved_addresses: Option<Vec<Value>>,
    /// What was wrong with the address sent before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation_errors: Option<Map<String, Value>>,
}

impl InteractiveKind for AddressMessage {
    const KIND: &'static str = "address_message";

    fn body(&self) -> Option<&str> {
        Some(&self.body.text)
    }

    fn label(&self) -> &'static str {
        "📍 Address request"
    }

    fn check(&self, check: &mut Check) {
        Header::check(self.header.as_ref(), Headers::Any, check);
        self.body.check(LIMITS.interactive.body, check);
        Footer::check(self.footer.as_ref(), check);
        if !matches!(self.action.parameters.country.as_str(), "IN" | "SG") {
            check.note(
                "action/parameters/country",
                ViolationCode::Format,
                None,
                "address messages work in India (`IN`) only",
            );
        }
    }
}
