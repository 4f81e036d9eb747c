//! Runs of flows as people see them: where they stand, what they did, who holds a conversation.

use model::{ContactId, ConversationId, FlowId, MessageId, RunId, Timestamp};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A flow by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FlowSummary {
    /// Its id.
    pub id: FlowId,
    /// Its name; empty when it was deleted.
    pub name: String,
}

/// A contact by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RunContact {
    /// Its id.
    pub id: ContactId,
    /// As people call them. May be chosen by a stranger: always text, never markup.
    pub name: String,
}

/// A node by id, name and kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RunNode {
    /// Its id in the graph.
    pub id: String,
    /// Its word.
    pub name: String,
    /// Its kind.
    #[serde(rename = "type")]
    pub kind: String,
}

/// A contact's passage through a flow.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RunView {
    /// Its id.
    pub id: RunId,
    /// The flow it began in.
    pub flow: FlowSummary,
    /// Which version of it; a run stays with its version.
    pub version: i64,
    /// The thread it speaks in.
    pub conversation_id: ConversationId,
    /// With whom.
    pub contact: RunContact,
    /// `queued` (its turn comes when another has ended), `asking` (the outside is being asked), `waiting`, `paused` (people hold the pen, or another run goes first)
    /// or `ended`.
    pub status: String,
    /// `done`, `failed`, `handed_off` or `cancelled`, once it is over.
    pub result: Option<String>,
    /// The author's word for how it ended.
    pub outcome: Option<String>,
    /// The node it stands at.
    pub node: Option<RunNode>,
    /// What wakes it: `reply`, `timer`, `submission`, `status`, `webhook` or `release`.
    pub waiting_for: Vec<String>,
    /// When the clock wakes it.
    pub wake_at: Option<Timestamp>,
    /// Steps so far.
    pub steps: i64,
    /// What started it, with its `type` (`message`, `api` …).
    #[schema(value_type = Object)]
    pub trigger: Value,
    /// What went wrong last.
    pub problem: Option<String>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// A run with everything it knows.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RunDetail {
    /// The run.
    #[serde(flatten)]
    pub run: RunView,
    /// What it remembers.
    #[schema(value_type = Object)]
    pub vars: Value,
    /// What its nodes brought back.
    #[schema(value_type = Object)]
    pub nodes: Value,
    /// The graph of its version, as drawn; nothing when the flow was deleted.
    #[schema(value_type = Option<Object>)]
    pub graph: Option<Value>,
}

/// One visited node: the engine's own record, how long it took, and the messages it sent.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StepView {
    /// The record.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub step: Value,
    /// From the question to its answer, in milliseconds; 0 for steps that asked nobody.
    pub duration_ms: i64,
    /// Messages it sent.
    pub messages: Vec<MessageId>,
}

/// A run that was run again.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReplayView {
    /// It took the same steps.
    pub same: bool,
    /// Where it first went otherwise.
    #[schema(value_type = Option<Object>)]
    pub difference: Option<Value>,
    /// Its steps this time, as in the trail.
    #[schema(value_type = Vec<Object>)]
    pub steps: Vec<Value>,
}

/// Figures of a flow.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FlowStats {
    /// Runs that began in the time.
    pub runs: i64,
    /// How they ended, or where they stand: counts by word.
    #[schema(value_type = Object)]
    pub results: std::collections::BTreeMap<String, i64>,
    /// By node id: how often it was come to in the time, and how many runs stand there now.
    #[schema(value_type = Object)]
    pub nodes: std::collections::BTreeMap<String, NodeStats>,
    /// By line id: how often it was taken in the time.
    #[schema(value_type = Object)]
    pub edges: std::collections::BTreeMap<String, i64>,
}

/// Figures of a node.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct NodeStats {
    /// How often it was come to.
    pub entered: i64,
    /// How many runs stand there now.
    pub live: i64,
}

/// What all flows of a workspace share.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FlowGlobals {
    /// Values of `{{globals.…}}`.
    #[schema(value_type = Object)]
    pub globals: Value,
    /// Words that bring a person, whatever flow is under way.
    pub human_words: Vec<String>,
    /// Words that bring the menu.
    pub menu_words: Vec<String>,
    /// The flow that the menu's words start.
    pub menu_flow: Option<FlowId>,
}

/// Opening hours by name; `default` is what flows use unless they name another.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BusinessHours {
    /// Each as `{time_zone, week: [{day, from, to}], days: [{date, from, to}]}`.
    #[schema(value_type = Object)]
    pub calendars: std::collections::BTreeMap<String, Value>,
}

/// Since when somebody holds the pen, and which run does.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HoldingView {
    /// Since when; unknown for conversations that were held before this was written down.
    pub since: Option<Timestamp>,
    /// The run that holds it, or the one that is paused until people give it back.
    pub run: Option<HoldingRun>,
}

/// The run that holds a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HoldingRun {
    /// Its id.
    pub id: RunId,
    /// The flow it began in.
    pub flow: FlowSummary,
    /// Id of the node it stands at.
    pub node: String,
    /// Steps so far.
    pub step: i64,
}

/// The run and step that sent a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AuthorRun {
    /// The run.
    pub id: RunId,
    /// The flow it began in.
    pub flow: FlowSummary,
    /// Which of its steps.
    pub step: i64,
}

impl From<store::FlowMessage> for AuthorRun {
    fn from(sent: store::FlowMessage) -> Self {
        Self {
            id: sent.run_id,
            flow: FlowSummary {
                id: sent.flow_id,
                name: sent.flow_name.unwrap_or_default(),
            },
            step: sent.step,
        }
    }
}

impl HoldingView {
    /// Nothing when nobody holds the pen.
    pub(crate) fn of(holder: &str, since: Option<Timestamp>, run: Option<store::HeldBy>) -> Option<Self> {
        if holder == "none" {
            return None;
        }
        Some(Self {
            since: since.or(run.as_ref().map(|run| run.started_at)),
            run: run.map(|run| HoldingRun {
                id: run.run_id,
                flow: FlowSummary {
                    id: run.flow_id,
                    name: run.flow_name.unwrap_or_default(),
                },
                node: run.node,
                step: run.steps,
            }),
        })
    }
}
