//! Each node kind against its fixture `tests/nodes/<kind>.json`: settings, what is known, what happens → where the run leaves, what it wants done, what the checker says.

use std::sync::Arc;

use flow_engine::check::{World, check};
use flow_engine::flow_test::PretendHost;
use flow_engine::nodes::{KINDS, NodeConfig, catalog};
use flow_engine::run::{Run, Status};
use flow_engine::{Answer, Flow, FlowRef, Graph, Handle, Input, advance};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    config: Value,
    #[serde(default)]
    vars: Value,
    #[serde(default)]
    facts: Value,
    #[serde(default)]
    globals: Value,
    #[serde(default)]
    templates: std::collections::BTreeMap<String, String>,
    #[serde(default)]
    wired: Option<Vec<String>>,
    #[serde(default)]
    inputs: Vec<Value>,
    #[serde(default)]
    world: World,
    #[serde(default)]
    expect: Expect,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Expect {
    left: Option<String>,
    waits: bool,
    asks: Option<Value>,
    ended: Option<String>,
    error: Option<String>,
    effects: Option<Vec<Value>>,
    vars: Value,
    contact: Value,
    output: Value,
    problems: Option<Vec<String>>,
}

fn flow(kind: &str, case: &Case) -> Arc<Flow> {
    let handles = case.wired.clone().unwrap_or_else(|| match NodeConfig::parse(kind, case.config.clone()) {
        Ok(config) => {
            let fixed = config
                .all_exits()
                .into_iter()
                .filter(|exit| !exit.handle.ends_with(':'))
                .map(|exit| exit.handle.to_owned());
            let mut all: Vec<String> = config
                .exits()
                .iter()
                .map(Handle::to_string)
                .chain(fixed.filter(|handle| config.has_exit(&Handle::named(handle.as_str()))))
                .collect();
            all.sort();
            all.dedup();
            all
        }
        Err(_) => Vec::new(),
    });
    let mut nodes = vec![json!({"id": "n", "type": kind, "name": "n", "config": case.config})];
    let mut edges = Vec::new();
    if kind != "start" {
        nodes.push(json!({"id": "s", "type": "start", "config": {}}));
        edges.push(json!({"id": "in", "from": "s", "handle": "next", "to": "n"}));
    }
    for handle in &handles {
        nodes.push(json!({"id": format!("to {handle}"), "type": "end", "config": {"outcome": handle}}));
        edges.push(json!({"id": format!("by {handle}"), "from": "n", "handle": handle, "to": format!("to {handle}")}));
    }
    let declared: Vec<Value> = case
        .vars
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| json!({"name": name, "type": kind_of(value), "default": value}))
        .collect();
    let (graph, unreadable) = Graph::read(json!({"schema": 1, "nodes": nodes, "edges": edges, "variables": declared}));
    assert_eq!(unreadable, []);
    Arc::new(Flow::new(FlowRef::new("flow", "1"), graph))
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Number(_) => "number",
        Value::Bool(_) => "boolean",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
        _ => "text",
    }
}

/// Everything `wanted` says is in `found`.
fn includes(found: &Value, wanted: &Value) -> bool {
    match (found, wanted) {
        (Value::Object(found), Value::Object(wanted)) => wanted
            .iter()
            .all(|(name, wanted)| includes(found.get(name).unwrap_or(&Value::Null), wanted)),
        (Value::Array(found), Value::Array(wanted)) => {
            found.len() == wanted.len() && found.iter().zip(wanted).all(|(found, wanted)| includes(found, wanted))
        }
        (Value::Number(found), Value::Number(wanted)) => found.as_f64() == wanted.as_f64(),
        _ => found == wanted,
    }
}

/// Puts a patch into a value, member by member; nothing changes nothing.
fn merged(base: &mut Value, patch: &Value) {
    match (base, patch) {
        (Value::Object(base), Value::Object(patch)) => patch
            .iter()
            .for_each(|(name, patch)| merged(base.entry(name).or_insert(Value::Null), patch)),
        (base, patch) => *base = patch.clone(),
    }
}

