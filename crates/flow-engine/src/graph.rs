//! A flow as it is drawn and stored: nodes, edges, variables and settings. A draft may be broken; reading it never fails, it reports.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

mod diff;
mod flow;
mod handle;
mod settings;
mod upgrade;

pub use diff::{Difference, EdgeChange, NodeChange, NodeDifference, compare};
pub use flow::{Flow, FlowNode, FlowRef};
pub use handle::{FAMILIES, Handle, WORDS};
pub use settings::{ErrorPolicy, GuardrailSettings, LimitScope, NewTrigger, Settings, StaleTap};

/// The number this version writes in `schema`.
pub const SCHEMA: u32 = 1;
/// Most nodes of one flow.
pub const MAX_NODES: usize = 500;
/// Most bytes of one node's configuration.
pub const MAX_CONFIG_BYTES: usize = 64 * 1024;

/// A flow as drawn (`flow_versions.graph_json`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Graph {
    /// Which form the rest is in; older forms are upgraded when read.
    pub schema: u32,
    /// The steps' definitions.
    pub nodes: Vec<Node>,
    /// The lines between them.
    pub edges: Vec<Edge>,
    /// What a run remembers, with its types and first values.
    #[serde(default)]
    pub variables: Vec<Variable>,
    /// What holds for the whole flow.
    #[serde(default)]
    pub settings: Settings,
}

/// One step's definition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Unique in the graph, stable for ever: lines, runs and statistics hold on to it.
    pub id: String,
    /// Its kind, a word of [`crate::nodes::KINDS`].
    #[serde(rename = "type")]
    pub kind: String,
    /// Unique word for `{{nodes.<name>.…}}`.
    #[serde(default)]
    pub name: String,
    /// What the kind wants to know.
    #[serde(default = "empty")]
    pub config: Value,
    /// Where it stands on the canvas.
    #[serde(default)]
    pub position: Position,
    /// The author's remarks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// What happens when it fails.
    #[serde(default)]
    pub on_error: OnError,
}

fn empty() -> Value {
    Value::Object(Map::new())
}

/// A place on the canvas, in its units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// What happens when a node fails.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnError {
    /// Leave by the failure's handle, else by `error`, else by the flow's error policy.
    #[default]
    Route,
    /// Carry on as if it had worked: leave by `next`.
    Continue,
    /// Straight to the flow's error policy.
    Policy,
}

/// A line from a handle of one node to another node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edge {
    /// Unique in the graph.
    pub id: String,
    /// The node it leaves.
    pub from: String,
    /// The exit it leaves by. One edge per handle.
    pub handle: Handle,
    /// The node it leads to.
    pub to: String,
}

/// Something a run remembers under `{{vars.<name>}}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Variable {
    /// Letters, digits and `_`.
    pub name: String,
    /// What it holds.
    #[serde(rename = "type", default)]
    pub kind: VariableKind,
    /// What it holds at the start; nothing means empty.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub default: Value,
}

/// What a variable holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VariableKind {
    /// Words.
    #[default]
    Text,
    /// A number.
    Number,
    /// Yes or no.
    Boolean,
    /// A day or a moment, as ISO 8601 text.
    Date,
    /// Several values.
    List,
    /// Named values.
    Object,
}

impl VariableKind {
    /// `value` is of this kind; empty fits every kind.
    #[must_use]
    pub fn fits(self, value: &Value) -> bool {
        match (self, value) {
            (_, Value::Null) => true,
            (Self::Text | Self::Date, value) => value.is_string(),
            (Self::Number, value) => value.is_number(),
            (Self::Boolean, value) => value.is_boolean(),
            (Self::List, value) => value.is_array(),
            (Self::Object, value) => value.is_object(),
        }
    }
}

impl Default for Graph {
    fn default() -> Self {
        Self {
            schema: SCHEMA,
            nodes: Vec::new(),
            edges: Vec::new(),
            variables: Vec::new(),
            settings: Settings::default(),
        }
    }
}

/// A part of a stored graph that could not be read and is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unreadable {
    /// JSON pointer to the part.
    pub pointer: String,
    /// The node's id, when the part is a node that has one.
    pub node: Option<String>,
    /// What is wrong with it.
    pub detail: String,
}

