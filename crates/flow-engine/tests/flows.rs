//! Stories that need more than one node: hand-over and epochs, subflows, stale taps, triggers, saving a run as a test, what another version would have done.

use std::sync::Arc;

use flow_engine::flow_test::{FlowTest, PretendHost, parse, play, rehearse, save_as_test, to_yaml};
use flow_engine::replay::replay;
use flow_engine::run::{Message, Run, Status};
use flow_engine::triggers::{Decision, Event, GlobalKeyword, GlobalKeywords, MessageNews, Trigger, choose, decide, next_fire};
use flow_engine::{Action, Facts, Flow, FlowRef, Graph, Input, Verdict, advance};
use serde_json::{Value, json};

fn flow(id: &str, nodes: Value, edges: &[&str], settings: Value) -> Arc<Flow> {
    let edges: Vec<_> = edges
        .iter()
        .map(|edge| {
            let [from, handle, to] = edge.split(' ').collect::<Vec<_>>()[..] else {
                panic!("{edge}")
            };
            json!({"id": edge, "from": from, "handle": handle, "to": to})
        })
        .collect();
    let (graph, unreadable) = Graph::read(json!({"schema": 1, "nodes": nodes, "edges": edges, "settings": settings}));
    assert_eq!(unreadable, []);
    Arc::new(Flow::new(FlowRef::new(id, "1"), graph))
}

fn asking() -> Arc<Flow> {
    flow(
        "asking",
        json!([{"id": "s", "type": "start"}, {"id": "q", "type": "ask", "name": "q", "config": {"prompt": "City?", "save_to": "city"}},
            {"id": "m", "type": "send_message", "config": {"text": "Ah, {{vars.city}}"}}, {"id": "e", "type": "end", "config": {"outcome": "told"}}]),
        &["s next q", "q reply m", "m next e"],
        json!({}),
    )
}

fn message(text: &str) -> Input {
    Input::Message(Message {
        id: "wamid.1".to_owned(),
        kind: "text".to_owned(),
        text: text.to_owned(),
        ..Message::default()
    })
}

fn start(flow: &Arc<Flow>) -> (PretendHost, Run) {
    let mut host = PretendHost::new(Arc::clone(flow));
    let run = Run::new("run", flow.id().clone(), json!({"kind": "manual"}), 0, host.now);
    let sprint = advance(run, Input::Start, &mut host);
    (host, sprint.run)
}

#[test]
fn who_took_over_is_not_talked_over() {
    let (mut host, run) = start(&asking());
    host.facts.epoch = 1;
    let sprint = advance(run.clone(), message("Vic"), &mut host);
    assert_eq!((sprint.verdict, sprint.effects.len(), &sprint.run), (Verdict::NotHolding, 0, &run));
    let paused = advance(run, Input::TakenOver { epoch: 1 }, &mut host).run;
    assert!(matches!(paused.status, Status::Paused { .. }));
    assert_eq!(advance(paused.clone(), Input::Timer, &mut host).effects, []);
    host.facts.epoch = 2;
    let back = advance(paused, Input::Released { epoch: 2, resume: true }, &mut host);
    assert_eq!(back.run.epoch, 2);
    let sprint = advance(back.run, message("Vic"), &mut host);
    assert!(sprint.run.is_ended());
    assert!(
        sprint.effects.iter().all(|effect| effect.epoch == 2),
        "effects carry the epoch they were decided under"
    );
}

#[test]
fn what_is_said_at_a_hand_over_still_leaves() {
    let flow = flow(
        "h",
        json!([{"id": "s", "type": "start"}, {"id": "h", "type": "handoff", "config": {"message": "A moment."}}]),
        &["s next h"],
        json!({}),
    );
    let mut host = PretendHost::new(Arc::clone(&flow));
    let run = Run::new("run", flow.id().clone(), Value::Null, 0, host.now);
    let sprint = advance(run, Input::Start, &mut host);
    host.apply(&sprint.effects);
    assert_eq!(host.facts.epoch, 1);
    assert!(
        sprint.effects.iter().all(|effect| effect.epoch == 1),
        "the hand-over is its own epoch; the next owner makes another"
    );
}

