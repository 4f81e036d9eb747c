//! Texts and expressions that are not written well.

use super::subject::{Subject, Written};
use super::{Finding, Severity};
use crate::expr::Lookup;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for node in &subject.graph.nodes {
        for (field, written) in subject.written(&node.id) {
            match written {
                Written::Template(template) => {
                    if let Err(bad) = template.segments() {
                        findings.push(Finding::error("text.invalid", &node.id, &field, bad.detail.clone()));
                    }
                    let named = template.paths().filter(|(path, filters)| {
                        // Where a default stands behind it, the author counts on its absence.
                        path.root() == "globals" && !filters.iter().any(|filter| filter.name == "default")
                    });
                    findings.extend(named.filter_map(|(path, _)| missing(subject, &node.id, &field, path.0.get(1)?)));
                }
                Written::Expression(expression) if expression.source().trim().is_empty() => {
                    findings.push(Finding::error("expression.invalid", &node.id, &field, "write an expression"));
                }
                Written::Expression(expression) => match expression.parsed() {
                    Err(error) => findings.push(Finding::error("expression.invalid", &node.id, &field, error.to_string())),
                    // A mapping looks at the answer, not at the scopes. Elsewhere what is missing is `null`, and seldom meant.
                    Ok(_) if field.starts_with("mapping") => {}
                    Ok(path) => findings.extend(path.lookups().into_iter().filter_map(|lookup| match lookup {
                        Lookup::Path(names) if names.first().is_some_and(|root| root == "globals") => {
                            missing(subject, &node.id, &field, names.get(1)?).map(|found| Finding {
                                severity: Severity::Warning,
                                ..found
                            })
                        }
                        _ => None,
                    })),
                },
            }
        }
    }
    findings
}

/// A value of the workspace that it does not have.
fn missing(subject: &Subject<'_>, node: &str, field: &str, name: &str) -> Option<Finding> {
    let globals = subject.world.globals.as_ref()?;
    (!globals.iter().any(|known| known == name)).then(|| {
        Finding::error(
            "global.missing",
            node,
            field,
            format!("the workspace has no value `{name}` among its globals"),
        )
    })
}
