//! Properties of any graph: a run halts within its limits, a crash anywhere changes nothing, and a replay takes the same steps.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use flow_engine::check::{World, check};
use flow_engine::flow_test::PretendHost;
use flow_engine::replay::replay;
use flow_engine::run::{Message, Run, Step, StepAction};
use flow_engine::{Answer, Effect, Flow, FlowRef, Graph, Host, Input, advance};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Dice of the test itself: xorshift.
struct Dice(u64);

impl Dice {
    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len())]
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).expect("a small number")
    }
}

fn config(kind: &str, dice: &mut Dice, nodes: usize) -> Value {
    let other = |dice: &mut Dice| format!("n{}", dice.roll(nodes));
    match kind {
        "send_message" => json!({"text": "n {{vars.n}} {{contact.name}}"}),
        "set_variable" => {
            json!({"assignments": [{"variable": "n", "to": {"type": "increment", "by": 1}}, {"variable": "r", "to": {"type": "random", "from": 0, "to": 9}}]})
        }
        "condition" => json!({"when": {"expression": (dice.pick(&["vars.n > `3`", "vars.r > `5`", "vars.nothing", "sum(vars.n)"]))}}),
        "delay" => json!({"until": {"type": "duration", "seconds": (dice.pick(&[1, 60, 90_000]))}, "reply_ends_it": dice.roll(2) == 0}),
        "ask" => {
            json!({"prompt": "?", "answer": {"type": (dice.pick(&["text", "number"]))}, "retries": dice.roll(3), "timeout_seconds": 600, "save_to": "said"})
        }
        "buttons" => json!({"body": "?", "buttons": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}], "retries": dice.roll(2)}),
        "http_request" => json!({"url": "https://a.example/{{vars.n}}", "mapping": [{"variable": "n", "expression": "body"}]}),
        "goto" => json!({"node": other(dice)}),
        "subflow" => {
            json!({"flow": {"flow": (dice.pick(&["main", "other"]))}, "inputs": [{"name": "n", "value": "{{vars.n}}"}], "outputs": [{"from": "n", "variable": "n"}]})
        }
        "handoff" => json!({"resume": if dice.roll(2) == 0 { json!("never") } else { json!("after_close") }}),
        "end" => json!({"outcome": "done"}),
        "broken" => json!({"nonsense": true}),
        _ => json!({}),
    }
}

const KINDS: [&str; 15] = [
    "send_message",
    "set_variable",
    "condition",
    "delay",
    "ask",
    "buttons",
    "http_request",
    "goto",
    "subflow",
    "handoff",
    "end",
    "note",
    "wait_reply",
    "window_check",
    "broken",
];
const HANDLES: [&str; 18] = [
    "next", "true", "false", "reply", "invalid", "timeout", "other", "button:a", "button:b", "http:2xx", "http:4xx", "http:5xx", "error", "limit",
    "returned", "resumed", "open", "closed",
];

fn flow(id: &str, dice: &mut Dice) -> Arc<Flow> {
    let count = 2 + dice.roll(10);
    let mut nodes = vec![json!({"id": "s", "type": "start", "config": {}})];
    let mut edges = vec![json!({"id": "in", "from": "s", "handle": "next", "to": "n0"})];
    for place in 0..count {
        let kind = KINDS[dice.roll(KINDS.len())];
        let on_error = ["route", "continue", "policy"][dice.roll(3)];
        let config = config(kind, dice, count);
        nodes.push(json!({"id": format!("n{place}"), "type": kind, "config": config, "on_error": on_error}));
        for handle in HANDLES {
            if dice.roll(10) > 0 {
                edges.push(json!({"id": format!("n{place} {handle}"), "from": format!("n{place}"), "handle": handle, "to": format!("n{}", dice.roll(count + 1))}));
            }
        }
    }
    let scope = ["sprint", "run"][dice.roll(2)];
    let settings = json!({"guardrails": {"scope": scope}, "error_policy": (dice.pick(&["handoff", "end"]))});
    let (graph, unreadable) = Graph::read(
        json!({"schema": 1, "nodes": nodes, "edges": edges, "variables": [{"name": "n", "type": "number", "default": 0}], "settings": settings}),
    );
    assert_eq!(unreadable, []);
    Arc::new(Flow::new(FlowRef::new(id, "1"), graph))
}

