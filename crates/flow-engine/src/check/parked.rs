//! Runs that wait at a node which this version no longer has. They stay with their own version; the author should know.

use super::subject::Subject;
use super::{Finding, Severity};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    subject
        .world
        .parked
        .iter()
        .filter(|(node, runs)| **runs > 0 && subject.graph.node(node).is_none())
        .map(|(node, runs)| {
            let message = format!("{runs} runs wait at `{node}`, which this version removes; they go on in the version they began in");
            Finding::new(Severity::Warning, "runs.parked", Some(node), "", message)
        })
        .collect()
}
