//! Secret addresses in graphs: each flow has its own. A copy gets new ones, a document never holds one, and an address that is another flow's already is told.

use flow_engine::Graph;
use model::{FlowId, WorkspaceId};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::{App, Result};

/// Most addresses of a flow that are looked at.
const MOST: usize = 50;

/// The hash under which a door is kept: the path itself is a secret.
pub(crate) fn hash(path: &str) -> String {
    hex::encode(Sha256::digest(path.as_bytes()))
}

/// Gives every webhook of a graph an address that nobody knows yet; says how many there are.
pub(super) fn renew(graph: &mut Graph) -> usize {
    each(graph, |_| uuid::Uuid::new_v4().simple().to_string())
}

/// Puts others in place of the addresses, which lead nowhere and tell nothing: the same for the same address, so that a document changes only with its flow.
pub(super) fn hide(graph: &mut Graph) -> usize {
    each(graph, |path| hash(&format!("prismwa document {path}"))[..40].to_owned())
}

/// The addresses of a graph.
pub(super) fn paths(graph: &Graph) -> Vec<String> {
    let starts = graph.nodes.iter().filter(|node| node.kind == "start");
    let triggers = starts.flat_map(|node| node.config["triggers"].as_array().into_iter().flatten());
    triggers
        .filter(|trigger| is_webhook(trigger))
        .filter_map(|trigger| trigger["path"].as_str().map(str::to_owned))
        .collect()
}

/// Addresses of the graph that live flows other than this one have.
pub(super) async fn taken(app: &App, workspace_id: WorkspaceId, flow: Option<FlowId>, graph: &Graph) -> Result<Vec<String>> {
    let mut taken = Vec::new();
    for path in paths(graph).into_iter().take(MOST) {
        let owner = app.store().system().find_flow_door(&hash(&path)).await?;
        if owner.is_some_and(|(tenant, other)| (tenant, Some(other)) != (workspace_id, flow)) {
            taken.push(path);
        }
    }
    Ok(taken)
}

fn is_webhook(trigger: &Value) -> bool {
    trigger["type"] == "webhook"
}

fn each(graph: &mut Graph, another: impl Fn(&str) -> String) -> usize {
    let mut doors = 0;
    for node in graph.nodes.iter_mut().filter(|node| node.kind == "start") {
        let Some(triggers) = node.config.get_mut("triggers").and_then(Value::as_array_mut) else {
            continue;
        };
        for trigger in triggers.iter_mut().filter(|trigger| is_webhook(trigger)) {
            trigger["path"] = another(trigger["path"].as_str().unwrap_or_default()).into();
            doors += 1;
        }
    }
    doors
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn graph() -> Graph {
        let triggers =
            json!([{ "type": "webhook", "path": "orders-0123456789" }, { "type": "api", "name": "x", "path": "kept" }, { "type": "webhook" }]);
        Graph::read(json!({ "schema": 1, "nodes": [{ "id": "s", "type": "start", "config": { "triggers": triggers } }], "edges": [] })).0
    }

    #[test]
    fn a_copy_has_doors_of_its_own_and_the_rest_as_it_was() {
        let (mut one, mut other) = (graph(), graph());
        assert_eq!((renew(&mut one), renew(&mut other)), (2, 2));
        let (first, second) = (paths(&one), paths(&other));
        assert_eq!((first.len(), second.len()), (2, 2));
        assert!(first.iter().all(|path| path.len() == 32 && !second.contains(path)));
        assert_eq!(one.nodes[0].config["triggers"][1], graph().nodes[0].config["triggers"][1]);
    }

    #[test]
    fn a_document_hides_its_doors_and_stays_the_same() {
        let (mut one, mut other) = (graph(), graph());
        hide(&mut one);
        hide(&mut other);
        assert_eq!(one, other);
        assert!(!json!(one.nodes[0].config).to_string().contains("orders-0123456789"));
    }
}