/// Something the world might do next.
fn input(run: &Run, host: &mut PretendHost, dice: &mut Dice) -> Input {
    if run.asking().is_some() {
        let answer = match dice.roll(4) {
            0 => Answer::Timeout,
            1 => Answer::Network { message: "gone".to_owned() },
            2 => Answer::Http {
                status: 500,
                headers: BTreeMap::new(),
                body: Value::Null,
            },
            _ => Answer::Http {
                status: 200,
                headers: BTreeMap::new(),
                body: json!(dice.roll(9)),
            },
        };
        return Input::Answer { answer };
    }
    match dice.roll(8) {
        0 => {
            host.turn(Duration::from_secs(3600 * 24));
            Input::Timer
        }
        1..=3 => {
            if let Some(at) = run.wake_at() {
                host.now = host.now.max(at);
            }
            Input::Timer
        }
        4 => {
            host.facts.epoch += 1;
            Input::TakenOver { epoch: host.facts.epoch }
        }
        5 => {
            host.facts.epoch += 1;
            Input::Released {
                epoch: host.facts.epoch,
                resume: true,
            }
        }
        _ => {
            host.hears();
            let text = ["A", "b", "7", "what?"][dice.roll(4)];
            Input::Message(Message {
                id: "wamid.x".to_owned(),
                kind: "text".to_owned(),
                text: text.to_owned(),
                ..Message::default()
            })
        }
    }
}

/// Random lives that each property is tried on: 200, or as many as `PRISMWA_PROOF_GRAPHS` says.
fn cases() -> u32 {
    #[expect(clippy::disallowed_methods, reason = "the size of a proof is no setting of the server")]
    let wanted = std::env::var("PRISMWA_PROOF_GRAPHS").ok();
    wanted.map_or(200, |wanted| wanted.parse().expect("PRISMWA_PROOF_GRAPHS is a number"))
}

/// When a life is cut. Whatever was in memory is gone, and what goes on comes from what was stored.
#[derive(Clone, Copy)]
enum Cut {
    /// Never: the run stays in memory from its first step to its last.
    Never,
    /// After each sprint was worked out and before it was stored, as many times as the dice say; and again after it was stored.
    Everywhere,
}

struct Lived {
    run: Run,
    steps: Vec<Step>,
    effects: Vec<Effect>,
    host: PretendHost,
}

/// As it comes back from the database.
fn stored<T: serde::Serialize + serde::de::DeserializeOwned>(what: &T) -> T {
    serde_json::from_str(&serde_json::to_string(what).expect("it can be stored")).expect("it comes back")
}

