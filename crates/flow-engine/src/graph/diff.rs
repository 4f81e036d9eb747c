//! What changed between two graphs, as data for a canvas that draws both: nodes added, removed, changed and moved, lines added and removed.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::{Graph, Node};

/// All that differs.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Difference {
    /// Nodes, by id.
    pub nodes: Vec<NodeDifference>,
    /// Lines, by what they join: an edge whose id alone changed is no difference.
    pub edges: Vec<EdgeChange>,
    /// JSON pointers into `variables` and `settings`, with both values.
    pub other: Vec<FieldChange>,
}

/// What became of a node.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NodeDifference {
    /// The node's id.
    pub node: String,
    /// What became of it.
    pub change: NodeChange,
}

/// What became of a node.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum NodeChange {
    /// New.
    Added,
    /// Gone.
    Removed,
    /// Stands elsewhere on the canvas; a run would not notice.
    Moved,
    /// Its kind, name, settings, notes or error handling differ.
    Changed {
        /// Which fields, as JSON pointers into the node.
        fields: Vec<FieldChange>,
    },
}

/// One field that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldChange {
    /// JSON pointer.
    pub pointer: String,
    /// In the older graph; `null` when it is not there.
    pub before: Value,
    /// In the newer graph; `null` when it is not there.
    pub after: Value,
}

/// What became of a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EdgeChange {
    /// The node it leaves.
    pub from: String,
    /// The handle it leaves by.
    pub handle: String,
    /// Where it led; `None` when it is new.
    pub before: Option<String>,
    /// Where it leads; `None` when it is gone.
    pub after: Option<String>,
}

impl Difference {
    /// Nothing a run would notice differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edges.is_empty() && self.other.is_empty() && self.nodes.iter().all(|node| node.change == NodeChange::Moved)
    }
}

/// What changed from `before` to `after`.
#[must_use]
pub fn compare(before: &Graph, after: &Graph) -> Difference {
    let (old, new) = (by_id(before), by_id(after));
    let mut nodes = Vec::new();
    for (id, node) in &old {
        let change = match new.get(id) {
            None => Some(NodeChange::Removed),
            Some(other) => node_change(node, other),
        };
        nodes.extend(change.map(|change| NodeDifference {
            node: (*id).to_owned(),
            change,
        }));
    }
    nodes.extend(new.keys().filter(|id| !old.contains_key(*id)).map(|id| NodeDifference {
        node: (*id).to_owned(),
        change: NodeChange::Added,
    }));
    let mut other = Vec::new();
    for member in ["settings", "variables"] {
        fields(&format!("/{member}"), &before.to_json()[member], &after.to_json()[member], &mut other);
    }
    Difference {
        nodes,
        edges: edges(before, after),
        other,
    }
}

fn by_id(graph: &Graph) -> BTreeMap<&str, &Node> {
    graph.nodes.iter().map(|node| (node.id.as_str(), node)).collect()
}

fn node_change(before: &Node, after: &Node) -> Option<NodeChange> {
    let bare = |node: &Node| {
        let mut json = serde_json::to_value(node).expect("a node has text keys and finite numbers");
        json.as_object_mut().map(|members| members.remove("position"));
        json
    };
    let mut changed = Vec::new();
    fields("", &bare(before), &bare(after), &mut changed);
    match changed.is_empty() {
        false => Some(NodeChange::Changed { fields: changed }),
        true => (before.position != after.position).then_some(NodeChange::Moved),
    }
}

/// Objects are compared member by member, all else as a whole.
fn fields(pointer: &str, before: &Value, after: &Value, changed: &mut Vec<FieldChange>) {
    if before == after {
        return;
    }
    let (Value::Object(old), Value::Object(new)) = (before, after) else {
        changed.push(FieldChange {
            pointer: pointer.to_owned(),
            before: before.clone(),
            after: after.clone(),
        });
        return;
    };
    let mut members: Vec<_> = old.keys().chain(new.keys().filter(|key| !old.contains_key(*key))).collect();
    members.sort();
    for member in members {
        let place = format!("{pointer}/{}", member.replace('~', "~0").replace('/', "~1"));
        fields(
            &place,
            old.get(member).unwrap_or(&Value::Null),
            new.get(member).unwrap_or(&Value::Null),
            changed,
        );
    }
}

fn edges(before: &Graph, after: &Graph) -> Vec<EdgeChange> {
    let lines = |graph: &Graph| -> BTreeMap<(String, String), String> {
        let key = |edge: &super::Edge| ((edge.from.clone(), edge.handle.to_string()), edge.to.clone());
        graph.edges.iter().map(key).collect()
    };
    let (old, new) = (lines(before), lines(after));
    let mut keys: Vec<_> = old.keys().chain(new.keys().filter(|key| !old.contains_key(*key))).collect();
    keys.sort();
    keys.into_iter()
        .filter(|key| old.get(*key) != new.get(*key))
        .map(|key| EdgeChange {
            from: key.0.clone(),
            handle: key.1.clone(),
            before: old.get(key).cloned(),
            after: new.get(key).cloned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn graph(json: Value) -> Graph {
        Graph::read(json).0
    }

    #[test]
    fn what_changed_is_told_apart_from_what_moved() {
        let before = graph(json!({"schema": 1, "nodes": [
            {"id": "a", "type": "start"}, {"id": "b", "type": "send_message", "config": {"text": "hi", "preview": true}}, {"id": "c", "type": "end"}],
            "edges": [{"id": "1", "from": "a", "handle": "next", "to": "b"}, {"id": "2", "from": "b", "handle": "next", "to": "c"}]}));
        let after = graph(json!({"schema": 1, "nodes": [
            {"id": "a", "type": "start", "position": {"x": 9, "y": 0}}, {"id": "b", "type": "send_message", "config": {"text": "hello", "preview": true}}, {"id": "d", "type": "end"}],
            "edges": [{"id": "9", "from": "a", "handle": "next", "to": "b"}, {"id": "2", "from": "b", "handle": "next", "to": "d"}],
            "settings": {"language": "es"}}));
        let found = serde_json::to_value(compare(&before, &after)).unwrap();
        assert_eq!(
            found,
            json!({
                "nodes": [
                    {"node": "a", "change": {"is": "moved"}},
                    {"node": "b", "change": {"is": "changed", "fields": [{"pointer": "/config/text", "before": "hi", "after": "hello"}]}},
                    {"node": "c", "change": {"is": "removed"}},
                    {"node": "d", "change": {"is": "added"}},
                ],
                "edges": [{"from": "b", "handle": "next", "before": "c", "after": "d"}],
                "other": [{"pointer": "/settings/language", "before": "en", "after": "es"}],
            })
        );
        assert!(compare(&before, &before).is_empty());
    }
}
