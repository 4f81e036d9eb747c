//! Secrets stand in requests only, and only those that are there.

use super::Finding;
use super::subject::{Subject, Written};
use crate::expr::Lookup;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for node in &subject.graph.nodes {
        let may = node.kind == "http_request";
        for (field, written) in subject.written(&node.id) {
            let named: Vec<Option<String>> = match written {
                Written::Template(template) => template
                    .paths()
                    .filter(|(path, _)| path.root() == "secrets")
                    .map(|(path, _)| path.0.get(1).cloned())
                    .collect(),
                Written::Expression(expression) => {
                    let lookups = expression.parsed().map(|path| path.lookups()).unwrap_or_default();
                    let secret = |lookup: Lookup| {
                        matches!(&lookup, Lookup::Path(names) if names.first().is_some_and(|root| root == "secrets")).then_some(None)
                    };
                    lookups.into_iter().filter_map(secret).collect()
                }
            };
            for name in named {
                let allowed = may && (["url", "body"].iter().any(|place| field.starts_with(place)) || field.starts_with("headers")) && name.is_some();
                if !allowed {
                    findings.push(Finding::error(
                        "secret.exposed",
                        &node.id,
                        &field,
                        "a secret may only stand in the address, headers or body of a request",
                    ));
                } else if let (Some(name), Some(secrets)) = (&name, &subject.world.secrets)
                    && !secrets.contains(name)
                {
                    findings.push(Finding::error(
                        "secret.missing",
                        &node.id,
                        &field,
                        format!("the workspace has no secret `{name}`"),
                    ));
                }
            }
        }
    }
    findings
}