#[test]
fn a_subflow_gets_and_gives_values() {
    let inner = flow(
        "inner",
        json!([{"id": "s", "type": "start"}, {"id": "q", "type": "ask", "config": {"prompt": "Size for {{vars.what}}?", "save_to": "size"}}, {"id": "e", "type": "end"}]),
        &["s next q", "q reply e"],
        json!({}),
    );
    let outer = flow(
        "outer",
        json!([{"id": "s", "type": "start"},
            {"id": "c", "type": "subflow", "config": {"flow": {"flow": "inner"}, "inputs": [{"name": "what", "value": "shoes"}], "outputs": [{"from": "size", "variable": "shoe_size"}]}},
            {"id": "m", "type": "send_message", "config": {"text": "{{vars.shoe_size}} it is{{vars.what}}"}}, {"id": "e", "type": "end", "config": {"outcome": "ok"}}]),
        &["s next c", "c returned m", "m next e"],
        json!({}),
    );
    let test: FlowTest = serde_json::from_value(json!({"name": "calls", "steps": [{"say": "hi"}, {"expect": {"messages": ["Size for shoes?"]}}, {"say": "42"}, {"expect": {"messages": ["42 it is"], "ended": "ok", "vars": {"shoe_size": "42"}}}]})).unwrap();
    let played = play(&outer, &[inner], &test);
    assert_eq!(played.result.failures, []);
}

#[test]
fn flows_that_call_each_other_end() {
    let ring = flow(
        "ring",
        json!([{"id": "s", "type": "start"}, {"id": "c", "type": "subflow", "config": {"flow": {"flow": "ring"}}}]),
        &["s next c"],
        json!({}),
    );
    let (_, run) = start(&ring);
    assert!(run.is_ended() && run.counters.steps < 20, "{run:?}");
}

#[test]
fn a_run_becomes_a_test_that_passes_and_survives_yaml() {
    let flow = asking();
    let test = parse("name: told\nsteps:\n  - say: hi\n  - expect: {messages: ['City?'], at: q}\n  - wait: 2h\n  - say: Vic\n  - expect: {messages: ['Ah, …'], vars: {city: Vic}, ended: told}\n").unwrap();
    let played = play(&flow, &[], &test);
    assert_eq!(played.result.failures, []);
    let saved = save_as_test("again", &flow, played.run.as_ref().unwrap(), &played.steps, &played.effects);
    let saved = parse(&to_yaml(&saved).unwrap()).unwrap();
    let again = play(&flow, &[], &saved);
    assert_eq!((again.result.failures, again.result.steps), (vec![], played.steps.len()));
    assert!(parse("name: x\nstepps: []").is_err());
}

#[test]
fn a_test_that_should_fail_fails() {
    let test: FlowTest = serde_json::from_value(json!({"name": "wrong", "steps": [{"say": "hi"}, {"expect": {"messages": ["Town?"], "at": "m"}}, {"tap": "x"}, {"say": "Vic"}, {"expect": {"vars": {"city": "Bcn"}, "ended": "sold", "handed_off": true}}]})).unwrap();
    let failures = play(&asking(), &[], &test).result.failures;
    assert_eq!(failures.iter().map(|(step, _)| *step).collect::<Vec<_>>(), [1, 1, 2, 4, 4, 4]);
}

#[test]
fn another_version_shows_its_first_difference() {
    let flow_1 = asking();
    let test: FlowTest = serde_json::from_value(json!({"name": "x", "steps": [{"say": "hi"}, {"say": "Vic"}]})).unwrap();
    let played = play(&flow_1, &[], &test);
    let run = played.run.unwrap();
    let same = replay(&run, &played.steps, &mut |_| Some(Arc::clone(&flow_1)));
    assert_eq!((same.difference, &same.run), (None, &run));
    let mut graph = flow_1.graph().clone();
    graph.nodes[1].config = json!({"prompt": "City?", "answer": {"type": "number"}});
    let flow_2 = Arc::new(Flow::new(FlowRef::new("asking", "2"), graph));
    let other = replay(&run, &played.steps, &mut |_| Some(Arc::clone(&flow_2))).difference.unwrap();
    assert_eq!(
        (other.place, other.member.as_str(), other.recorded, other.replayed),
        (2, "outcome", json!("left"), json!("failed"))
    );
}

#[test]
fn the_narrowest_trigger_starts() {
    let with = |id: &str, trigger: Value| {
        flow(
            id,
            json!([{"id": "s", "type": "start", "config": {"triggers": [trigger]}}]),
            &[],
            json!({}),
        )
    };
    let flows = [
        with("any", json!({"type": "message", "match": {"by": "any"}})),
        with("word", json!({"type": "message", "match": {"by": "word", "words": ["MENÚ"]}})),
        with("exact", json!({"type": "message", "match": {"by": "exact", "words": ["menu please"]}})),
        with("payload", json!({"type": "button_payload", "payload": "buy:*"})),
    ];
    let starts = |text: &str, tap: Option<&str>| {
        let mut news = MessageNews::default();
        news.message.text = text.to_owned();
        news.message.tap = tap.map(|id| flow_engine::run::Tap {
            id: id.to_owned(),
            ..Default::default()
        });
        let event = Event::Message(Box::new(news));
        choose(flows.iter().map(Arc::as_ref), &event, &Facts::default())
            .map(|(place, _)| flows[place].id().flow.clone())
            .unwrap()
    };
    assert_eq!(starts("hello", None), "any");
    assert_eq!(starts("the menu!", None), "word");
    assert_eq!(starts("Menú please", None), "exact");
    assert_eq!(starts("menus", None), "any");
    assert_eq!(starts("Buy", Some("buy:7")), "payload");
}

