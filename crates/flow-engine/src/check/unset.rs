//! Variables and outputs that are read before anything can have set them.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::Value;

use super::subject::{Subject, Written};
use super::{Edit, Finding, Fix};
use crate::expr::Lookup;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let declared: HashMap<&str, bool> = subject
        .graph
        .variables
        .iter()
        .map(|variable| (variable.name.as_str(), variable.default != Value::Null))
        .collect();
    let before = set_before(subject);
    let nothing = HashSet::new();
    let mut findings = Vec::new();
    for (node, _) in subject.nodes().filter(|(node, _)| subject.reached.contains(&*node.id)) {
        let before = before.get(&*node.id).unwrap_or(&nothing);
        let own: HashSet<String> = subject
            .config(&node.id)
            .map(|config| config.writes().into_iter().map(|write| first(&write.variable).to_owned()).collect())
            .unwrap_or_default();
        for (field, root, name, has_default) in reads(subject, &node.id) {
            let key = format!("{root}.{name}");
            let fine = match root.as_str() {
                "nodes" => before.contains(&key) || *node.name == *name,
                _ => before.contains(&key) || declared.get(name.as_str()).copied().unwrap_or(false) || own.contains(&name),
            };
            if fine || has_default {
                continue;
            }
            findings.push(match (root.as_str(), declared.contains_key(name.as_str())) {
                ("nodes", _) if subject.flow.nodes().iter().any(|other| *other.name == *name) => Finding::error(
                    "output.unset",
                    &node.id,
                    &field,
                    format!("`{key}` is read here, but that node never comes before this one"),
                ),
                ("nodes", _) => Finding::error("output.unknown", &node.id, &field, format!("there is no node called `{name}`")),
                (_, true) => Finding::error(
                    "variable.unset",
                    &node.id,
                    &field,
                    format!("`{key}` is read here, but nothing can have set it before"),
                ),
                (_, false) => Finding::error(
                    "variable.unknown",
                    &node.id,
                    &field,
                    format!("there is no variable `{name}` that is set before this node"),
                )
                .with(Fix::new(
                    format!("Add the variable {name}"),
                    Edit::AddVariable {
                        name: name.clone(),
                        kind: "text".to_owned(),
                    },
                )),
            });
        }
    }
    findings
}

fn first(path: &str) -> &str {
    path.split('.').next().unwrap_or_default()
}

/// What a node reads: the setting, the root, the name, and whether a default stands behind it.
fn reads(subject: &Subject<'_>, id: &str) -> BTreeSet<(String, String, String, bool)> {
    let mut reads = BTreeSet::new();
    for (field, written) in subject.written(id) {
        let mut read = |root: &str, name: Option<&String>, has_default: bool| {
            if let (true, Some(name)) = (matches!(root, "vars" | "nodes"), name) {
                reads.insert((field.clone(), root.to_owned(), name.clone(), has_default));
            }
        };
        match written {
            Written::Template(template) => {
                for (path, filters) in template.paths() {
                    read(path.root(), path.0.get(1), filters.iter().any(|filter| filter.name == "default"));
                }
            }
            // A mapping looks at the answer, not at the scopes.
            Written::Expression(_) if field.starts_with("mapping") => {}
            Written::Expression(expression) => {
                for lookup in expression.parsed().map(|path| path.lookups()).unwrap_or_default() {
                    if let Lookup::Path(names) = lookup {
                        // In an expression what is missing is `null`, and it is often asked for just that.
                        read(
                            names.first().map_or("", String::as_str),
                            names.get(1),
                            names.first().is_some_and(|root| root == "nodes"),
                        );
                    }
                }
            }
        }
    }
    reads
}

/// For each node, what can have been set on some way to it.
fn set_before<'f>(subject: &Subject<'f>) -> HashMap<&'f str, HashSet<String>> {
    let mut before: HashMap<&str, HashSet<String>> = HashMap::new();
    let mut queue: Vec<&str> = subject
        .flow
        .start()
        .and_then(|start| subject.graph.node(&start.id))
        .map(|node| node.id.as_str())
        .into_iter()
        .collect();
    let mut seen: HashSet<&str> = HashSet::new();
    while let Some(id) = queue.pop() {
        let mut after = before.get(id).cloned().unwrap_or_default();
        if let Some(node) = subject.flow.node(id) {
            after.insert(format!("nodes.{}", node.name));
            if let Ok(config) = &node.config {
                after.extend(config.writes().into_iter().map(|write| format!("vars.{}", first(&write.variable))));
            }
        }
        for (_, to) in subject.lines(id) {
            let known = before.entry(to).or_default();
            let size = known.len();
            known.extend(after.iter().cloned());
            if known.len() > size || seen.insert(to) {
                queue.push(to);
            }
        }
    }
    before
}
