//! Which flow starts, and what becomes of a run that is under way.

use serde::Serialize;

use super::{Event, Match};
use crate::graph::{Flow, NewTrigger};
use crate::host::Facts;
use crate::nodes::NodeConfig;

/// What a new trigger does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Nothing is under way: start.
    Start,
    /// The run under way goes on, nothing starts.
    Ignore,
    /// Start when the run under way has ended.
    Queue,
    /// Cancel the run under way, then start.
    Replace,
    /// Pause the run under way, start, and release it when the new one has ended.
    InterruptAndResume,
}

/// One run per conversation is active: the flow of the run under way says what becomes of a new trigger. A message goes to that run first; only what the run
/// ignores is a trigger.
#[must_use]
pub fn decide(under_way: Option<&Flow>) -> Decision {
    match under_way.map(|flow| flow.settings().new_trigger) {
        None => Decision::Start,
        Some(NewTrigger::Ignore) => Decision::Ignore,
        Some(NewTrigger::Queue) => Decision::Queue,
        Some(NewTrigger::Replace) => Decision::Replace,
        Some(NewTrigger::InterruptAndResume) => Decision::InterruptAndResume,
    }
}

/// The flow that an event starts: the one with the narrowest trigger that fits; of equals, the first. Gives its place in `flows`.
#[must_use]
pub fn choose<'f>(flows: impl IntoIterator<Item = &'f Flow>, event: &Event, facts: &Facts) -> Option<(usize, Match)> {
    let mut best: Option<(usize, Match)> = None;
    for (place, flow) in flows.into_iter().enumerate() {
        let Some(Ok(NodeConfig::Start(start))) = flow.start().map(|start| &start.config) else {
            continue;
        };
        for found in start.triggers.iter().filter_map(|trigger| trigger.matches(event, facts)) {
            if best.as_ref().is_none_or(|(_, known)| found.rank > known.rank) {
                best = Some((place, found));
            }
        }
    }
    best
}