fn try_case(kind: &str, case: &Case) -> Vec<String> {
    let flow = flow(kind, case);
    let mut host = PretendHost::new(Arc::clone(&flow));
    let mut facts = json!(host.facts);
    if !case.facts.is_null() {
        merged(&mut facts, &case.facts);
    }
    if !case.globals.is_null() {
        merged(&mut facts["globals"], &case.globals);
    }
    host.facts = serde_json::from_value(facts).expect("facts");
    host.templates.clone_from(&case.templates);
    let trigger = json!({"kind": "message", "message": {"id": "wamid.0", "kind": "text", "text": "hello"}});
    let mut run = Run::new("run", FlowRef::new("flow", "1"), trigger, host.facts.epoch, host.now);
    let (mut steps, mut effects) = (Vec::new(), Vec::new());
    for input in std::iter::once(json!({"type": "start"})).chain(case.inputs.iter().cloned()) {
        let mut input = input;
        if let Some(seconds) = input.as_object_mut().and_then(|input| input.remove("after")) {
            host.turn(std::time::Duration::from_secs(seconds.as_u64().expect("seconds")));
        }
        let input: Input = match serde_json::from_value::<Answer>(input.clone()) {
            Ok(answer) if run.asking().is_some() => Input::Answer { answer },
            _ => serde_json::from_value(input).expect("an input"),
        };
        let sprint = advance(run, input, &mut host);
        host.apply(&sprint.effects);
        run = sprint.run;
        steps.extend(sprint.steps);
        effects.extend(sprint.effects);
    }
    let mut wrong = Vec::new();
    let expect = &case.expect;
    let ended = match &run.status {
        Status::Ended { outcome, .. } => Some(outcome.clone()),
        _ => None,
    };
    let trail = || {
        format!(
            "run: {:?}, steps: {:?}",
            run.status,
            steps.iter().map(|step| (&step.node, &step.handle, &step.error)).collect::<Vec<_>>()
        )
    };
    for wanted in [&expect.left, &expect.ended].into_iter().flatten() {
        if ended.as_ref() != Some(wanted) {
            wrong.push(format!("leaves by {ended:?}, not `{wanted}`; {}", trail()));
        }
    }
    if expect.waits && !matches!(run.status, Status::Waiting(_)) {
        wrong.push(format!("does not wait; {}", trail()));
    }
    if let Some(question) = &expect.asks {
        let asked = run
            .asking()
            .map(|asking| json!(asking.question))
            .or_else(|| steps.iter().find_map(|step| step.question.as_ref().map(|question| json!(question))))
            .unwrap_or_default();
        if !includes(&asked, question) {
            wrong.push(format!("asks {asked}, not {question}"));
        }
    }
    if let Some(code) = &expect.error {
        let codes: Vec<_> = steps
            .iter()
            .filter_map(|step| step.error.as_ref().map(|error| error.code.clone()))
            .collect();
        if !codes.contains(code) {
            wrong.push(format!("errors are {codes:?}, not `{code}`"));
        }
    }
    if let Some(wanted) = &expect.effects {
        let found = json!(effects.iter().map(|effect| json!(effect.action)).collect::<Vec<_>>());
        if !includes(&found, &json!(wanted)) {
            wrong.push(format!("wants done {found}\n    not {}", json!(wanted)));
        }
    }
    for (what, found, wanted) in [
        ("vars", &run.frames[0].vars, &expect.vars),
        ("contact", &host.facts.contact, &expect.contact),
        ("output", &run.frames[0].nodes["n"], &expect.output),
    ] {
        if !wanted.is_null() && !includes(found, wanted) {
            wrong.push(format!("{what} are {found}, not {wanted}"));
        }
    }
    let codes: Vec<_> = check(&flow, &case.world)
        .into_iter()
        .filter(|finding| finding.node.as_deref() == Some("n"))
        .map(|finding| finding.code)
        .collect();
    let wanted = expect.problems.clone().unwrap_or_default();
    let unwired = case.wired.is_some();
    if expect.problems.is_some() && codes != wanted || expect.problems.is_none() && !unwired && !codes.is_empty() {
        wrong.push(format!("the checker says {codes:?}, not {wanted:?}"));
    }
    wrong
}

#[test]
fn each_kind_does_what_its_fixture_says() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/nodes");
    let mut wrong = Vec::new();
    let mut tried = 0;
    for kind in KINDS {
        let text = std::fs::read_to_string(folder.join(format!("{kind}.json")))
            .unwrap_or_else(|_| panic!("the kind `{kind}` needs a fixture tests/nodes/{kind}.json"));
        let cases: Vec<Case> = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{kind}.json: {error}"));
        assert!(!cases.is_empty(), "{kind}.json is empty");
        for case in &cases {
            tried += 1;
            wrong.extend(try_case(kind, case).into_iter().map(|what| format!("{kind} / {}: {what}", case.name)));
        }
    }
    assert!(wrong.is_empty(), "{} of {tried} cases:\n{}", wrong.len(), wrong.join("\n"));
    let files = std::fs::read_dir(folder).unwrap().count();
    assert_eq!(files, KINDS.len(), "a fixture is left over");
}

#[test]
fn the_catalog_is_what_palette_and_forms_need() {
    let catalog = catalog();
    assert_eq!(catalog.iter().map(|entry| entry.kind).collect::<Vec<_>>(), KINDS);
    assert!(KINDS.is_sorted() && KINDS.len() >= 24);
    for entry in catalog {
        assert!(entry.help.len() > 20, "{} has no help", entry.kind);
        assert!(
            entry
                .exits
                .iter()
                .all(|exit| exit.handle.ends_with(':') || Handle::named(exit.handle).is_known()),
            "{}: {:?}",
            entry.kind,
            entry.exits
        );
        let described = |schema: &Value| {
            schema["properties"]
                .as_object()
                .into_iter()
                .flatten()
                .all(|(_, property)| property.get("description").is_some() || property.get("const").is_some())
        };
        assert!(described(&entry.schema), "{}: a setting has no help", entry.kind);
    }
}

#[test]
fn the_manual_is_fresh() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/nodes.md");
    let page = flow_engine::docs::nodes_page();
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    if written != page {
        std::fs::write(&path, &page).unwrap();
        panic!("docs/nodes.md was not fresh; it is written anew: look at it and commit it");
    }
}
