//! Values of the wrong type: a text put into a number, a list compared with a number.

use std::collections::HashMap;

use super::Finding;
use super::Severity;
use super::subject::{Subject, Written};
use crate::graph::VariableKind;

/// Filters that only work on some types.
const WANTS: [(&str, &[VariableKind]); 4] = [
    ("currency", &[VariableKind::Number, VariableKind::Text]),
    ("date", &[VariableKind::Date, VariableKind::Text, VariableKind::Number]),
    ("join", &[VariableKind::List]),
    ("number", &[VariableKind::Number, VariableKind::Text]),
];

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let declared: HashMap<&str, VariableKind> = subject
        .graph
        .variables
        .iter()
        .map(|variable| (variable.name.as_str(), variable.kind))
        .collect();
    let mut findings = Vec::new();
    for variable in subject.graph.variables.iter().filter(|variable| !variable.kind.fits(&variable.default)) {
        let message = format!("the first value of `{}` is not of its type, {}", variable.name, word(variable.kind));
        findings.push(Finding::new(Severity::Error, "type.default", None, &variable.name, message));
    }
    for (node, config) in subject.nodes() {
        for write in config.map(|config| config.writes()).unwrap_or_default() {
            if let (Some(kind), Some(declared)) = (write.kind, declared.get(write.variable.as_str()))
                && !goes_into(kind, *declared)
            {
                let message = format!("`{}` holds {}, this puts {} into it", write.variable, word(*declared), word(kind));
                findings.push(Finding::error("type.mismatch", &node.id, "", message));
            }
        }
        for (field, written) in subject.written(&node.id) {
            let Written::Template(template) = written else { continue };
            for (path, filters) in template.paths() {
                let ([root, name], Some(filter)) = (path.0.as_slice(), filters.first()) else {
                    continue;
                };
                let Some(kind) = declared.get(name.as_str()).filter(|_| root == "vars") else {
                    continue;
                };
                if let Some((_, wanted)) = WANTS.iter().find(|(known, _)| *known == filter.name)
                    && !wanted.contains(kind)
                {
                    findings.push(Finding::error(
                        "type.filter",
                        &node.id,
                        &field,
                        format!("`{}` does not work on `{path}`, which holds {}", filter.name, word(*kind)),
                    ));
                }
            }
        }
    }
    findings
}

fn goes_into(value: VariableKind, variable: VariableKind) -> bool {
    value == variable || matches!((value, variable), (VariableKind::Date, VariableKind::Text))
}

fn word(kind: VariableKind) -> &'static str {
    match kind {
        VariableKind::Text => "text",
        VariableKind::Number => "a number",
        VariableKind::Boolean => "yes or no",
        VariableKind::Date => "a date",
        VariableKind::List => "a list",
        VariableKind::Object => "an object",
    }
}
