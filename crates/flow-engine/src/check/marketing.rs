//! Marketing that nobody asked for: a flow the customer did not begin sends a marketing template without looking at consent.

use super::Finding;
use super::subject::{Subject, Written};
use crate::expr::Lookup;
use crate::nodes::NodeConfig;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let begun_by_customer = match subject.flow.start().map(|start| &start.config) {
        Some(Ok(NodeConfig::Start(start))) => start.triggers.iter().all(crate::triggers::Trigger::opens_window),
        _ => true,
    };
    if begun_by_customer || looks_at_consent(subject) {
        return Vec::new();
    }
    let Some(templates) = &subject.world.templates else { return Vec::new() };
    subject
        .nodes()
        .filter_map(|(node, config)| match config {
            Some(NodeConfig::SendTemplate(send)) => Some((node, send)),
            _ => None,
        })
        .filter(|(_, send)| {
            templates
                .iter()
                .any(|template| template.name == send.template && template.category.eq_ignore_ascii_case("MARKETING"))
        })
        .map(|(node, send)| {
            Finding::warning(
                "marketing.consent",
                &node.id,
                "template",
                format!(
                    "`{}` is marketing, and the flow never looks at `contact.consent`: send it only to who agreed",
                    send.template
                ),
            )
        })
        .collect()
}

fn looks_at_consent(subject: &Subject<'_>) -> bool {
    let consent = |names: &[String]| {
        names.first().is_some_and(|root| root == "contact")
            && names
                .get(1)
                .is_some_and(|name| name.contains("consent") || name == "marketing" || name == "tags")
    };
    subject.graph.nodes.iter().any(|node| {
        subject.written(&node.id).iter().any(|(_, written)| match written {
            Written::Template(template) => template.paths().any(|(path, _)| consent(&path.0)),
            Written::Expression(expression) => expression.parsed().is_ok_and(|path| {
                path.lookups()
                    .iter()
                    .any(|lookup| matches!(lookup, Lookup::Path(names) if consent(names)))
            }),
        })
    })
}