fn live(seed: u64, inputs: usize, cut: Cut) -> Lived {
    let mut crashes = Dice(seed.rotate_left(17) | 1);
    let mut dice = Dice(seed | 1);
    let (main, other) = (flow("main", &mut dice), flow("other", &mut dice));
    let mut host = PretendHost::new(Arc::clone(&main));
    host.flows.insert("other".to_owned(), other);
    host.seed = seed;
    let mut run = Run::new("run", FlowRef::new("main", "1"), json!({"kind": "manual"}), 0, host.now);
    let (mut steps, mut effects) = (Vec::new(), Vec::new());
    let mut next = Input::Start;
    let mut since_customer: BTreeMap<(String, String), u32> = BTreeMap::new();
    let mut steps_since_customer = 0;
    for _ in 0..inputs {
        let by_customer = matches!(next, Input::Message(_) | Input::Submission { .. });
        let before = host.clone();
        let mut sprint = advance(run.clone(), next.clone(), &mut host);
        if matches!(cut, Cut::Everywhere) {
            for _ in 0..1 + crashes.roll(3) {
                // Not stored: nobody ever saw it. The stored run is read again, and the world is where it was.
                host = before.clone();
                sprint = advance(stored(&run), stored(&next), &mut host);
            }
            // Stored and then cut: what goes on knows the rows only.
            sprint.run = stored(&sprint.run);
            sprint.steps = stored(&sprint.steps);
            sprint.effects = stored(&sprint.effects);
        }
        if by_customer && !sprint.steps.is_empty() {
            since_customer.clear();
            steps_since_customer = 0;
        }
        steps_since_customer += sprint.steps.len();
        // The customer's own limit, and the few steps that say why a run stopped.
        assert!(steps_since_customer <= 50 + 12, "{steps_since_customer} steps since the customer wrote");
        for step in sprint.steps.iter().filter(|step| step.action == StepAction::Enter) {
            let visits = since_customer.entry((step.flow.flow.clone(), step.node.clone())).or_default();
            *visits += 1;
            assert!(*visits <= 3, "{} was visited {visits} times", step.node);
        }
        host.apply(&sprint.effects);
        run = sprint.run;
        steps.extend(sprint.steps);
        effects.extend(sprint.effects);
        if run.is_ended() {
            break;
        }
        next = input(&run, &mut host, &mut dice);
    }
    Lived { run, steps, effects, host }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_run_halts_within_its_limits(seed in any::<u64>()) {
        let lived = live(seed, 300, Cut::Everywhere);
        prop_assert!(lived.steps.len() <= 500 + 40, "{} steps", lived.steps.len());
        let mut keys: Vec<_> = lived.effects.iter().map(|effect| effect.key.clone()).collect();
        keys.sort();
        let count = keys.len();
        keys.dedup();
        prop_assert_eq!(keys.len(), count, "a key was given twice");
        for (place, step) in lived.steps.iter().enumerate() {
            prop_assert_eq!(step.number as usize, place);
        }
    }

    #[test]
    fn a_life_that_is_cut_everywhere_is_the_same_life(seed in any::<u64>()) {
        let (whole, cut) = (live(seed, 120, Cut::Never), live(seed, 120, Cut::Everywhere));
        prop_assert_eq!(&cut.steps, &whole.steps);
        prop_assert_eq!(&cut.effects, &whole.effects);
        prop_assert_eq!(&cut.run, &whole.run);
    }

    #[test]
    fn a_replay_takes_the_same_steps(seed in any::<u64>()) {
        let mut lived = live(seed, 60, Cut::Never);
        let flows = lived.host.clone();
        let again = replay(&lived.run, &lived.steps, &mut |flow| flows.clone().flow(flow));
        prop_assert_eq!(&again.difference, &None);
        prop_assert_eq!(&again.steps, &lived.steps);
        prop_assert_eq!(&again.effects, &lived.effects);
        lived.run.counters = again.run.counters.clone();
        prop_assert_eq!(&again.run, &lived.run);
    }

    #[test]
    fn the_checker_judges_any_graph(seed in any::<u64>()) {
        let flow = flow("main", &mut Dice(seed | 1));
        let findings = check(&flow, &World::default());
        prop_assert_eq!(findings, check(&flow, &World::default()));
        let bounds = flow_engine::check::bounds(&flow);
        prop_assert!(bounds.sends <= 50 && bounds.calls <= 50);
    }

    #[test]
    fn a_value_is_never_read_again(said in ".{0,60}", json in "[{}\"|:a-z. ]{0,60}") {
        for said in [said, json, "{{secrets.key}} {{contact.name}}".to_owned()] {
            let (graph, _) = Graph::read(json!({"schema": 1, "nodes": [
                {"id": "s", "type": "start"}, {"id": "n", "type": "note", "config": {"text": "[{{vars.said}}]"}}, {"id": "e", "type": "end"}],
                "edges": [{"id": "1", "from": "s", "handle": "next", "to": "n"}, {"id": "2", "from": "n", "handle": "next", "to": "e"}],
                "variables": [{"name": "said", "default": said}]}));
            let flow = Arc::new(Flow::new(FlowRef::new("f", "1"), graph));
            let mut host = PretendHost::new(Arc::clone(&flow));
            let run = Run::new("r", FlowRef::new("f", "1"), Value::Null, 0, host.now);
            let sprint = advance(run, Input::Start, &mut host);
            let flow_engine::Action::Note { text, .. } = &sprint.effects[0].action else { panic!("a note") };
            prop_assert_eq!(text, &format!("[{said}]"));
        }
    }
}
