//! A run and its steps as plain data: what is stored between two sprints, and the trail it leaves.

use std::collections::BTreeMap;

use model::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::graph::{FlowRef, Handle};
use crate::host::{Answer, Asking, Facts, Question, TemplateFacts};

/// One contact's passage through a flow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Its id.
    pub id: String,
    /// Where it stands.
    pub status: Status,
    /// The flow it is in, under those that called it.
    pub frames: Vec<Frame>,
    /// The conversation's epoch under which it may act.
    pub epoch: u64,
    /// When it began.
    pub started_at: Timestamp,
    /// Scope `trigger`.
    pub trigger: Value,
    /// Scope `message`.
    #[serde(default)]
    pub message: Value,
    /// What is counted against the limits.
    pub counters: Counters,
}

/// Where a run stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Status {
    /// Not begun.
    New,
    /// A question waits for its answer.
    Asking(Box<Asking>),
    /// It waits for the customer, the clock or a call.
    Waiting(Box<Wait>),
    /// A person holds the pen; what it waited for is kept.
    Paused {
        /// What it did before.
        before: Box<Status>,
    },
    /// It is over.
    Ended {
        /// How.
        result: RunResult,
        /// The author's word for it.
        outcome: String,
        /// When.
        at: Timestamp,
    },
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunResult {
    /// At an end.
    Done,
    /// By the error policy.
    Failed,
    /// With people.
    HandedOff,
    /// From outside: replaced, cancelled, or taken over for good.
    Cancelled,
}

/// A flow in progress: the run's own, or one called as a subflow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// Which flow and version. Runs stay with theirs.
    pub flow: FlowRef,
    /// Scope `vars`, an object.
    pub vars: Value,
    /// Scope `nodes`, an object: what each node brought back, under its name.
    pub nodes: Value,
    /// The node that called the next frame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calling: Option<String>,
}

/// What is counted against the limits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counters {
    /// Steps so far; also the number of the next step.
    pub steps: u32,
    /// Steps since the customer last wrote.
    pub sprint_steps: u32,
    /// Visits since the customer last wrote, by `flow/node`.
    pub visits: BTreeMap<String, u32>,
}

/// What a suspended run waits for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wait {
    /// The node that waits.
    pub node: String,
    /// Since when.
    pub since: Timestamp,
    /// What wakes it.
    pub on: Vec<WakeOn>,
    /// When the clock wakes it.
    pub wake_at: Option<Timestamp>,
    /// Key of the message sent by the node; taps on another one are stale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What the node remembers while it waits.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub memory: Value,
}

/// What wakes a suspended run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WakeOn {
    /// A message of the customer.
    Reply,
    /// The clock.
    Timer,
    /// A call to the run's own address.
    Webhook,
    /// A finished WA Flow.
    Submission,
    /// News of the message that was sent.
    Status,
    /// People give the conversation back.
    Release,
}

/// What happened to a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Input {
    /// The question is answered.
    Answer {
        /// What the outside said.
        answer: Answer,
    },
    /// It is ended from outside.
    Cancel {
        /// Why, in words.
        reason: String,
    },
    /// The customer wrote or tapped.
    Message(Message),
    /// People give the conversation back.
    Released {
        /// The conversation's new epoch.
        epoch: u64,
        /// Go on; `false` ends the run.
        resume: bool,
    },
    /// A trigger matched.
    Start,
    /// News of a message the run sent.
    Status {
        /// The effect's key.
        key: String,
        /// What became of it.
        status: SentStatus,
        /// Meta's code when it failed.
        #[serde(default)]
        code: Option<i64>,
    },
    /// A WA Flow was finished.
    Submission {
        /// What was filled in.
        data: Value,
    },
    /// A person, or the phone app, took the conversation.
    TakenOver {
        /// The conversation's new epoch.
        epoch: u64,
    },
    /// The clock reached `wake_at`.
    Timer,
    /// The run's own address was called.
    Webhook {
        /// What was sent there.
        data: Value,
    },
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SentStatus {
    /// Meta has it.
    Sent,
    /// The phone has it.
    Delivered,
    /// It was seen.
    Read,
    /// It did not go.
    Failed,
}

/// A message of the customer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Message {
    /// Meta's id.
    pub id: String,
    /// `text`, `image`, `interactive`, `button`, `location` …
    pub kind: String,
    /// Its words: text, caption, or the label of what was tapped.
    pub text: String,
    /// What was tapped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tap: Option<Tap>,
    /// A file, as `{id, mime, filename}`.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub media: Value,
    /// A place, as `{latitude, longitude, name, address}`.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub location: Value,
    /// Meta's time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Timestamp>,
}

