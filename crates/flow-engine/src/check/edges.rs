//! Lines: from a node that is there to a node that is there, by a handle the node has, one for each handle.

use std::collections::HashSet;

use super::subject::Subject;
use super::{Edit, Finding, Fix};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut ids = HashSet::new();
    let mut taken = HashSet::new();
    for edge in &subject.graph.edges {
        let at = format!("edge:{}", edge.id);
        let remove = || Fix::new("Remove the line", Edit::RemoveEdge { edge: edge.id.clone() });
        let mut note = |code: &str, message: String| findings.push(Finding::error(code, &edge.from, &at, message).with(remove()));
        if !ids.insert(edge.id.as_str()) {
            note("id.collides", format!("the id `{}` is used by two lines", edge.id));
        }
        let Some(from) = subject.graph.node(&edge.from) else {
            note("edge.from_nowhere", "a line leaves a node that is not there".to_owned());
            continue;
        };
        if subject.graph.node(&edge.to).is_none() {
            note(
                "edge.to_nowhere",
                format!("the line from `{}` leads to a node that is not there", edge.handle),
            );
        }
        if !taken.insert((edge.from.as_str(), &edge.handle)) {
            note("edge.second", format!("two lines leave by `{}`; a run can only take one", edge.handle));
        }
        match subject.config(&from.id) {
            Some(config) if config.traits().drawn_only => note("edge.drawn_only", "no line leaves what is only drawn".to_owned()),
            Some(config) if !config.has_exit(&edge.handle) => note("edge.no_such_exit", format!("this node has no exit `{}`", edge.handle)),
            None if !edge.handle.is_known() => note("edge.no_such_exit", format!("there is no exit `{}`", edge.handle)),
            _ => {}
        }
        if subject.config(&edge.to).is_some_and(|config| config.traits().drawn_only) {
            note("edge.drawn_only", "a line leads to what is only drawn".to_owned());
        }
    }
    findings
}
