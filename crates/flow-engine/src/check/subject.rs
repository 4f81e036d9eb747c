//! A flow under examination, with what several rules ask: which lines count, what can be reached, what stands in texts.

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::Value;

use super::World;
use crate::expr::{Expression, Template};
use crate::graph::{Edge, Flow, FlowNode, Graph, Handle};
use crate::nodes::NodeConfig;

pub(super) struct Subject<'f> {
    pub flow: &'f Flow,
    pub graph: &'f Graph,
    pub world: &'f World,
    /// Lines whose both ends are there, by the node they leave; a goto counts as a line.
    pub out: HashMap<&'f str, Vec<(Handle, &'f str)>>,
    /// Nodes a run can come to.
    pub reached: HashSet<&'f str>,
}

/// A text or expression in a node's settings.
pub(super) enum Written {
    Template(Template),
    Expression(Expression),
}

impl<'f> Subject<'f> {
    pub(super) fn new(flow: &'f Flow, world: &'f World) -> Self {
        let graph = flow.graph();
        let mut out: HashMap<&str, Vec<(Handle, &str)>> = HashMap::new();
        for Edge { from, handle, to, .. } in &graph.edges {
            if let (Some(from), Some(to)) = (graph.node(from), graph.node(to)) {
                out.entry(from.id.as_str()).or_default().push((handle.clone(), to.id.as_str()));
            }
        }
        for node in flow.nodes() {
            if let Ok(NodeConfig::Goto(goto)) = &node.config
                && goto.flow.is_none()
                && let (Some(from), Some(to)) = (graph.node(&node.id), graph.node(&goto.node))
            {
                out.entry(from.id.as_str()).or_default().push((Handle::NEXT, to.id.as_str()));
            }
        }
        let reached = reach(flow, &out);
        Self {
            flow,
            graph,
            world,
            out,
            reached,
        }
    }

    /// Nodes that are run, with their settings when those can be read.
    pub(super) fn nodes(&self) -> impl Iterator<Item = (&'f FlowNode, Option<&'f NodeConfig>)> {
        self.flow.nodes().iter().map(|node| (node, node.config.as_ref().ok()))
    }

    pub(super) fn config(&self, id: &str) -> Option<&'f NodeConfig> {
        self.flow.node(id).and_then(|node| node.config.as_ref().ok())
    }

    /// The lines that leave a node.
    pub(super) fn lines(&self, id: &str) -> &[(Handle, &'f str)] {
        self.out.get(id).map_or(&[], Vec::as_slice)
    }

    /// Every text and expression of a node, with the path of its setting.
    pub(super) fn written(&self, id: &str) -> Vec<(String, Written)> {
        let mut found = Vec::new();
        if let Some(node) = self.graph.node(id) {
            collect(&node.config, String::new(), &mut found);
        }
        found
    }
}

fn collect(value: &Value, path: String, found: &mut Vec<(String, Written)>) {
    match value {
        Value::String(text) => {
            let is_expression = path.rsplit('.').next() == Some("expression");
            if is_expression {
                found.push((path, Written::Expression(Expression::new(text.as_str()))));
            } else if text.contains("{{") {
                found.push((path, Written::Template(Template::new(text.as_str()))));
            }
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(place, item)| collect(item, format!("{path}[{place}]"), found)),
        Value::Object(members) => {
            for (name, member) in members {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                collect(member, path, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn reach<'f>(flow: &'f Flow, out: &HashMap<&'f str, Vec<(Handle, &'f str)>>) -> HashSet<&'f str> {
    let mut reached = HashSet::new();
    let mut queue: VecDeque<&str> = flow
        .start()
        .and_then(|start| flow.graph().node(&start.id))
        .map(|node| node.id.as_str())
        .into_iter()
        .collect();
    while let Some(id) = queue.pop_front() {
        if reached.insert(id) {
            queue.extend(out.get(id).into_iter().flatten().map(|(_, to)| *to));
        }
    }
    reached
}