/// A tapped button or row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tap {
    /// The id or payload we gave it.
    pub id: String,
    /// Its label.
    pub title: String,
    /// Key of the effect that sent the tapped message, when it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}

/// One visited node, kept for ever as the trail of the run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// 0, 1, 2 … in the run.
    pub number: u32,
    /// When.
    pub at: Timestamp,
    /// The flow it is in.
    pub flow: FlowRef,
    /// Levels of subflow above it.
    pub depth: u32,
    /// The node's id.
    pub node: String,
    /// The node's kind.
    pub kind: String,
    /// Entered, or woken.
    pub action: StepAction,
    /// What began this part of the run: on the first step of each call of [`crate::advance`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<Box<Opening>>,
    /// What the host told besides, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heard: Vec<Heard>,
    /// What was asked outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Box<Question>>,
    /// What was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Box<Answer>>,
    /// Variables, outputs and facts it changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// Keys of what it wants done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<String>,
    /// The exit it took; `None` when it waits or ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<Handle>,
    /// The line it followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edge: Option<String>,
    /// How it came out.
    pub outcome: StepOutcome,
    /// What went wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<StepError>,
}

/// How a step came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepAction {
    /// The run came to the node.
    Enter,
    /// What the node waited for happened, or a subflow came back.
    Resume,
    /// The run was paused, released or cancelled at the node.
    Outside,
}

/// How a step came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepOutcome {
    /// It left by a handle.
    Left,
    /// It waits.
    Waits,
    /// A subflow began.
    Called,
    /// The flow ended here.
    Ended,
    /// It went wrong; `handle` says where it left, if anywhere.
    Failed,
    /// A person took over.
    Paused,
}

/// What began a part of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opening {
    /// What happened.
    pub input: Input,
    /// When.
    pub now: Timestamp,
    /// What was known.
    pub facts: Facts,
}

/// Something the host told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heard {
    /// Dice.
    Random(u64),
    /// A template, or that there is none.
    Template {
        /// Its name.
        name: String,
        /// Its language.
        language: String,
        /// What is known of it.
        found: Option<TemplateFacts>,
    },
}

/// A value that a step changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// `vars.city`, `nodes.ask_city`, `contact.name` …
    pub path: String,
    /// Before; `null` when it was missing.
    pub before: Value,
    /// After.
    pub after: Value,
}

/// What went wrong in a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepError {
    /// Stable word, such as `send.window_closed`.
    pub code: String,
    /// In words for the author.
    pub message: String,
}

impl Run {
    /// A run that has not begun, under the conversation's epoch.
    #[must_use]
    pub fn new(id: impl Into<String>, flow: FlowRef, trigger: Value, epoch: u64, started_at: Timestamp) -> Self {
        Self {
            id: id.into(),
            status: Status::New,
            frames: vec![Frame::new(flow)],
            epoch,
            started_at,
            trigger,
            message: Value::Null,
            counters: Counters::default(),
        }
    }

    /// When the clock should wake it.
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        match &self.status {
            Status::Waiting(wait) => wait.wake_at,
            Status::New | Status::Asking(_) | Status::Paused { .. } | Status::Ended { .. } => None,
        }
    }

    /// The question that waits for its answer.
    #[must_use]
    pub fn asking(&self) -> Option<&Asking> {
        match &self.status {
            Status::Asking(asking) => Some(asking),
            Status::New | Status::Waiting(_) | Status::Paused { .. } | Status::Ended { .. } => None,
        }
    }

    /// The node it stands at.
    #[must_use]
    pub fn node(&self) -> Option<&str> {
        self.status.node()
    }

    /// It is over.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        matches!(self.status, Status::Ended { .. })
    }
}

impl Status {
    fn node(&self) -> Option<&str> {
        match self {
            Self::Asking(asking) => Some(&asking.node),
            Self::Waiting(wait) => Some(&wait.node),
            Self::Paused { before } => before.node(),
            Self::New | Self::Ended { .. } => None,
        }
    }
}

impl Frame {
    pub(crate) fn new(flow: FlowRef) -> Self {
        Self {
            flow,
            vars: Value::Object(Map::new()),
            nodes: Value::Object(Map::new()),
            calling: None,
        }
    }
}
