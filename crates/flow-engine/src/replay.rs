//! Runs a recorded run again from what was recorded: on its own version it must take the same steps; on another one the first difference says what would change.

use std::collections::VecDeque;
use std::sync::Arc;

use model::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

use crate::effect::Effect;
use crate::engine::advance;
use crate::graph::{Flow, FlowRef};
use crate::host::{Facts, Host, TemplateFacts};
use crate::run::{Heard, Opening, Run, Step};

/// A run that was run again.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Replay {
    /// Its steps this time.
    pub steps: Vec<Step>,
    /// What it wanted done this time.
    pub effects: Vec<Effect>,
    /// The run at the end.
    pub run: Run,
    /// Where it first went otherwise; `None` when all is the same.
    pub difference: Option<FirstDifference>,
}

/// The first step that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FirstDifference {
    /// Place among the steps, from 0.
    pub place: usize,
    /// The member of the step that differs: `node`, `handle`, `changes` …; `steps` when one has more steps than the other.
    pub member: String,
    /// As recorded.
    pub recorded: Value,
    /// As it is now.
    pub replayed: Value,
}

/// Runs a recorded run again. `flows` gives each flow: the recorded version for a replay, another for "what if".
#[must_use]
pub fn replay(run: &Run, recorded: &[Step], flows: &mut dyn FnMut(&FlowRef) -> Option<Arc<Flow>>) -> Replay {
    let mut again = beginning(run, recorded);
    let mut steps = Vec::new();
    let mut effects = Vec::new();
    for part in parts(recorded) {
        let Some(opening) = &part[0].opening else { continue };
        let mut host = Recorded::new(opening, part, flows);
        let sprint = advance(again, opening.input.clone(), &mut host);
        again = sprint.run;
        steps.extend(sprint.steps);
        effects.extend(sprint.effects);
    }
    Replay {
        difference: first_difference(recorded, &steps),
        steps,
        effects,
        run: again,
    }
}

/// The run as it was before its first step.
fn beginning(run: &Run, recorded: &[Step]) -> Run {
    let first = recorded.first();
    let flow = first.map_or_else(|| run.frames[0].flow.clone(), |step| step.flow.clone());
    let epoch = first
        .and_then(|step| step.opening.as_ref())
        .map_or(run.epoch, |opening| opening.facts.epoch);
    Run::new(run.id.clone(), flow, run.trigger.clone(), epoch, run.started_at)
}

/// The steps of each call of [`advance`].
fn parts(steps: &[Step]) -> Vec<&[Step]> {
    let starts: Vec<usize> = steps
        .iter()
        .enumerate()
        .filter(|(_, step)| step.opening.is_some())
        .map(|(place, _)| place)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([steps.len()]);
    starts.iter().zip(ends).map(|(start, end)| &steps[*start..end]).collect()
}

/// A host that says what was said before.
struct Recorded<'r> {
    opening: &'r Opening,
    dice: VecDeque<u64>,
    templates: Vec<(&'r str, &'r str, &'r Option<TemplateFacts>)>,
    flows: &'r mut dyn FnMut(&FlowRef) -> Option<Arc<Flow>>,
}

impl<'r> Recorded<'r> {
    fn new(opening: &'r Opening, part: &'r [Step], flows: &'r mut dyn FnMut(&FlowRef) -> Option<Arc<Flow>>) -> Self {
        let mut host = Self {
            opening,
            dice: VecDeque::new(),
            templates: Vec::new(),
            flows,
        };
        for heard in part.iter().flat_map(|step| &step.heard) {
            match heard {
                Heard::Random(bits) => host.dice.push_back(*bits),
                Heard::Template { name, language, found } => host.templates.push((name, language, found)),
            }
        }
        host
    }
}

impl Host for Recorded<'_> {
    fn now(&mut self) -> Timestamp {
        self.opening.now
    }

    fn facts(&mut self) -> Facts {
        self.opening.facts.clone()
    }

    /// Another version may roll dice that this one never rolled; they all show the same then.
    fn random(&mut self) -> u64 {
        self.dice.pop_front().unwrap_or(0)
    }

    fn flow(&mut self, flow: &FlowRef) -> Option<Arc<Flow>> {
        (self.flows)(flow)
    }

    fn template(&mut self, name: &str, language: &str) -> Option<TemplateFacts> {
        let known = self.templates.iter().find(|(known, spoken, _)| *known == name && *spoken == language);
        known.and_then(|(_, _, found)| (*found).clone())
    }
}

/// Where two trails first differ. The version's own number does not count.
#[must_use]
pub fn first_difference(recorded: &[Step], replayed: &[Step]) -> Option<FirstDifference> {
    for (place, (one, other)) in recorded.iter().zip(replayed).enumerate() {
        let (one, other) = (bare(one), bare(other));
        // The way is told before the details.
        for member in [
            "node", "action", "outcome", "handle", "error", "question", "changes", "effects", "heard", "edge", "opening", "answer", "number", "at",
            "depth", "kind", "flow",
        ] {
            if one.get(member) != other.get(member) {
                return Some(FirstDifference {
                    place,
                    member: member.to_owned(),
                    recorded: one.get(member).cloned().unwrap_or_default(),
                    replayed: other.get(member).cloned().unwrap_or_default(),
                });
            }
        }
    }
    (recorded.len() != replayed.len()).then(|| FirstDifference {
        place: recorded.len().min(replayed.len()),
        member: "steps".to_owned(),
        recorded: json!(recorded.len()),
        replayed: json!(replayed.len()),
    })
}

fn bare(step: &Step) -> Value {
    let mut json = serde_json::to_value(step).unwrap_or_default();
    json["flow"]["version"] = Value::Null;
    json
}
