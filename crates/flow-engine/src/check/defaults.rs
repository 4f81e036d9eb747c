//! Values that may be missing in what a customer reads: "Hello ," is worse than "Hello there,".

use serde_json::json;

use super::subject::{Subject, Written};
use super::{Edit, Finding, Fix};
use crate::expr::Segment;

/// Values that many contacts do not have.
const OFTEN_MISSING: [&str; 6] = [
    "contact.name",
    "contact.first_name",
    "contact.phone",
    "contact.username",
    "contact.language",
    "conversation.assignee",
];

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (node, config) in subject.nodes() {
        if !config.is_some_and(|config| config.traits().sends) || &*node.kind == "send_template" {
            continue;
        }
        for (field, written) in subject.written(&node.id) {
            let Written::Template(template) = written else { continue };
            for (path, filters) in template.paths() {
                let name = path.to_string();
                let often = OFTEN_MISSING.contains(&name.as_str()) || name.starts_with("contact.fields.");
                if !often || filters.iter().any(|filter| filter.name == "default") {
                    continue;
                }
                let finding = Finding::warning(
                    "value.no_default",
                    &node.id,
                    &field,
                    format!("`{name}` is missing for some contacts: add `| default:\"…\"`"),
                );
                findings.push(match with_default(template.source(), template.segments().unwrap_or_default(), &name) {
                    Some(text) => finding.with(Fix::new(
                        "Add a default",
                        Edit::SetField {
                            node: node.id.to_string(),
                            field: field.clone(),
                            value: json!(text),
                        },
                    )),
                    None => finding,
                });
            }
        }
    }
    findings
}

/// The text with a default for its first use of a path; only when that is written plainly.
fn with_default(source: &str, _segments: &[Segment], path: &str) -> Option<String> {
    let plain = [format!("{{{{{path}}}}}"), format!("{{{{ {path} }}}}")];
    let found = plain.iter().find(|plain| source.contains(plain.as_str()))?;
    Some(source.replacen(found.as_str(), &format!("{{{{{path} | default:\"…\"}}}}"), 1))
}
