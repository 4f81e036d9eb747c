//! Plays a test: what happens is given to the run, what it asks is answered, timers go off when their time has come.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::transcript::{self, Line};
use super::{FlowTest, PretendHost, TestResult, TestStep, expect};
use crate::effect::{Action, Effect};
use crate::engine::{Sprint, Verdict, advance};
use crate::graph::Flow;
use crate::host::Answer;
use crate::nodes::NodeConfig;
use crate::run::{Input, Message, Run, Status, Step, Tap};
use crate::triggers::{Event, MessageNews};

/// Most questions and timers in a row: a flow cannot have more, its own limits are smaller.
const MOST: usize = 2000;

/// A test that was played: its result, and everything it left.
#[derive(Debug)]
pub struct Played {
    /// How it came out.
    pub result: TestResult,
    /// The run at the end.
    pub run: Option<Run>,
    /// Its steps.
    pub steps: Vec<Step>,
    /// What it wanted done.
    pub effects: Vec<Effect>,
}

/// Plays a test on a flow. `others` are flows that it calls.
#[must_use]
pub fn play(flow: &Arc<Flow>, others: &[Arc<Flow>], test: &FlowTest) -> Played {
    let player = Player::play(flow, others, test, Missing::Fails);
    let edges = player
        .steps
        .iter()
        .filter(|step| step.flow.flow == flow.id().flow)
        .filter_map(|step| step.edge.clone())
        .collect();
    Played {
        result: TestResult {
            name: test.name.clone(),
            failures: player.failures,
            edges,
            steps: player.steps.len(),
        },
        run: player.run,
        steps: player.steps,
        effects: player.effects,
    }
}

pub(super) struct Player<'t> {
    flow: &'t Arc<Flow>,
    pub(super) host: PretendHost,
    mocks: BTreeMap<&'t str, VecDeque<Answer>>,
    pub(super) run: Option<Run>,
    pub(super) steps: Vec<Step>,
    pub(super) effects: Vec<Effect>,
    /// Effects that an expectation has looked at.
    pub(super) seen: usize,
    place: usize,
    messages: u32,
    pub(super) failures: Vec<(usize, String)>,
    /// What was said and done, for people to read.
    pub(super) lines: Vec<Line>,
    /// Steps of runs before this one.
    before: usize,
    missing: Missing,
}

/// What becomes of a question that nothing answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// The test fails.
    Fails,
    /// The run stays with it, and what would happen next does not.
    Stops,
}

impl<'t> Player<'t> {
    /// Everything in the test happens, in order.
    pub(super) fn play(flow: &'t Arc<Flow>, others: &[Arc<Flow>], test: &'t FlowTest, missing: Missing) -> Self {
        let mut player = Self::new(flow, others, test, missing);
        for (place, step) in test.steps.iter().enumerate() {
            if missing == Missing::Stops && player.run.as_ref().is_some_and(|run| run.asking().is_some()) {
                break;
            }
            player.place = place;
            player.take(step);
        }
        player
    }

    fn new(flow: &'t Arc<Flow>, others: &[Arc<Flow>], test: &'t FlowTest, missing: Missing) -> Self {
        let mut host = PretendHost::new(Arc::clone(flow));
        host.flows.extend(others.iter().map(|other| (other.id().flow.clone(), Arc::clone(other))));
        host.templates.clone_from(&test.given.templates);
        if let Some(facts) = &test.given.facts {
            host.facts = facts.clone();
        }
        if let Some(now) = test.given.now {
            host.now = now;
            host.hears();
        }
        if !test.given.contact.is_null() {
            host.facts.contact = test.given.contact.clone();
        }
        if !test.given.globals.is_null() {
            host.facts.globals = test.given.globals.clone();
        }
        let mut player = Self {
            flow,
            host,
            mocks: test
                .mocks
                .iter()
                .map(|(node, answers)| (node.as_str(), answers.iter().cloned().collect()))
                .collect(),
            run: None,
            steps: Vec::new(),
            effects: Vec::new(),
            seen: 0,
            place: 0,
            messages: 0,
            failures: Vec::new(),
            lines: Vec::new(),
            before: 0,
            missing,
        };
        if let Some(event) = &test.given.start {
            player.start(event);
        }
        player
    }

