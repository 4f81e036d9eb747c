//! What a flow can reach beyond the conversation: servers, functions, models, templates, forms, secrets and other flows. Asked before a flow from elsewhere may run.

use std::collections::BTreeSet;

use serde::Serialize;

use super::subject::{Subject, Written};
use super::{Known, World};
use crate::expr::Lookup;
use crate::graph::Flow;
use crate::nodes::NodeConfig;

/// What sort of thing is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReachKind {
    /// Another flow.
    Flow,
    /// A function of the workspace.
    Function,
    /// Another system, by the beginning of its address.
    Http,
    /// A connection to a language model.
    Llm,
    /// A secret of the workspace.
    Secret,
    /// A template.
    Template,
    /// A WA Flow.
    WaFlow,
}

/// One thing that a flow can reach.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Reach {
    /// What sort of thing.
    pub kind: ReachKind,
    /// Its name or id; of an address the scheme and host, as far as they are written down.
    pub what: String,
    /// The workspace has it and it can be used. Addresses are nobody's, so they never are.
    pub known: bool,
}

/// Everything a flow can reach, each once.
#[must_use]
pub fn reaches(flow: &Flow, world: &World) -> Vec<Reach> {
    let subject = Subject::new(flow, world);
    let mut found = BTreeSet::new();
    let mut add = |kind, what: &str| {
        if !what.is_empty() {
            found.insert(Reach {
                kind,
                what: what.to_owned(),
                known: known(kind, what, world),
            });
        }
    };
    for node in &subject.graph.nodes {
        match subject.config(&node.id) {
            Some(NodeConfig::HttpRequest(http)) => add(ReachKind::Http, &origin(http.url.source())),
            Some(NodeConfig::ExecuteFunction(call)) => add(ReachKind::Function, &call.function),
            Some(NodeConfig::LlmReply(llm)) => add(ReachKind::Llm, &llm.connection),
            Some(NodeConfig::SendTemplate(template)) => add(ReachKind::Template, &template.template),
            Some(NodeConfig::SendWaFlow(form)) => add(ReachKind::WaFlow, &form.wa_flow),
            Some(NodeConfig::Subflow(call)) => add(ReachKind::Flow, &call.flow.flow),
            Some(NodeConfig::Goto(goto)) => add(ReachKind::Flow, goto.flow.as_ref().map_or("", |flow| &flow.flow)),
            _ => {}
        }
        for (_, written) in subject.written(&node.id) {
            secrets(&written).iter().for_each(|name| add(ReachKind::Secret, name));
        }
    }
    found.into_iter().collect()
}

/// The names of secrets that are written somewhere.
fn secrets(written: &Written) -> Vec<String> {
    match written {
        Written::Template(template) => {
            let paths = template.paths().filter(|(path, _)| path.root() == "secrets");
            paths.filter_map(|(path, _)| path.0.get(1).cloned()).collect()
        }
        Written::Expression(expression) => {
            let lookups = expression.parsed().map(|path| path.lookups()).unwrap_or_default();
            let named = lookups.into_iter().filter_map(|lookup| match lookup {
                Lookup::Path(names) if names.first().is_some_and(|root| root == "secrets") => names.get(1).cloned(),
                _ => None,
            });
            named.collect()
        }
    }
}

/// The scheme and host of an address, or its value when they are not written down.
fn origin(url: &str) -> String {
    let url = url.trim();
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // What stands before an `@` is a name and a password.
    let host = host.rsplit('@').next().unwrap_or_default();
    format!("{scheme}://{host}")
}

fn known(kind: ReachKind, what: &str, world: &World) -> bool {
    let usable = |list: Option<&std::collections::BTreeMap<String, Known>>| list.is_some_and(|list| list.get(what) == Some(&Known::Published));
    let listed = |list: Option<&Vec<String>>| list.is_some_and(|list| list.iter().any(|name| name == what));
    match kind {
        ReachKind::Http => false,
        ReachKind::Flow => usable(world.flows.as_ref()),
        ReachKind::Function => usable(world.functions.as_ref()),
        ReachKind::WaFlow => usable(world.wa_flows.as_ref()),
        ReachKind::Llm => listed(world.connections.as_ref()),
        ReachKind::Secret => listed(world.secrets.as_ref()),
        ReachKind::Template => world
            .templates
            .iter()
            .flatten()
            .any(|template| template.name == what && template.is_sendable()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::graph::{FlowRef, Graph};

    #[test]
    fn everything_beyond_the_conversation_is_told_once() {
        let (graph, _) = Graph::read(json!({"schema": 1, "edges": [], "nodes": [
            {"id": "s", "type": "start"},
            {"id": "a", "type": "http_request", "config": {"url": "https://user:pass@api.shop.example/orders/{{vars.n}}", "headers": [{"name": "Authorization", "value": "Bearer {{secrets.shop}}"}]}},
            {"id": "b", "type": "http_request", "config": {"url": "https://api.shop.example?x=1"}},
            {"id": "c", "type": "http_request", "config": {"url": "{{globals.base}}/x"}},
            {"id": "d", "type": "subflow", "config": {"flow": {"flow": "flw_1"}}},
            {"id": "e", "type": "send_template", "config": {"template": "hello"}},
            {"id": "f", "type": "execute_function", "config": {"function": "fn_1"}}]}));
        let world = World {
            flows: Some([("flw_1".to_owned(), Known::Published)].into()),
            ..World::default()
        };
        let found = reaches(&Flow::new(FlowRef::new("x", "1"), graph), &world);
        let found: Vec<_> = found.iter().map(|reach| (reach.kind, reach.what.as_str(), reach.known)).collect();
        assert_eq!(
            found,
            [
                (ReachKind::Flow, "flw_1", true),
                (ReachKind::Function, "fn_1", false),
                (ReachKind::Http, "https://api.shop.example", false),
                (ReachKind::Http, "{{globals.base}}/x", false),
                (ReachKind::Secret, "shop", false),
                (ReachKind::Template, "hello", false),
            ]
        );
    }
}
