//! Makes a test from a run that happened: what came in becomes what happens, what went out becomes what is expected.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Expectation, FlowTest, Given, TestStep, expect};
use crate::effect::{Action, Effect};
use crate::graph::Flow;
use crate::run::{Input, Message, Run, Status, Step};
use crate::triggers::{Event, MessageNews};

/// A test that does again what a run did. Personal data is in it as it was; look through it before you keep it.
#[must_use]
pub fn save_as_test(name: &str, flow: &Flow, run: &Run, steps: &[Step], effects: &[Effect]) -> FlowTest {
    let mut test = FlowTest {
        name: name.to_owned(),
        ..FlowTest::default()
    };
    let mut last = run.started_at;
    let mut said = 0;
    for (place, step) in steps.iter().enumerate() {
        let Some(opening) = &step.opening else { continue };
        let passed = opening.now.since(last).as_secs();
        last = opening.now;
        let mut happens = TestStep::default();
        match &opening.input {
            Input::Start => {
                test.given = given(run, opening.now, &opening.facts, effects);
            }
            Input::Message(message) => {
                wait(passed, &mut test.steps);
                happens = heard(message);
                test.steps.push(happens);
            }
            Input::Submission { data } => {
                wait(passed, &mut test.steps);
                happens.submit = Some(data.clone());
                test.steps.push(happens);
            }
            Input::Timer => wait(passed, &mut test.steps),
            Input::Answer { answer } => {
                let node = flow.node(&step.node).map_or_else(|| step.node.clone(), |node| node.name.to_string());
                test.mocks.entry(node).or_default().push(answer.clone());
            }
            Input::TakenOver { .. } => {
                happens.take_over = true;
                test.steps.push(happens);
            }
            Input::Released { .. } => {
                happens.release = true;
                test.steps.push(happens);
            }
            Input::Cancel { .. } | Input::Status { .. } | Input::Webhook { .. } => {}
        }
        // What went out up to the next thing that came in from people or the clock.
        let next = steps[place + 1..]
            .iter()
            .position(|step| step.opening.is_some())
            .map_or(steps.len(), |after| place + 1 + after);
        let answer_follows = steps
            .get(next)
            .and_then(|step| step.opening.as_ref())
            .is_some_and(|opening| matches!(opening.input, Input::Answer { .. }));
        if answer_follows {
            continue;
        }
        let until = steps.get(next).map_or(u32::MAX, |step| step.number);
        let sent: Vec<_> = effects.iter().skip(said).take_while(|effect| effect.step < until).collect();
        said += sent.len();
        let messages = sent.iter().filter_map(|effect| {
            if let Action::Send { content, .. } = &effect.action {
                Some(expect::words(content))
            } else {
                None
            }
        });
        let ended = match &run.status {
            Status::Ended { outcome, .. } if next == steps.len() => Some(outcome.clone()),
            _ => None,
        };
        test.steps.push(TestStep {
            expect: Some(Expectation {
                messages: Some(messages.collect()),
                ended,
                ..Expectation::default()
            }),
            ..TestStep::default()
        });
    }
    test
}

fn given(run: &Run, now: model::Timestamp, facts: &crate::host::Facts, effects: &[Effect]) -> Given {
    let templates: BTreeMap<String, String> = effects
        .iter()
        .filter_map(|effect| match &effect.action {
            Action::Send { content, .. } => content.to_json()["template"]["name"]
                .as_str()
                .map(|name| (name.to_owned(), "UTILITY".to_owned())),
            _ => None,
        })
        .collect();
    Given {
        now: Some(now),
        contact: facts.contact.clone(),
        facts: Some(facts.clone()),
        templates,
        start: event(&run.trigger),
        globals: Value::Null,
    }
}

/// The event behind a trigger's scope.
fn event(trigger: &Value) -> Option<Event> {
    let text = |name: &str| trigger[name].as_str().unwrap_or_default().to_owned();
    Some(match trigger["kind"].as_str()? {
        "message" => Event::Message(Box::new(MessageNews {
            message: serde_json::from_value(trigger["message"].clone()).unwrap_or_default(),
            referral: trigger["referral"].clone(),
            order: trigger["order"].clone(),
            ..MessageNews::default()
        })),
        "api" => Event::Api {
            name: text("name"),
            input: trigger["input"].clone(),
        },
        "manual" => Event::Manual {
            label: text("label"),
            input: trigger["input"].clone(),
        },
        "schedule" => Event::Schedule { name: text("name") },
        _ => return None,
    })
}

fn heard(message: &Message) -> TestStep {
    match (&message.tap, message.media.is_null() && message.location.is_null()) {
        (Some(tap), _) => TestStep {
            tap: Some(tap.id.clone()),
            ..TestStep::default()
        },
        (None, true) => TestStep {
            say: Some(message.text.clone()),
            ..TestStep::default()
        },
        (None, false) => TestStep {
            send: Some(message.clone()),
            ..TestStep::default()
        },
    }
}

fn wait(seconds: u64, steps: &mut Vec<TestStep>) {
    if seconds > 0 {
        steps.push(TestStep {
            wait: Some(json!(seconds)),
            ..TestStep::default()
        });
    }
}
