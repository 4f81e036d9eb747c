//! A button that calls us.

use serde::{Deserialize, Serialize};

use super::InteractiveKind;
use super::parts::{Body, Footer, Header, Headers, fixed_word};
use crate::outbound::LIMITS;
use crate::outbound::check::{Check, ViolationCode};

/// Text with a button that calls us on WhatsApp (*Calling*, "Call button messages").
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceCall {
    /// Text, picture, film or document on top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// At most 1024 characters.
    pub body: Body,
    /// At most 60 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<Footer>,
    /// The button.
    pub action: VoiceCallAction,
}

/// The button.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceCallAction {
    /// Always `voice_call`.
    pub name: VoiceCallWord,
    /// What it says and for how long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameters: Option<VoiceCallParameters>,
}

fixed_word! {
    /// `voice_call`
    VoiceCallWord = "voice_call",
}

/// What the button says and for how long it works.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceCallParameters {
    /// The label, at most 20 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_text: Option<String>,
    /// Minutes the button works, 1 to 43200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttl_minutes: Option<u32>,
    /// Comes back with the call, at most 512 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<String>,
}

impl InteractiveKind for VoiceCall {
    const KIND: &'static str = "voice_call";

    fn body(&self) -> Option<&str> {
        Some(&self.body.text)
    }

    fn label(&self) -> &'static str {
        "📞 Call us"
    }

    fn check(&self, check: &mut Check) {
        let limits = LIMITS.interactive.voice_call;
        Header::check(self.header.as_ref(), Headers::Any, check);
        self.body.check(LIMITS.interactive.body, check);
        Footer::check(self.footer.as_ref(), check);
        let Some(parameters) = &self.action.parameters else { return };
        check.inside("action/parameters", |check| {
            check.optional("display_text", parameters.display_text.as_deref(), limits.display_text);
            check.short("payload", parameters.payload.as_deref().unwrap_or_default(), limits.payload);
            if let Some(minutes) = parameters.ttl_minutes
                && !(limits.min_ttl_minutes..=limits.ttl_minutes).contains(&minutes)
            {
                let detail = format!(
                    "the button works for {} to {} minutes, not {minutes}",
                    limits.min_ttl_minutes, limits.ttl_minutes
                );
                check.note("ttl_minutes", ViolationCode::OutOfRange, Some(u64::from(limits.ttl_minutes)), detail);
            }
        });
    }
}