    pub(super) fn fail(&mut self, message: impl Into<String>) {
        let message = message.into();
        self.lines.push(Line::system(self.host.now, "problem", &message));
        self.failures.push((self.place, message));
    }

    fn take(&mut self, step: &TestStep) {
        if let Some(text) = &step.say {
            self.hear(Message {
                kind: "text".to_owned(),
                text: text.clone(),
                ..Message::default()
            });
        }
        if let Some(tapped) = &step.tap {
            match self.tap(tapped) {
                Some(tap) => self.hear(Message {
                    kind: "interactive".to_owned(),
                    text: tap.title.clone(),
                    tap: Some(tap),
                    ..Message::default()
                }),
                None => self.fail(format!("there is no button or row `{tapped}` to tap")),
            }
        }
        if let Some(message) = &step.send {
            self.hear(message.clone());
        }
        if let Some(data) = &step.submit {
            self.host.hears();
            self.lines.push(Line::submitted(self.host.now, data));
            self.input(Input::Submission { data: data.clone() });
        }
        if let Some(time) = &step.wait {
            match seconds(time) {
                Some(seconds) => self.wait(Duration::from_secs(seconds)),
                None => self.fail(format!("`{time}` is no time such as 90s, 30m, 2h or 3d")),
            }
        }
        if step.take_over {
            self.host.facts.epoch += 1;
            let epoch = self.host.facts.epoch;
            self.lines
                .push(Line::system(self.host.now, "take_over", "A person takes the conversation."));
            self.input(Input::TakenOver { epoch });
        }
        if step.release {
            self.host.facts.epoch += 1;
            let epoch = self.host.facts.epoch;
            self.lines
                .push(Line::system(self.host.now, "release", "The person gives the conversation back."));
            self.input(Input::Released { epoch, resume: true });
        }
        if let Some(expectation) = &step.expect {
            expect::check(self, expectation);
        }
    }

    fn hear(&mut self, mut message: Message) {
        self.messages += 1;
        if message.id.is_empty() {
            message.id = format!("wamid.test{}", self.messages);
        }
        message.received_at = Some(self.host.now);
        let previous_at = self.host.facts.last_inbound_at.filter(|_| self.messages > 1);
        self.host.hears();
        self.lines.push(Line::heard(self.host.now, &message));
        if self.run.as_ref().is_some_and(|run| !run.is_ended()) {
            self.input(Input::Message(message));
            return;
        }
        let event = Event::Message(Box::new(MessageNews {
            message,
            at: self.host.now,
            previous_at,
            ..MessageNews::default()
        }));
        self.start(&event);
    }

    /// A new run, when the flow has a trigger for it or none at all.
    fn start(&mut self, event: &Event) {
        let scope = match &self.flow.start().map(|start| &start.config) {
            Some(Ok(NodeConfig::Start(start))) if !start.triggers.is_empty() => {
                match start.triggers.iter().find_map(|trigger| trigger.matches(event, &self.host.facts)) {
                    Some(found) => found.scope,
                    None => return self.fail("nothing of this starts the flow"),
                }
            }
            _ => event.scope(),
        };
        self.before = self.steps.len();
        self.run = Some(Run::new("run_test", self.flow.id().clone(), scope, self.host.facts.epoch, self.host.now));
        self.input(Input::Start);
    }

    fn input(&mut self, input: Input) {
        let Some(run) = self.run.take() else {
            return self.fail("there is no run yet");
        };
        let sprint = advance(run, input, &mut self.host);
        if sprint.verdict == Verdict::NotHolding {
            self.fail("somebody else holds the conversation");
        }
        self.keep(sprint);
        for _ in 0..MOST {
            let Some(asking) = self.run.as_ref().and_then(Run::asking) else { return };
            let node = asking.node.clone();
            let Some(answer) = self.answer(&node) else {
                if self.missing == Missing::Stops {
                    return;
                }
                return self.fail(format!("`{node}` asks the outside, and the test has no answer for it under `mocks`"));
            };
            let Some(run) = self.run.take() else { return };
            let sprint = advance(run, Input::Answer { answer }, &mut self.host);
            self.keep(sprint);
        }
    }

