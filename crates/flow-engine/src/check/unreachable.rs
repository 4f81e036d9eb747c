//! Nodes that no run can come to.

use super::subject::Subject;
use super::{Edit, Finding, Fix};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    if subject.flow.start().is_none() {
        return Vec::new();
    }
    subject
        .nodes()
        .filter(|(node, config)| {
            !subject.reached.contains(&*node.id) && config.is_none_or(|config| !config.traits().drawn_only) && &*node.kind != "start"
        })
        .map(|(node, _)| {
            Finding::error("node.unreachable", &node.id, "", "no line leads here, so it never happens")
                .with(Fix::new("Remove it", Edit::RemoveNode { node: node.id.to_string() }))
        })
        .collect()
}