impl Graph {
    /// Reads any JSON: old forms are upgraded, parts that cannot be read are left out and reported. Never fails, so that a draft can always be opened.
    #[must_use]
    pub fn read(json: Value) -> (Self, Vec<Unreadable>) {
        let mut unreadable = Vec::new();
        let Value::Object(mut members) = upgrade::upgrade(json, &mut unreadable) else {
            unreadable.push(Unreadable {
                pointer: String::new(),
                node: None,
                detail: "a flow is an object with `nodes` and `edges`".to_owned(),
            });
            return (Self::default(), unreadable);
        };
        let mut graph = Self {
            schema: SCHEMA,
            nodes: each(members.remove("nodes"), "nodes", &mut unreadable),
            edges: each(members.remove("edges"), "edges", &mut unreadable),
            variables: each(members.remove("variables"), "variables", &mut unreadable),
            settings: members
                .remove("settings")
                .map(|settings| one(settings, "/settings", &mut unreadable).unwrap_or_default())
                .unwrap_or_default(),
        };
        if graph.nodes.len() > MAX_NODES {
            unreadable.push(Unreadable {
                pointer: format!("/nodes/{MAX_NODES}"),
                node: None,
                detail: format!("a flow has at most {MAX_NODES} nodes"),
            });
            graph.nodes.truncate(MAX_NODES);
        }
        (graph, unreadable)
    }

    /// The node with this id.
    #[must_use]
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id == id)
    }

    /// As stored.
    #[must_use]
    pub fn to_json(&self) -> Value {
        serde_json::to_value(self).expect("a graph has text keys and finite numbers")
    }
}

fn each<T: serde::de::DeserializeOwned>(list: Option<Value>, member: &str, unreadable: &mut Vec<Unreadable>) -> Vec<T> {
    match list {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(items)) => items
            .into_iter()
            .enumerate()
            .filter_map(|(index, item)| one(item, &format!("/{member}/{index}"), unreadable))
            .collect(),
        Some(_) => {
            unreadable.push(Unreadable {
                pointer: format!("/{member}"),
                node: None,
                detail: format!("`{member}` is a list"),
            });
            Vec::new()
        }
    }
}

fn one<T: serde::de::DeserializeOwned>(json: Value, pointer: &str, unreadable: &mut Vec<Unreadable>) -> Option<T> {
    let node = json.get("id").and_then(Value::as_str).map(str::to_owned);
    match serde_path_to_error::deserialize(json) {
        Ok(read) => Some(read),
        Err(error) => {
            unreadable.push(Unreadable {
                pointer: pointer.to_owned(),
                node: node.filter(|_| pointer.starts_with("/nodes/")),
                detail: error.to_string(),
            });
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_broken_draft_opens_and_says_what_is_broken() {
        let (graph, unreadable) = Graph::read(json!({
            "schema": 1,
            "nodes": [{"id": "a", "type": "start"}, {"type": 7}, "x"],
            "edges": {"not": "a list"},
            "settings": {"language": 3},
        }));
        assert_eq!(graph.nodes.len(), 1);
        let places: Vec<_> = unreadable.iter().map(|part| part.pointer.as_str()).collect();
        assert_eq!(places, ["/nodes/1", "/nodes/2", "/edges", "/settings"]);
        assert_eq!(Graph::read(Value::Null).1.len(), 1);
    }

    #[test]
    fn a_graph_survives_writing_and_reading() {
        let json = json!({"schema": 1, "nodes": [{"id": "a", "type": "delay", "name": "pause", "config": {"seconds": 5}, "position": {"x": 1.0, "y": 2.0}, "notes": "why", "on_error": "continue"}],
            "edges": [{"id": "e", "from": "a", "handle": "next", "to": "a"}], "variables": [{"name": "n", "type": "number", "default": 1}], "settings": {"language": "es"}});
        let (graph, unreadable) = Graph::read(json);
        assert_eq!(unreadable, []);
        assert_eq!(Graph::read(graph.to_json()), (graph, vec![]));
    }
}
