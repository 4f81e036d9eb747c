//! What the engine is told, and how.
//!
//! The engine **yields**. A node that needs the outside (a request, a model, a function, an agent) ends the sprint with a [`Question`] in the run; the run is
//! stored, whoever runs flows asks the outside in its own time and calls [`crate::advance`] again with [`crate::Input::Answer`]. No thread waits inside, no
//! transaction is open while the outside thinks, and a crash in between asks again under the same `Idempotency-Key`, which is [`Asking::key`].
//! What can be told at once (the time, dice, facts, templates) comes through the [`Host`], and is recorded on the step.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::expr::Sealed;
use crate::graph::{Flow, FlowRef};
use crate::hours::Calendar;

/// What is told at once.
pub trait Host {
    /// Now; asked once for each call of [`crate::advance`].
    fn now(&mut self) -> Timestamp;

    /// What is known about the contact, the conversation and the workspace; asked once for each call of [`crate::advance`].
    fn facts(&mut self) -> Facts;

    /// Sixty-four random bits.
    fn random(&mut self) -> u64;

    /// A flow made ready; an empty version means the one that is published.
    fn flow(&mut self, flow: &FlowRef) -> Option<Arc<Flow>>;

    /// A template of the workspace in one language.
    fn template(&mut self, name: &str, language: &str) -> Option<TemplateFacts>;
}

/// What is known when a sprint begins.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Scope `contact`.
    pub contact: Value,
    /// Scope `conversation`.
    pub conversation: Value,
    /// Scope `workspace`.
    pub workspace: Value,
    /// Scope `globals`.
    pub globals: Value,
    /// Who holds the pen.
    pub owner: Owner,
    /// Grows with every change of owner.
    pub epoch: u64,
    /// Until when free-form messages may go.
    pub window_expires_at: Option<Timestamp>,
    /// When the contact last wrote.
    pub last_inbound_at: Option<Timestamp>,
    /// When the contact asked for silence.
    pub opted_out_at: Option<Timestamp>,
    /// When the contact asked for no more marketing.
    pub marketing_opted_out_at: Option<Timestamp>,
    /// When the workspace blocked the contact.
    pub blocked_at: Option<Timestamp>,
    /// There is a phone or a user id to write to.
    pub has_address: bool,
    /// The number can send.
    pub channel_ready: bool,
    /// Automated messages that may still go to this contact in this hour; `None` when there is no budget.
    pub sends_left: Option<u32>,
    /// Opening hours of the workspace, by name; `default` is the one nodes use unless they name another.
    pub calendars: BTreeMap<String, Calendar>,
}

/// Who holds the pen in a conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// Nobody.
    #[default]
    None,
    /// A run, by id.
    Bot(String),
    /// A person, by id.
    Human(String),
    /// The phone app of the business.
    PhoneApp,
}

/// What is known of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateFacts {
    /// Approved and not paused.
    pub sendable: bool,
    /// Meta's word: `APPROVED`, `PAUSED` …
    pub status: String,
    /// `MARKETING`, `UTILITY`, `AUTHENTICATION`.
    pub category: String,
}

/// Something only the outside can answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Question {
    /// Who takes the conversation?
    Agent(AgentQuestion),
    /// What does a function of the workspace return?
    Function(FunctionQuestion),
    /// What does a server answer?
    Http(HttpQuestion),
    /// What does a language model write?
    Llm(LlmQuestion),
}

/// A question that a stored run waits for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Asking {
    /// The node that asks.
    pub node: String,
    /// `run:step`, the `Idempotency-Key` of the call.
    pub key: String,
    /// What it asks.
    pub question: Question,
    /// Since when.
    pub since: Timestamp,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HttpQuestion {
    /// `GET`, `POST` …
    pub method: String,
    /// Where to.
    pub url: Sealed,
    /// Names with values; no value has a line break.
    pub headers: Vec<(String, Sealed)>,
    /// What is sent.
    pub body: Option<Sealed>,
    /// How long one try may take.
    pub timeout_seconds: u32,
    /// How often it is tried again after 429, 5xx and broken connections.
    pub retries: u8,
    /// Bytes of the answer that are kept.
    pub max_bytes: usize,
}

/// A call of a function.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FunctionQuestion {
    /// Id of the function.
    pub function: String,
    /// Its version; empty means the published one.
    pub version: String,
    /// What it is given.
    pub inputs: Value,
    /// How long it may take.
    pub timeout_seconds: u32,
}

/// Words for a language model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LlmQuestion {
    /// Name of the workspace's connection.
    pub connection: String,
    /// Model; empty means the connection's own.
    pub model: String,
    /// What it is told to be.
    pub system: String,
    /// What it is asked.
    pub prompt: String,
    /// How many of the conversation's last messages it sees.
    pub memory_messages: u8,
    /// Most tokens it writes.
    pub max_tokens: u32,
    /// Most it may cost, in millionths of the connection's currency.
    pub max_cost_micros: Option<u64>,
    /// How long it may take.
    pub timeout_seconds: u32,
}

/// Who could take a conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgentQuestion {
    /// One user, by id.
    pub user: Option<String>,
    /// One team, by id.
    pub team: Option<String>,
    /// How one is chosen.
    pub strategy: AgentStrategy,
    /// Only who is online.
    pub online_only: bool,
    /// Only who has fewer open conversations than this.
    pub capacity: Option<u32>,
}

/// How an agent is chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgentStrategy {
    /// Each in turn.
    #[default]
    RoundRobin,
    /// Who has the fewest open conversations.
    LeastBusy,
    /// Who had this contact last, else each in turn.
    Sticky,
}

/// What the outside answered. Whoever asks gives up in time: no answer is [`Answer::Timeout`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Answer {
    /// Who takes the conversation; `None` when nobody can.
    Agent {
        /// A user's id.
        user: Option<String>,
    },
    /// It could not be asked, or failed in a way of its own.
    Failed {
        /// Why, in words for the author, without secrets.
        message: String,
    },
    /// What the function returned.
    Function {
        /// Its value.
        value: Value,
        /// The way it wants to go.
        #[serde(default)]
        case: Option<String>,
    },
    /// What the server answered.
    Http {
        /// 200, 404 …
        status: u16,
        /// Names in lower case.
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// JSON when it is JSON, else text.
        body: Value,
    },
    /// What the model wrote.
    Llm {
        /// Its words.
        text: String,
        /// Tokens read and written.
        #[serde(default)]
        tokens: u32,
    },
    /// No connection.
    Network {
        /// Why, without secrets.
        message: String,
    },
    /// No answer in time.
    Timeout,
}
