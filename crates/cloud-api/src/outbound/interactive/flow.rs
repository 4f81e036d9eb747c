//! A button that opens a native Flow.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::InteractiveKind;
use super::parts::{Body, Footer, Header, Headers, fixed_word};
use crate::outbound::LIMITS;
use crate::outbound::check::{Check, ViolationCode};

/// Text with a button that opens a native Flow; what was filled in comes back as `nfm_reply` (*Sending a Flow*).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flow {
    /// Text, picture, film or document on top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// At most 1024 characters.
    pub body: Body,
    /// At most 60 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<Footer>,
    /// The button.
    pub action: FlowAction,
}

/// The button.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlowAction {
    /// Always `flow`.
    pub name: FlowWord,
    /// What it opens.
    pub parameters: FlowParameters,
}

fixed_word! {
    /// `flow`
    FlowWord = "flow",
    /// `3`, as text
    FlowMessageVersion = "3",
}

/// What the button opens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlowParameters {
    /// Always `3`.
    pub flow_message_version: FlowMessageVersion,
    /// Meta's id of the Flow; exactly one of id and name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow_id: Option<String>,
    /// Name of the Flow instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow_name: Option<String>,
    /// The label; Meta advises at most 30 characters and no emoji.
    pub flow_cta: String,
    /// `draft` to try a Flow that is not published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<FlowMode>,
    /// The only link between what comes back and this message: make it unpredictable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow_token: Option<String>,
    /// Open a screen at once (the default), or ask our endpoint first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow_action: Option<FlowFirstAction>,
    /// Which screen, with which data. Only when a screen is opened at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow_action_payload: Option<FlowPayload>,
}

/// Which version of the Flow opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlowMode {
    /// The one being worked on.
    Draft,
    /// The one for everybody.
    Published,
}

/// What happens at the tap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlowFirstAction {
    /// Our endpoint is asked.
    DataExchange,
    /// A screen opens.
    Navigate,
}

/// Which screen opens, with which data.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlowPayload {
    /// The screen; the first one when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub screen: Option<String>,
    /// Its data; when given, not empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Map<String, Value>>,
}

impl FlowParameters {
    fn check(&self, check: &mut Check) {
        check.exactly_one(("flow_id", self.flow_id.is_some()), ("flow_name", self.flow_name.is_some()));
        check.optional("flow_id", self.flow_id.as_deref(), usize::MAX);
        check.optional("flow_name", self.flow_name.as_deref(), usize::MAX);
        check.text("flow_cta", &self.flow_cta, LIMITS.interactive.flow.cta);
        let Some(payload) = &self.flow_action_payload else { return };
        if self.flow_action == Some(FlowFirstAction::DataExchange) {
            check.note(
                "flow_action_payload",
                ViolationCode::Conflict,
                None,
                "with `data_exchange` the endpoint chooses screen and data",
            );
        }
        if payload.data.as_ref().is_some_and(Map::is_empty) {
            check.note(
                "flow_action_payload/data",
                ViolationCode::Empty,
                None,
                "leave `data` out or give it a member",
            );
        }
    }
}

impl InteractiveKind for Flow {
    const KIND: &'static str = "flow";

    fn body(&self) -> Option<&str> {
        Some(&self.body.text)
    }

    fn label(&self) -> &'static str {
        "📋 Form"
    }

    fn check(&self, check: &mut Check) {
        Header::check(self.header.as_ref(), Headers::Any, check);
        self.body.check(LIMITS.interactive.body, check);
        Footer::check(self.footer.as_ref(), check);
        check.inside("action", |check| check.inside("parameters", |check| self.action.parameters.check(check)));
    }
}
