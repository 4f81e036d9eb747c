//! Trying a flow out: what a customer would see if this happened, with nothing sent, stored or asked outside.

use std::sync::Arc;

use model::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::FlowTest;
use super::play::{Missing, Player};
use super::transcript::Line;
use crate::graph::Flow;
use crate::host::Question;
use crate::run::{Run, Status, Step, WakeOn};

/// Where a flow came to.
#[derive(Debug, Clone, Serialize)]
pub struct Rehearsal {
    /// `not_started`, `asking`, `waiting`, `paused` or `ended`.
    pub status: &'static str,
    /// What was said and done.
    pub transcript: Vec<Line>,
    /// The steps of every run, in order.
    pub steps: Vec<Step>,
    /// What the newest run remembers.
    pub vars: Value,
    /// What it waits for.
    pub waiting: Option<Waiting>,
    /// What it asks the outside, and nothing answered: the rest did not happen.
    pub asking: Option<Asked>,
    /// What went otherwise than it could: a tap on nothing, a time that is none, words that start nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// What a run waits for.
#[derive(Debug, Clone, Serialize)]
pub struct Waiting {
    /// The node's id.
    pub node: String,
    /// What wakes it.
    pub on: Vec<WakeOn>,
    /// When the clock does.
    pub wake_at: Option<Timestamp>,
}

/// What a run asks the outside.
#[derive(Debug, Clone, Serialize)]
pub struct Asked {
    /// The node's id.
    pub node: String,
    /// The question; secrets in it are places.
    pub question: Question,
}

/// Lets everything in `test` happen. `others` are flows that it calls. What is expected in it is looked at, too.
#[must_use]
pub fn rehearse(flow: &Arc<Flow>, others: &[Arc<Flow>], test: &FlowTest) -> Rehearsal {
    let player = Player::play(flow, others, test, Missing::Stops);
    let problem = player.failures.last().map(|(_, words)| words.clone());
    let run = player.run;
    let (status, waiting) = match run.as_ref().map(|run| &run.status) {
        None | Some(Status::New) => ("not_started", None),
        Some(Status::Asking(_)) => ("asking", None),
        Some(Status::Paused { .. }) => ("paused", None),
        Some(Status::Ended { .. }) => ("ended", None),
        Some(Status::Waiting(wait)) => {
            let waiting = Waiting {
                node: wait.node.clone(),
                on: wait.on.clone(),
                wake_at: wait.wake_at,
            };
            ("waiting", Some(waiting))
        }
    };
    let asking = run.as_ref().and_then(Run::asking).map(|asking| Asked {
        node: asking.node.clone(),
        question: asking.question.clone(),
    });
    Rehearsal {
        status,
        transcript: player.lines,
        steps: player.steps,
        vars: run
            .and_then(|run| run.frames.into_iter().next())
            .map(|frame| frame.vars)
            .unwrap_or_else(|| Value::Object(serde_json::Map::new())),
        waiting,
        asking,
        problem,
    }
}
