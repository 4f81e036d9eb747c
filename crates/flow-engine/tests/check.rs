//! Each checker rule against its fixtures `tests/check/<rule>.json`: graphs with a mistake and graphs without, and what is said about them.

use flow_engine::check::{Finding, World, bounds, check, check_draft, may_publish, rules};
use flow_engine::{Flow, FlowRef, Graph};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// `id type config?` of each node.
    nodes: Vec<(String, String, Value)>,
    /// `from handle to` of each line.
    edges: Vec<(String, String, String)>,
    #[serde(default)]
    variables: Value,
    #[serde(default)]
    world: World,
    /// `code node field?`; empty for a good graph.
    finds: Vec<(String, Option<String>, Option<String>)>,
    /// A finding has a way out.
    #[serde(default)]
    fix: bool,
}

fn graph(case: &Case) -> Value {
    let nodes: Vec<_> = case
        .nodes
        .iter()
        .map(|(id, kind, config)| json!({"id": id, "type": kind, "name": id, "config": config}))
        .collect();
    let edges: Vec<_> = case
        .edges
        .iter()
        .enumerate()
        .map(|(place, (from, handle, to))| json!({"id": format!("e{place}"), "from": from, "handle": handle, "to": to}))
        .collect();
    json!({"schema": 1, "nodes": nodes, "edges": edges, "variables": case.variables})
}

fn found(case: &Case) -> Vec<Finding> {
    let (graph, unreadable) = Graph::read(graph(case));
    assert_eq!(unreadable, [], "{}", case.name);
    check(&Flow::new(FlowRef::new("flow", "1"), graph), &case.world)
}

#[test]
fn each_rule_finds_what_it_should_and_nothing_else() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check");
    let mut wrong = Vec::new();
    for rule in rules() {
        let text = std::fs::read_to_string(folder.join(format!("{rule}.json")))
            .unwrap_or_else(|_| panic!("the rule `{rule}` needs fixtures tests/check/{rule}.json"));
        let cases: Vec<Case> = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{rule}.json: {error}"));
        assert!(
            cases.iter().any(|case| case.finds.is_empty()) && cases.iter().any(|case| !case.finds.is_empty()),
            "{rule}.json needs good and bad graphs"
        );
        for case in &cases {
            let findings = found(case);
            let said: Vec<_> = findings
                .iter()
                .map(|finding| (finding.code.clone(), finding.node.clone(), Some(finding.field.clone())))
                .collect();
            let same = said.len() == case.finds.len()
                && said
                    .iter()
                    .zip(&case.finds)
                    .all(|(said, wanted)| said.0 == wanted.0 && said.1 == wanted.1 && (wanted.2.is_none() || said.2 == wanted.2));
            if !same || case.fix != findings.iter().any(|finding| finding.fix.is_some()) {
                wrong.push(format!("{rule} / {}: {findings:#?}\n  wanted {:?}", case.name, case.finds));
            }
            assert!(findings.iter().all(|finding| finding.message.len() > 10));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_cannot_be_read_is_reported_and_nothing_panics() {
    for json in [
        Value::Null,
        json!([]),
        json!({"nodes": 1}),
        json!({"nodes": [{"id": "a"}, {"id": "a", "type": "start"}], "edges": [{"id": 1}]}),
    ] {
        let findings = check_draft(FlowRef::new("flow", "draft"), json, &World::default());
        assert!(!may_publish(&findings));
    }
}

#[test]
fn bounds_are_the_most_between_two_waits() {
    let message = json!({"text": "x"});
    let nodes = json!([
        {"id": "s", "type": "start"}, {"id": "a", "type": "send_message", "config": message}, {"id": "b", "type": "send_message", "config": message},
        {"id": "q", "type": "ask", "config": {"prompt": "?"}}, {"id": "h", "type": "http_request", "config": {"url": "https://a.example"}},
        {"id": "c", "type": "send_message", "config": message}, {"id": "e", "type": "end"}]);
    let edge = |id: &str, from: &str, handle: &str, to: &str| json!({"id": id, "from": from, "handle": handle, "to": to});
    let edges = json!([
        edge("1", "s", "next", "a"),
        edge("2", "a", "next", "b"),
        edge("3", "b", "next", "q"),
        edge("4", "q", "reply", "h"),
        edge("5", "h", "http:2xx", "c"),
        edge("6", "h", "http:5xx", "e"),
        edge("7", "c", "next", "e")
    ]);
    let (graph, _) = Graph::read(json!({"schema": 1, "nodes": nodes, "edges": edges}));
    let found = bounds(&Flow::new(FlowRef::new("flow", "1"), graph));
    assert_eq!((found.sends, found.calls), (3, 1));
}
