//! Exits that need a line: without one a run would end in nothing, and the customer would wait for ever.

use serde_json::json;

use super::subject::Subject;
use super::{Edit, Finding, Fix};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (node, config) in subject.nodes() {
        let Some(config) = config else { continue };
        for handle in config.required() {
            if subject.lines(&node.id).iter().any(|(wired, _)| *wired == handle) {
                continue;
            }
            let fix = Fix::new(
                "End the flow here",
                Edit::AddNodeAfter {
                    node: node.id.to_string(),
                    handle: handle.to_string(),
                    kind: "end".to_owned(),
                    config: json!({}),
                },
            );
            findings.push(
                Finding::error(
                    "handle.unwired",
                    &node.id,
                    &format!("handle:{handle}"),
                    format!("nothing leads on from `{handle}`"),
                )
                .with(fix),
            );
        }
    }
    findings
}
