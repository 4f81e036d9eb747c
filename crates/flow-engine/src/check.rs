//! THE LIST of checker rules: what is wrong with a flow before anybody meets it. The editor, the API and the command line ask the same function.

use serde::{Deserialize, Serialize};

use crate::graph::{Flow, Graph, Unreadable};

mod bounds;
mod cycles;
mod defaults;
mod edges;
mod entry;
mod expressions;
mod fix;
mod ids;
mod marketing;
mod parked;
mod reach;
mod report;
mod secrets;
mod settings;
mod subject;
mod types;
mod unreachable;
mod unset;
mod unwired;
mod window;
mod world;

pub use bounds::{Bounds, bounds};
pub use fix::{Edit, Fix};
pub use reach::{Reach, ReachKind, reaches};
pub use report::Report;
pub use world::{Known, TemplateSummary, World};

use subject::Subject;

/// One thing the checker found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable word, such as `node.unreachable`.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// The node it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// The setting of the node, such as `buttons[0].title`; or the edge, as `edge:<id>`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// A plain sentence.
    pub message: String,
    /// A way out that can be taken with one click.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The flow cannot be published.
    Error,
    /// It can, but somebody will be surprised.
    Warning,
    /// Good to know.
    Hint,
}

/// One rule: its name, and what it finds.
type Rule = (&'static str, fn(&Subject<'_>) -> Vec<Finding>);

/// THE LIST of rules.
const RULES: &[Rule] = &[
    ("cycles", cycles::check),
    ("defaults", defaults::check),
    ("edges", edges::check),
    ("entry", entry::check),
    ("expressions", expressions::check),
    ("ids", ids::check),
    ("marketing", marketing::check),
    ("parked", parked::check),
    ("secrets", secrets::check),
    ("settings", settings::check),
    ("types", types::check),
    ("unreachable", unreachable::check),
    ("unset", unset::check),
    ("unwired", unwired::check),
    ("window", window::check),
];

/// The names of all rules; each has fixtures in `tests/check/`.
pub fn rules() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|(name, _)| *name)
}

/// Everything that is wrong with a flow, worst first.
#[must_use]
pub fn check(flow: &Flow, world: &World) -> Vec<Finding> {
    let subject = Subject::new(flow, world);
    let mut findings: Vec<_> = RULES.iter().flat_map(|(_, rule)| rule(&subject)).collect();
    findings.sort_by(|one, other| (one.severity, &one.node, &one.code, &one.field).cmp(&(other.severity, &other.node, &other.code, &other.field)));
    findings.dedup();
    findings
}

/// The same for a stored draft: what could not be read is reported too.
#[must_use]
pub fn check_draft(id: crate::graph::FlowRef, json: serde_json::Value, world: &World) -> Vec<Finding> {
    let (graph, unreadable) = Graph::read(json);
    let mut findings: Vec<_> = unreadable.into_iter().map(Finding::from).collect();
    findings.extend(check(&Flow::new(id, graph), world));
    findings
}

/// Nothing keeps it from being published.
#[must_use]
pub fn may_publish(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.severity != Severity::Error)
}

impl From<Unreadable> for Finding {
    fn from(part: Unreadable) -> Self {
        Self {
            code: "graph.unreadable".to_owned(),
            severity: Severity::Error,
            node: part.node,
            field: part.pointer,
            message: part.detail,
            fix: None,
        }
    }
}

impl Finding {
    pub(crate) fn new(severity: Severity, code: &str, node: Option<&str>, field: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            severity,
            node: node.map(str::to_owned),
            field: field.to_owned(),
            message: message.into(),
            fix: None,
        }
    }

    pub(crate) fn error(code: &str, node: &str, field: &str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, Some(node), field, message)
    }

    pub(crate) fn warning(code: &str, node: &str, field: &str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, Some(node), field, message)
    }

    pub(crate) fn with(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}
