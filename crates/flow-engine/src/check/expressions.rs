//! Texts and expressions that are not written well.

use super::Finding;
use super::subject::{Subject, Written};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for node in &subject.graph.nodes {
        for (field, written) in subject.written(&node.id) {
            match written {
                Written::Template(template) => {
                    if let Err(bad) = template.segments() {
                        findings.push(Finding::error("text.invalid", &node.id, &field, bad.detail.clone()));
                    }
                    if let Some(globals) = &subject.world.globals {
                        for (path, _) in template.paths().filter(|(path, _)| path.root() == "globals") {
                            if path.0.get(1).is_some_and(|name| !globals.contains(name)) {
                                findings.push(Finding::error(
                                    "global.missing",
                                    &node.id,
                                    &field,
                                    format!("the workspace has no value `{path}`"),
                                ));
                            }
                        }
                    }
                }
                Written::Expression(expression) if expression.source().trim().is_empty() => {
                    findings.push(Finding::error("expression.invalid", &node.id, &field, "write an expression"));
                }
                Written::Expression(expression) => {
                    if let Err(error) = expression.parsed() {
                        findings.push(Finding::error("expression.invalid", &node.id, &field, error.to_string()));
                    }
                }
            }
        }
    }
    findings
}
