//! A flow has exactly one start.

use serde_json::json;

use super::subject::Subject;
use super::{Edit, Finding, Fix, Severity};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let starts: Vec<_> = subject.flow.nodes().iter().filter(|node| &*node.kind == "start").collect();
    match starts.as_slice() {
        [] => vec![
            Finding::new(
                Severity::Error,
                "entry.missing",
                None,
                "",
                "the flow has no start: add one and lead on from it",
            )
            .with(Fix::new(
                "Add a start",
                Edit::AddNodeAfter {
                    node: String::new(),
                    handle: String::new(),
                    kind: "start".to_owned(),
                    config: json!({}),
                },
            )),
        ],
        [_] => Vec::new(),
        [_, others @ ..] => others
            .iter()
            .map(|node| {
                Finding::error("entry.several", &node.id, "", "a flow has one start; this is another")
                    .with(Fix::new("Remove it", Edit::RemoveNode { node: node.id.to_string() }))
            })
            .collect(),
    }
}
