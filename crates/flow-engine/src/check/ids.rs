//! Ids and names: each once, and names such that `{{nodes.<name>}}` can be written.

use std::collections::{HashMap, HashSet};

use super::report::is_variable;
use super::subject::Subject;
use super::{Edit, Finding, Fix, Severity};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut ids = HashSet::new();
    let mut names: HashMap<&str, &str> = HashMap::new();
    for node in &subject.graph.nodes {
        if node.id.is_empty() || !ids.insert(node.id.as_str()) {
            findings.push(Finding::error(
                "id.collides",
                &node.id,
                "id",
                format!("the id `{}` is used twice; each node needs its own", node.id),
            ));
        }
        if node.name.is_empty() {
            continue;
        }
        if !is_variable(&node.name) || node.name.contains('.') {
            findings.push(Finding::error(
                "name.invalid",
                &node.id,
                "name",
                "a node's name has letters, digits and `_`",
            ));
        } else if let Some(other) = names.insert(&node.name, &node.id) {
            let free = (2..)
                .map(|number| format!("{}_{number}", node.name))
                .find(|free| subject.graph.nodes.iter().all(|node| node.name != *free));
            let finding = Finding::error("name.collides", &node.id, "name", format!("`{other}` has the name `{}` too", node.name));
            findings.push(match free {
                Some(name) => finding.with(Fix::new(format!("Call it {name}"), Edit::RenameNode { node: node.id.clone(), name })),
                None => finding,
            });
        }
    }
    let mut variables = HashSet::new();
    for variable in &subject.graph.variables {
        if !is_variable(&variable.name) || variable.name.contains('.') {
            findings.push(Finding::new(
                Severity::Error,
                "variable.name",
                None,
                &variable.name,
                "a variable's name has letters, digits and `_`",
            ));
        } else if !variables.insert(variable.name.as_str()) {
            findings.push(Finding::new(
                Severity::Error,
                "id.collides",
                None,
                &variable.name,
                format!("there are two variables `{}`", variable.name),
            ));
        }
    }
    findings
}
