//! Tests of flows as files: given a contact, say, tap, submit, wait; expect messages, variables, an end. They run on a turned clock with answers made up, in milliseconds.

use std::collections::{BTreeMap, BTreeSet};

use model::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::host::{Answer, Facts};
use crate::run::Message;
use crate::triggers::Event;

mod cover;
mod expect;
mod host;
mod junit;
mod play;
mod rehearse;
mod save;
mod transcript;

pub use cover::{Coverage, coverage};
pub use host::PretendHost;
pub use junit::{junit, junit_of_many};
pub use play::{Played, play};
pub use rehearse::{Rehearsal, rehearse};
pub use save::save_as_test;
pub use transcript::{Line, Voice};

/// A test, as in a file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FlowTest {
    /// What it shows.
    pub name: String,
    /// What is there before.
    pub given: Given,
    /// What the outside answers: for each node, by name or id, one answer after the other; the last one stays.
    pub mocks: BTreeMap<String, Vec<Answer>>,
    /// What happens and what is expected, in order.
    pub steps: Vec<TestStep>,
}

/// What is there before.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Given {
    /// What the clock says; nothing means a Monday morning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<Timestamp>,
    /// The contact.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub contact: Value,
    /// Other facts; what is not said is as usual: the window open, the number ready.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facts: Option<Facts>,
    /// Templates that can be sent, by name, with their categories.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub templates: BTreeMap<String, String>,
    /// What starts the run, unless the customer's first words do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Event>,
    /// Global values.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub globals: Value,
}

/// One thing that happens, or is expected. Each step says one thing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TestStep {
    /// The customer writes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub say: Option<String>,
    /// The customer taps, by id or label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tap: Option<String>,
    /// The customer sends something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub send: Option<Message>,
    /// The customer fills a WA Flow in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submit: Option<Value>,
    /// Time passes: seconds, or `90s`, `30m`, `2h`, `3d`. Timers go off on the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<Value>,
    /// A person takes the conversation.
    #[serde(skip_serializing_if = "is_false")]
    pub take_over: bool,
    /// The person gives it back.
    #[serde(skip_serializing_if = "is_false")]
    pub release: bool,
    /// What must have happened since the last expectation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expect: Option<Expectation>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_false(yes: &bool) -> bool {
    !yes
}

/// What must have happened. What is not named is not looked at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Expectation {
    /// The words of the messages, in order and none besides; `…` stands for anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messages: Option<Vec<String>>,
    /// The name of a template that was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// Variables with their values.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub vars: BTreeMap<String, Value>,
    /// Members of the contact with their values, such as `fields.city`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub contact: BTreeMap<String, Value>,
    /// Who was given the conversation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned: Option<String>,
    /// People got the conversation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handed_off: Option<bool>,
    /// A part of an internal note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The run is over, with this word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,
    /// The run is not over, and stands at this node, by name or id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// How a test came out.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TestResult {
    /// Its name.
    pub name: String,
    /// What went otherwise than expected: the step's place from 0, and a sentence.
    pub failures: Vec<(usize, String)>,
    /// Ids of the edges that were taken.
    pub edges: BTreeSet<String>,
    /// Steps of the run.
    pub steps: usize,
}

impl TestResult {
    /// All went as expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

/// A file that is no test.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a test of a flow: {0}")]
pub struct BadTest(String);

/// Reads a test from YAML; JSON is YAML too.
///
/// # Errors
/// When it is not one, in words with a place.
pub fn parse(text: &str) -> Result<FlowTest, BadTest> {
    serde_saphyr::from_str(text).map_err(|error| BadTest(error.to_string()))
}

/// Writes a test as YAML.
///
/// # Errors
/// When it has something YAML cannot say.
pub fn to_yaml(test: &FlowTest) -> Result<String, BadTest> {
    serde_saphyr::to_string(test).map_err(|error| BadTest(error.to_string()))
}