    fn keep(&mut self, sprint: Sprint) {
        self.host.apply(&sprint.effects);
        self.lines.extend(transcript::of(&sprint, self.host.now, self.before));
        self.run = Some(sprint.run);
        self.steps.extend(sprint.steps);
        self.effects.extend(sprint.effects);
    }

    fn answer(&mut self, id: &str) -> Option<Answer> {
        let flow = self
            .run
            .as_ref()
            .and_then(|run| self.host.flows.get(&run.frames.last()?.flow.flow))
            .cloned()?;
        let node = flow.node(id)?;
        for name in [&*node.name, id] {
            if let Some(answers) = self.mocks.get_mut(name) {
                return if answers.len() > 1 {
                    answers.pop_front()
                } else {
                    answers.front().cloned()
                };
            }
        }
        match &node.config {
            Ok(NodeConfig::HttpRequest(http)) => http.mock.as_ref().map(|mock| Answer::Http {
                status: mock.status,
                headers: BTreeMap::new(),
                body: mock.body.clone(),
            }),
            _ => None,
        }
    }

    fn wait(&mut self, time: Duration) {
        let until = self.host.now + time;
        for _ in 0..MOST {
            let due = self.run.as_ref().and_then(Run::wake_at).filter(|at| *at <= until);
            let Some(due) = due else { break };
            self.host.now = self.host.now.max(due);
            self.input(Input::Timer);
        }
        self.host.now = until;
        self.lines.push(Line::system(until, "wait", transcript::passed(time)));
    }

    /// The button or row, by id or label, of the newest message that has it.
    fn tap(&self, wanted: &str) -> Option<Tap> {
        self.effects.iter().rev().find_map(|effect| {
            let Action::Send { content, .. } = &effect.action else { return None };
            let (id, title) = choices(&content.to_json())
                .into_iter()
                .find(|(id, title)| id == wanted || title == wanted)?;
            Some(Tap {
                id,
                title,
                of: Some(effect.key.clone()),
            })
        })
    }

    pub(super) fn node_name(&self) -> String {
        let Some(run) = &self.run else { return String::new() };
        let flow = run.frames.last().and_then(|frame| self.host.flows.get(&frame.flow.flow));
        let id = run.node().unwrap_or_default();
        flow.and_then(|flow| flow.node(id))
            .map_or_else(|| id.to_owned(), |node| node.name.to_string())
    }

    pub(super) fn ended(&self) -> Option<&str> {
        match self.run.as_ref().map(|run| &run.status) {
            Some(Status::Ended { outcome, .. }) => Some(outcome),
            _ => None,
        }
    }
}

/// What can be tapped in a message: id and label.
fn choices(content: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let action = &content["interactive"]["action"];
    let mut found: Vec<_> = action["buttons"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|button| (text(&button["reply"]["id"]), text(&button["reply"]["title"])))
        .collect();
    for section in action["sections"].as_array().into_iter().flatten() {
        found.extend(
            section["rows"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|row| (text(&row["id"]), text(&row["title"]))),
        );
    }
    for component in content["template"]["components"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|component| component["sub_type"] == json!("quick_reply"))
    {
        let payload = text(&component["parameters"][0]["payload"]);
        found.push((payload.clone(), payload));
    }
    found
}

/// A time: seconds, or a number with `s`, `m`, `h` or `d`.
fn seconds(time: &Value) -> Option<u64> {
    if let Some(seconds) = time.as_u64() {
        return Some(seconds);
    }
    let text = time.as_str()?.trim();
    let (number, unit) = text.split_at(text.find(|mark: char| !mark.is_ascii_digit())?);
    let unit = match unit.trim() {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(unit)
}
