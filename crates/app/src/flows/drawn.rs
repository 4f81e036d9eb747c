//! A graph that somebody sent: read, within limits, and written in one form.

use flow_engine::Graph;
use flow_engine::graph::Unreadable;
use serde_json::{Value, json};

use crate::error::WrongField;
use crate::{Error, Result};

/// Most bytes of a stored graph.
pub const MAX_GRAPH_BYTES: usize = 2 * 1024 * 1024;

/// A graph in our form.
#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    pub(crate) graph: Graph,
    /// As it is stored.
    pub(crate) json: String,
}

impl Drawn {
    /// Reads what somebody sent; `pointer` says where it stood. Wrong settings are the checker's business, what is no graph at all is refused.
    pub(crate) fn read(sent: Value, pointer: &str) -> Result<Self> {
        let (graph, unreadable) = Graph::read(sent);
        if !unreadable.is_empty() {
            return Err(Error::wrong_fields(
                "flow.not_a_graph",
                unreadable.into_iter().map(|part| wrong(pointer, part)).collect(),
            ));
        }
        let drawn = Self::of(graph);
        if drawn.json.len() > MAX_GRAPH_BYTES {
            let most = MAX_GRAPH_BYTES / 1024;
            return Err(Error::invalid(pointer, "too_large", format!("A flow has at most {most} kB.")));
        }
        Ok(drawn)
    }

    /// A graph that was read before.
    pub(crate) fn of(graph: Graph) -> Self {
        let json = graph.to_json().to_string();
        Self { graph, json }
    }

    /// A stored graph; parts that an older program kept and this one cannot read are left out.
    pub(crate) fn stored(json: &str) -> Self {
        Self::of(stored(json))
    }

    /// Where a new flow begins: a start that leads to an end.
    pub(crate) fn blank() -> Self {
        let graph = json!({
            "schema": flow_engine::graph::SCHEMA,
            "nodes": [
                { "id": "n_start", "type": "start", "name": "start", "config": { "triggers": [] }, "position": { "x": 0, "y": 0 } },
                { "id": "n_end", "type": "end", "name": "end", "config": {}, "position": { "x": 360, "y": 0 } },
            ],
            "edges": [{ "id": "e_1", "from": "n_start", "handle": "next", "to": "n_end" }],
        });
        Self::of(Graph::read(graph).0)
    }

    /// Words of its triggers, each once, a JSON list.
    pub(crate) fn triggers(&self) -> String {
        let mut words: Vec<&str> = Vec::new();
        for node in self.graph.nodes.iter().filter(|node| node.kind == "start") {
            let triggers = node.config["triggers"].as_array().into_iter().flatten();
            for word in triggers.filter_map(|trigger| trigger["type"].as_str()) {
                if !words.contains(&word) {
                    words.push(word);
                }
            }
        }
        json!(words).to_string()
    }

    /// How many nodes it has.
    pub(crate) fn node_count(&self) -> i64 {
        i64::try_from(self.graph.nodes.len()).unwrap_or(i64::MAX)
    }
}

/// A stored graph, read.
pub(crate) fn stored(json: &str) -> Graph {
    Graph::read(serde_json::from_str(json).unwrap_or_default()).0
}

fn wrong(pointer: &str, part: Unreadable) -> WrongField {
    WrongField {
        pointer: format!("{pointer}{}", part.pointer),
        code: "not_a_graph".to_owned(),
        detail: part.detail,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_graph_is_refused_with_its_places() {
        let error = Drawn::read(
            json!({"schema": 1, "nodes": [{"id": "a", "type": "start"}, {"type": 7}], "edges": 3}),
            "/graph",
        )
        .unwrap_err();
        let crate::Kind::Fields(fields) = error.kind else { panic!("{error}") };
        let places: Vec<&str> = fields.iter().map(|field| field.pointer.as_str()).collect();
        assert_eq!(places, ["/graph/nodes/1", "/graph/edges"]);
        assert!(Drawn::read(json!([]), "/graph").is_err());
        let long = "x".repeat(MAX_GRAPH_BYTES);
        let large = json!({"schema": 1, "nodes": [{"id": "a", "type": "sticky", "config": {"text": long}}], "edges": []});
        assert_eq!(Drawn::read(large, "/graph").unwrap_err().code, "too_large");
    }

    #[test]
    fn wrong_settings_are_kept_for_their_author_to_mend() {
        let sent = json!({"schema": 1, "nodes": [{"id": "a", "type": "start", "config": {"triggers": [{"type": "api", "name": "x"}, {"type": "api", "name": "y"}, {"no": 1}]}}], "edges": []});
        let drawn = Drawn::read(sent, "/graph").unwrap();
        assert_eq!((drawn.triggers().as_str(), drawn.node_count()), (r#"["api"]"#, 1));
        assert_eq!(Drawn::stored(&drawn.json).json, drawn.json);
    }
}
