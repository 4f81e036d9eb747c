//! Old forms of a stored graph, lifted to today's one number at a time. A published version is never rewritten; it is upgraded each time it is read.

use serde_json::{Map, Value, json};

use super::{SCHEMA, Unreadable};

/// What lifts a graph from the number of its place in the list to the next.
const UPGRADES: &[fn(&mut Map<String, Value>)] = &[from_0];

pub(super) fn upgrade(mut json: Value, unreadable: &mut Vec<Unreadable>) -> Value {
    let Value::Object(members) = &mut json else { return json };
    let found = members.get("schema").and_then(Value::as_u64).unwrap_or(u64::from(SCHEMA));
    if found > u64::from(SCHEMA) {
        unreadable.push(Unreadable {
            pointer: "/schema".to_owned(),
            node: None,
            detail: format!("made by a newer PrismWA (schema {found}, this one reads up to {SCHEMA}); some of it may be missing"),
        });
    }
    for upgrade in UPGRADES.iter().skip(usize::try_from(found).unwrap_or(usize::MAX)) {
        upgrade(members);
    }
    members.insert("schema".to_owned(), json!(SCHEMA));
    json
}

/// Schema 0 is what canvas libraries export: lines with `source`, `sourceHandle`, `target`; a node's settings under `data`.
fn from_0(members: &mut Map<String, Value>) {
    for edge in members.get_mut("edges").and_then(Value::as_array_mut).into_iter().flatten() {
        let Some(edge) = edge.as_object_mut() else { continue };
        for (old, new) in [("source", "from"), ("sourceHandle", "handle"), ("target", "to")] {
            if let Some(value) = edge.remove(old) {
                edge.entry(new).or_insert(value);
            }
        }
        if edge.get("handle").is_none_or(Value::is_null) {
            edge.insert("handle".to_owned(), json!("next"));
        }
    }
    for node in members.get_mut("nodes").and_then(Value::as_array_mut).into_iter().flatten() {
        let Some(node) = node.as_object_mut() else { continue };
        if let Some(data) = node.remove("data") {
            node.entry("config").or_insert(data);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Graph;
    use super::*;

    #[test]
    fn a_canvas_export_is_lifted() {
        let (graph, unreadable) = Graph::read(json!({
            "schema": 0,
            "nodes": [{"id": "a", "type": "start", "data": {}}, {"id": "b", "type": "end", "data": {"outcome": "done"}}],
            "edges": [{"id": "e", "source": "a", "target": "b", "sourceHandle": null}],
        }));
        assert_eq!(unreadable, []);
        assert_eq!(graph.schema, SCHEMA);
        assert_eq!((graph.edges[0].from.as_str(), graph.edges[0].handle.as_str()), ("a", "next"));
        assert_eq!(graph.nodes[1].config, json!({"outcome": "done"}));
    }

    #[test]
    fn a_newer_form_is_read_as_far_as_possible() {
        let (graph, unreadable) = Graph::read(json!({"schema": 99, "nodes": [{"id": "a", "type": "start"}], "edges": []}));
        assert_eq!((graph.nodes.len(), unreadable[0].pointer.as_str()), (1, "/schema"));
    }

    #[test]
    fn there_is_an_upgrade_for_each_old_number() {
        assert_eq!(UPGRADES.len(), SCHEMA as usize);
    }
}
