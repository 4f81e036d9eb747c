//! Asks the checker about a graph, off the threads that answer requests.

use flow_engine::check::{Bounds, Finding, Severity, World, bounds, check};
use flow_engine::{Flow, FlowRef, Graph};
use model::FlowId;

use crate::error::WrongField;
use crate::{Error, Result};

/// What the checker said.
#[derive(Debug, Clone)]
pub struct Judged {
    /// What it found, worst first.
    pub findings: Vec<Finding>,
    /// What the flow does at most between two waits.
    pub bounds: Bounds,
}

impl Judged {
    /// Nothing keeps it from being published.
    #[must_use]
    pub fn may_publish(&self) -> bool {
        flow_engine::check::may_publish(&self.findings)
    }

    /// How many errors there are.
    pub(crate) fn errors(&self) -> i64 {
        self.count(Severity::Error)
    }

    /// How many warnings there are.
    pub(crate) fn warnings(&self) -> i64 {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> i64 {
        let count = self.findings.iter().filter(|finding| finding.severity == severity).count();
        i64::try_from(count).unwrap_or(i64::MAX)
    }
}

/// Checks a graph. A large one takes some ten milliseconds.
pub(crate) async fn judge(flow: Option<FlowId>, graph: Graph, world: World) -> Result<Judged> {
    let id = flow.map(|flow| flow.to_string()).unwrap_or_default();
    off_thread(move || {
        let flow = Flow::new(FlowRef::new(id, "draft"), graph);
        Judged {
            findings: check(&flow, &world),
            bounds: bounds(&flow),
        }
    })
    .await
}

/// Work that takes a processor for a while.
pub(crate) async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)
}

/// The refusal to publish: each error with its place in the graph.
pub(crate) fn not_publishable(graph: &Graph, judged: &Judged) -> Error {
    let errors = judged.findings.iter().filter(|finding| finding.severity == Severity::Error);
    Error::wrong_fields("flow.not_publishable", errors.map(|finding| wrong(graph, finding)).collect())
}

/// A finding as a wrong field: `buttons[0].title` of the fourth node is `/nodes/3/config/buttons/0/title`.
fn wrong(graph: &Graph, finding: &Finding) -> WrongField {
    let node = finding.node.as_ref().and_then(|id| graph.nodes.iter().position(|node| node.id == *id));
    let pointer = match (node, finding.field.strip_prefix("edge:")) {
        (_, Some(edge)) => graph
            .edges
            .iter()
            .position(|known| known.id == edge)
            .map_or(String::new(), |place| format!("/edges/{place}")),
        (Some(place), None) if finding.field.is_empty() => format!("/nodes/{place}"),
        (Some(place), None) => format!("/nodes/{place}/config/{}", finding.field.replace(']', "").replace(['.', '['], "/")),
        (None, None) => String::new(),
    };
    WrongField {
        pointer,
        code: finding.code.clone(),
        detail: finding.message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[tokio::test]
    async fn errors_are_told_with_their_place_in_the_graph() {
        let (graph, _) = Graph::read(json!({"schema": 1, "nodes": [
            {"id": "s", "type": "start"},
            {"id": "b", "type": "buttons", "config": {"body": "Choose", "buttons": [{"id": "a", "title": ""}]}}],
            "edges": [{"id": "e", "from": "s", "handle": "next", "to": "b"}]}));
        let judged = judge(None, graph.clone(), World::default()).await.unwrap();
        assert!(!judged.may_publish() && judged.errors() > 0);
        let crate::Kind::Fields(fields) = not_publishable(&graph, &judged).kind else {
            panic!("fields")
        };
        let places: Vec<&str> = fields.iter().map(|field| field.pointer.as_str()).collect();
        assert!(places.contains(&"/nodes/1/config/buttons/0/title"), "{places:?}");
    }
}