#[test]
fn every_trigger_is_in_the_list_and_reads_back() {
    let triggers = json!([
        {"type": "api", "name": "x"}, {"type": "button_payload", "payload": "x"}, {"type": "contact_changed", "watch": {"what": "tag_added", "tag": "x"}},
        {"type": "conversation", "watch": {"what": "idle", "minutes": 5}}, {"type": "location"}, {"type": "manual", "label": "x"}, {"type": "media"},
        {"type": "message", "match": {"by": "first"}}, {"type": "order"}, {"type": "reaction"}, {"type": "referral"},
        {"type": "schedule", "name": "x", "cron": "0 9 * * 1-5", "audience": {}}, {"type": "status", "watch": {"what": "unread_for", "hours": 3}},
        {"type": "submission"}, {"type": "webhook", "path": "0123456789abcdef"}]);
    let read: Vec<Trigger> = serde_json::from_value(triggers.clone()).unwrap();
    let kinds: Vec<_> = triggers
        .as_array()
        .unwrap()
        .iter()
        .map(|trigger| trigger["type"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, flow_engine::triggers::TRIGGERS);
    assert!(read.iter().all(|trigger| trigger.problems().is_empty()));
}

#[test]
fn events_start_what_watches_for_them() {
    let fits = |trigger: Value, event: Value| {
        let trigger: Trigger = serde_json::from_value(trigger).unwrap();
        let event: Event = serde_json::from_value(event).unwrap();
        trigger.matches(&event, &PretendHost::new(asking()).facts).is_some()
    };
    let news = |more: Value| {
        let mut event = json!({"type": "message", "message": {"text": "hi"}, "at": "2026-11-23T09:00:00.000Z"});
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        event
    };
    let by = |by: Value| json!({"type": "message", "match": by});
    assert!(fits(by(json!({"by": "first"})), news(json!({}))));
    assert!(!fits(
        by(json!({"by": "first"})),
        news(json!({"previous_at": "2026-11-22T09:00:00.000Z"}))
    ));
    assert!(fits(
        by(json!({"by": "first_in_days", "days": 1})),
        news(json!({"previous_at": "2026-11-22T09:00:00.000Z"}))
    ));
    assert!(!fits(
        by(json!({"by": "first_in_days", "days": 2})),
        news(json!({"previous_at": "2026-11-22T09:00:00.000Z"}))
    ));
    assert!(!fits(by(json!({"by": "outside_hours"})), news(json!({}))));
    assert!(fits(by(json!({"by": "outside_hours"})), news(json!({"at": "2026-11-23T20:00:00.000Z"}))));
    assert!(fits(by(json!({"by": "regex", "pattern": "^h.$"})), news(json!({}))));
    assert!(fits(json!({"type": "referral", "code": "x"}), news(json!({"referral": {"ref": "x"}}))));
    assert!(!fits(json!({"type": "referral", "code": "x"}), news(json!({"referral": {"ref": "y"}}))));
    assert!(fits(
        json!({"type": "media", "kinds": ["image"]}),
        news(json!({"message": {"kind": "image", "media": {"id": "1"}}}))
    ));
    assert!(!fits(
        json!({"type": "media", "kinds": ["image"]}),
        news(json!({"message": {"kind": "audio", "media": {"id": "1"}}}))
    ));
    assert!(fits(
        json!({"type": "conversation", "watch": {"what": "assigned"}}),
        json!({"type": "conversation", "what": "assigned", "user": "usr_1"})
    ));
    assert!(fits(
        json!({"type": "contact_changed", "watch": {"what": "field", "name": "city"}}),
        json!({"type": "contact_changed", "what": "field", "name": "city", "value": 1})
    ));
    assert!(fits(
        json!({"type": "status", "watch": {"what": "unread_for", "hours": 3}}),
        json!({"type": "status", "message": "m", "status": "delivered", "unread_hours": 3})
    ));
    assert!(fits(
        json!({"type": "reaction", "emojis": ["👍"]}),
        json!({"type": "reaction", "emoji": "👍", "message": "m"})
    ));
    assert!(!fits(
        json!({"type": "reaction"}),
        json!({"type": "reaction", "emoji": "", "message": "m"})
    ));
    assert!(!fits(
        json!({"type": "webhook", "path": "0123456789abcdef"}),
        json!({"type": "webhook", "path": "other", "data": 1})
    ));
}

#[test]
fn schedules_follow_the_zone_through_a_change_of_clocks() {
    let Trigger::Schedule(schedule) = serde_json::from_value(json!({"type": "schedule", "name": "x", "cron": "0 9 * * *", "audience": {}})).unwrap()
    else {
        panic!("a schedule")
    };
    let next = |after: &str| {
        next_fire(&schedule, after.parse().unwrap(), "Europe/Madrid".parse().unwrap())
            .unwrap()
            .to_string()
    };
    assert_eq!(next("2026-10-24T08:00:00Z"), "2026-10-25T08:00:00.000Z");
    assert_eq!(next("2026-10-23T08:00:00Z"), "2026-10-24T07:00:00.000Z");
}

#[test]
fn a_second_trigger_follows_the_policy_of_the_run_under_way() {
    assert_eq!(decide(None), Decision::Start);
    for (policy, decision) in [
        ("ignore", Decision::Ignore),
        ("queue", Decision::Queue),
        ("replace", Decision::Replace),
        ("interrupt_and_resume", Decision::InterruptAndResume),
    ] {
        let flow = flow("x", json!([]), &[], json!({"new_trigger": policy}));
        assert_eq!(decide(Some(&flow)), decision);
    }
}

#[test]
fn words_for_silence_come_before_any_flow() {
    let words = GlobalKeywords::default();
    for (text, asked) in [
        ("STOP", Some(GlobalKeyword::Stop)),
        ("Baja", Some(GlobalKeyword::Stop)),
        ("Menú!", Some(GlobalKeyword::Menu)),
        ("agente", Some(GlobalKeyword::Human)),
        ("the menu please", None),
        ("", None),
    ] {
        assert_eq!(words.find(text), asked, "{text}");
    }
}

#[test]
fn a_stale_tap_follows_the_flows_policy() {
    for (policy, verdict, said) in [
        ("notice", Verdict::Moved, 1),
        ("restart", Verdict::Restart, 0),
        ("text", Verdict::Moved, 1),
    ] {
        let mut graph = asking().graph().clone();
        graph.settings = serde_json::from_value(json!({"stale_tap": policy})).unwrap();
        let (mut host, run) = start(&Arc::new(Flow::new(FlowRef::new("asking", "1"), graph)));
        let tap = Input::Message(
            serde_json::from_value(json!({"id": "w", "kind": "interactive", "text": "Old", "tap": {"id": "a", "title": "Old", "of": "run:0:7"}}))
                .unwrap(),
        );
        let sprint = advance(run, tap, &mut host);
        let sent = sprint
            .effects
            .iter()
            .filter(|effect| matches!(effect.action, Action::Send { .. }))
            .count();
        assert_eq!(
            (sprint.verdict, sent, sprint.run.is_ended()),
            (verdict, said, policy == "text"),
            "{policy}"
        );
    }
}

#[test]
fn a_rehearsal_tells_what_was_said_and_stops_at_what_nothing_answers() {
    let test: FlowTest = serde_json::from_value(json!({"steps": [{"say": "hi"}, {"wait": "90s"}, {"say": "Vic"}, {"say": "hello again"}]})).unwrap();
    let told = serde_json::to_value(rehearse(&asking(), &[], &test)).unwrap();
    let lines: Vec<_> = told["transcript"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| format!("{} {}", line["from"].as_str().unwrap(), line["text"].as_str().unwrap_or("-")))
        .collect();
    assert_eq!(lines[..5], ["contact hi", "flow City?", "system 90s", "contact Vic", "flow Ah, Vic"]);
    assert_eq!(told["status"], "waiting", "a new run began: {told:#}");
    let place = told["transcript"].as_array().unwrap().last().unwrap()["step"].as_u64().unwrap() as usize;
    assert_eq!(told["steps"][place]["node"], "q", "lines name steps by their place in the list");

    let calling = flow(
        "calling",
        json!([{"id": "s", "type": "start"}, {"id": "h", "type": "http_request", "config": {"url": "https://shop.example"}}, {"id": "e", "type": "end"}]),
        &["s next h", "h http:2xx e"],
        json!({}),
    );
    let test: FlowTest = serde_json::from_value(json!({"steps": [{"say": "hi"}, {"say": "are you there?"}]})).unwrap();
    let told = rehearse(&calling, &[], &test);
    assert_eq!((told.status, told.problem), ("asking", None));
    assert_eq!(told.asking.unwrap().node, "h");
    assert_eq!(told.transcript.len(), 1, "what comes after the question does not happen");

    let test: FlowTest = serde_json::from_value(json!({"steps": [{"say": "hi"}, {"tap": "nothing"}]})).unwrap();
    let told = rehearse(&asking(), &[], &test);
    assert!(told.problem.is_some_and(|problem| problem.contains("nothing")));
}
