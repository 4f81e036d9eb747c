//! A graph made ready to run: settings of every node parsed once, lines found by node and handle. A broken node stays broken alone: a run that reaches it takes its failure handle.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Graph, Handle, MAX_CONFIG_BYTES, Node, OnError, Settings};
use crate::limits::Guardrails;
use crate::nodes::{BadConfig, NodeConfig};

/// Which flow, and which of its versions; `draft` is the one being edited.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FlowRef {
    /// Id of the flow.
    pub flow: String,
    /// Its version; empty means the one published when the run gets there.
    #[serde(default)]
    pub version: String,
}

impl FlowRef {
    /// By both names.
    #[must_use]
    pub fn new(flow: impl Into<String>, version: impl Into<String>) -> Self {
        Self {
            flow: flow.into(),
            version: version.into(),
        }
    }
}

/// A graph made ready to run. Made once per version, shared by all its runs.
#[derive(Debug)]
pub struct Flow {
    id: FlowRef,
    nodes: Vec<FlowNode>,
    places: HashMap<String, usize>,
    lines: HashMap<usize, Vec<Line>>,
    variables: Map<String, Value>,
    settings: Settings,
    guardrails: Guardrails,
    graph: Graph,
}

/// One node made ready.
#[derive(Debug)]
pub struct FlowNode {
    /// Its id.
    pub id: Arc<str>,
    /// Its word for `{{nodes.<name>}}`; the id when it has none.
    pub name: Arc<str>,
    /// Its kind as written.
    pub kind: Arc<str>,
    /// Its settings, or what is wrong with them.
    pub config: Result<NodeConfig, BadConfig>,
    /// What happens when it fails.
    pub on_error: OnError,
}

#[derive(Debug)]
struct Line {
    handle: Handle,
    edge: Arc<str>,
    to: Option<usize>,
}

impl Flow {
    /// Makes a graph ready. Never fails.
    #[must_use]
    pub fn new(id: FlowRef, graph: Graph) -> Self {
        let nodes: Vec<_> = graph.nodes.iter().map(FlowNode::new).collect();
        let places: HashMap<_, _> = graph
            .nodes
            .iter()
            .enumerate()
            .rev()
            .map(|(place, node)| (node.id.clone(), place))
            .collect();
        let mut lines: HashMap<usize, Vec<Line>> = HashMap::new();
        for edge in &graph.edges {
            let Some(&from) = places.get(&edge.from) else { continue };
            lines.entry(from).or_default().push(Line {
                handle: edge.handle.clone(),
                edge: edge.id.as_str().into(),
                to: places.get(&edge.to).copied(),
            });
        }
        Self {
            id,
            nodes,
            places,
            lines,
            variables: graph
                .variables
                .iter()
                .map(|variable| (variable.name.clone(), variable.default.clone()))
                .collect(),
            guardrails: graph.settings.guardrails.effective(),
            settings: graph.settings.clone(),
            graph,
        }
    }

    /// Which flow and version this is.
    #[must_use]
    pub fn id(&self) -> &FlowRef {
        &self.id
    }

    /// As drawn.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// What holds for the whole flow.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The limits that hold.
    #[must_use]
    pub fn guardrails(&self) -> &Guardrails {
        &self.guardrails
    }

    /// The variables with their first values.
    #[must_use]
    pub fn variables(&self) -> &Map<String, Value> {
        &self.variables
    }

    /// The node with this id.
    #[must_use]
    pub fn node(&self, id: &str) -> Option<&FlowNode> {
        self.places.get(id).map(|&place| &self.nodes[place])
    }

    /// Every node.
    #[must_use]
    pub fn nodes(&self) -> &[FlowNode] {
        &self.nodes
    }

    /// Where a run begins.
    #[must_use]
    pub fn start(&self) -> Option<&FlowNode> {
        self.nodes.iter().find(|node| &*node.kind == "start")
    }

    /// The line that leaves `node` by `handle`: its id and the node it leads to. A line to nowhere counts as none.
    #[must_use]
    pub fn follow(&self, node: &str, handle: &Handle) -> Option<(&Arc<str>, &FlowNode)> {
        let lines = self.lines.get(self.places.get(node)?)?;
        let line = lines.iter().find(|line| line.handle == *handle)?;
        Some((&line.edge, &self.nodes[line.to?]))
    }
}

impl FlowNode {
    fn new(node: &Node) -> Self {
        let config = match serde_json::to_string(&node.config).map_or(usize::MAX, |text| text.len()) {
            0..=MAX_CONFIG_BYTES => NodeConfig::parse(&node.kind, node.config.clone()),
            _ => Err(BadConfig::new(
                "",
                format!("the settings of one node take at most {} kB", MAX_CONFIG_BYTES / 1024),
            )),
        };
        Self {
            id: node.id.as_str().into(),
            name: if node.name.is_empty() { &node.id } else { &node.name }.as_str().into(),
            kind: node.kind.as_str().into(),
            config,
            on_error: node.on_error,
        }
    }
}
