//! Settings of each node: those of its kind, and what the kind itself finds wrong, WhatsApp's limits and things of the workspace included.

use super::subject::Subject;
use super::{Finding, Report};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for node in subject.flow.nodes() {
        match &node.config {
            Err(bad) => findings.push(Finding::error("node.settings", &node.id, &bad.field, bad.detail.clone())),
            Ok(config) => {
                let mut report = Report {
                    world: subject.world,
                    graph: subject.graph,
                    node: &node.id,
                    found: Vec::new(),
                };
                config.check(&mut report);
                findings.append(&mut report.found);
            }
        }
    }
    findings
}
