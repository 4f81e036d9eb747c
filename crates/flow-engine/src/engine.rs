//! The only loop: from one wait to the next.

use std::sync::Arc;

use model::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::effect::{Action, Effect};
use crate::graph::{Flow, FlowRef, Handle, OnError};
use crate::host::{Answer, Asking, Facts, Host};
use crate::run::{Frame, Input, Opening, Run, RunResult, Status, Step, StepAction, StepError, StepOutcome, Wait};

mod context;
mod ends;
mod guard;
mod inputs;
mod texts;

pub(crate) use context::{Ctx, Fault, Halt, Outcome, Waiting, Woken, content, failed_send, invalid_text, more};
use context::{Gathered, locale};
pub(crate) use texts::stale_notice;

/// What one call of [`advance`] did: to be stored in one transaction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sprint {
    /// The run as it is now.
    pub run: Run,
    /// The steps it took.
    pub steps: Vec<Step>,
    /// What it wants done, in order.
    pub effects: Vec<Effect>,
    /// What became of the input.
    pub verdict: Verdict,
}

/// What became of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The run took it.
    Moved,
    /// Not for this run now; it is as it was. A message may be for another trigger.
    Ignored,
    /// The run waits for an answer from outside: give the input again when that has come.
    Busy,
    /// The conversation's epoch is not the run's: somebody else holds the pen.
    NotHolding,
    /// A tap on something past, and the flow wants to be started again.
    Restart,
}

/// Takes a run from what happened to its next wait, its next question or its end.
///
/// Deterministic: the same run, input and host give the same sprint. Nothing the author drew makes this fail or go on for ever: mistakes are failed steps, and every
/// run has limits. When the sprint's run is asking ([`Run::asking`]), find the answer outside and call again with [`Input::Answer`].
pub fn advance(run: Run, input: Input, host: &mut dyn Host) -> Sprint {
    let now = host.now();
    let facts = host.facts();
    let opening = Opening {
        input: input.clone(),
        now,
        facts: facts.clone(),
    };
    let mut engine = Engine {
        run,
        now,
        facts,
        host,
        flows: Vec::new(),
        steps: Vec::new(),
        effects: Vec::new(),
        opening: Some(Box::new(opening)),
        asked: None,
    };
    let verdict = engine.take(input);
    engine.into_sprint(verdict)
}

struct Engine<'h> {
    run: Run,
    now: Timestamp,
    facts: Facts,
    host: &'h mut dyn Host,
    /// The flows of the frames, in their order.
    flows: Vec<Arc<Flow>>,
    steps: Vec<Step>,
    effects: Vec<Effect>,
    opening: Option<Box<Opening>>,
    /// What was asked, for the step that has the answer.
    asked: Option<Box<crate::host::Question>>,
}

/// What a node is run with.
enum Call<'i> {
    Enter(Option<&'i Answer>),
    Wake(&'i Wait, Woken<'i>),
}

/// Where the run goes next.
enum Next {
    Enter(Arc<str>),
    /// The frame ended; back to the caller with its variables.
    Return {
        vars: Value,
    },
    Stop,
    /// The input was not for the node.
    Stay,
}

impl Engine<'_> {
    fn into_sprint(mut self, verdict: Verdict) -> Sprint {
        // The run's own hand-off makes the epoch grow by one; what it decided in the same breath is meant to leave.
        if self.effects.iter().any(|effect| matches!(effect.action, Action::HandOff { .. })) {
            self.effects.iter_mut().for_each(|effect| effect.epoch = self.run.epoch + 1);
        }
        Sprint {
            run: self.run,
            steps: self.steps,
            effects: self.effects,
            verdict,
        }
    }

    /// Steps until the run stops.
    fn drive(&mut self, mut next: Next, mut answer: Option<&Answer>) {
        loop {
            next = match next {
                Next::Stop | Next::Stay => return,
                Next::Enter(node) => match self.guard(&node, answer.is_some()) {
                    Ok(()) => self.step(&node, Call::Enter(answer.take())),
                    Err(next) => next,
                },
                Next::Return { vars } => self.come_back(&vars),
            };
        }
    }

    fn flow(&self) -> Arc<Flow> {
        Arc::clone(self.flows.last().expect("a run has a frame, and its flow is loaded"))
    }

    fn frame(&self) -> &Frame {
        self.run.frames.last().expect("a run has a frame")
    }

    /// Runs one node once and writes its step.
    fn step(&mut self, node: &Arc<str>, call: Call<'_>) -> Next {
        let flow = self.flow();
        let Some(place) = flow.node(node) else {
            self.outside_at(
                node,
                StepOutcome::Failed,
                Some(("node.missing", "this node is not in the flow any more".to_owned())),
            );
            self.policy("a node of the run is not in its flow");
            return Next::Stop;
        };
        let (action, answer) = match &call {
            Call::Enter(answer) => (StepAction::Enter, *answer),
            Call::Wake(..) => (StepAction::Resume, None),
        };
        let visits = self.run.counters.visits.get(&self.visit_key(node)).copied().unwrap_or_default();
        let wait = if let Call::Wake(wait, _) = &call { Some(*wait) } else { None };
        let since = wait.map_or(self.now, |wait| wait.since);
        let mut ctx = Ctx {
            locale: locale(&flow, &self.facts, self.now),
            facts: &mut self.facts,
            flow: &flow,
            node: place,
            frame: self.run.frames.last_mut().expect("a run has a frame"),
            run_id: &self.run.id,
            started_at: self.run.started_at,
            trigger: &self.run.trigger,
            message: &self.run.message,
            step: self.run.counters.steps,
            visits,
            host: self.host,
            answer,
            gathered: Gathered::default(),
        };
        let came = match (&place.config, call) {
            (Err(bad), _) => Err(Halt::Fault(Fault::error("node.settings", bad.to_string()))),
            (Ok(config), Call::Enter(_)) => config.enter(&mut ctx),
            (Ok(config), Call::Wake(wait, woken)) => config.wake(&mut ctx, wait, woken),
        };
        let gathered = std::mem::take(&mut ctx.gathered);
        match came {
            Err(Halt::Ask(question)) => {
                self.run.status = Status::Asking(Box::new(Asking {
                    node: node.to_string(),
                    key: format!("{}:{}", self.run.id, self.run.counters.steps),
                    question: *question,
                    since: self.now,
                }));
                Next::Stop
            }
            Ok(Outcome::Stay) => Next::Stay,
            came => {
                let mut step = self.new_step(node, &place.kind, action);
                step.answer = answer.cloned().map(Box::new);
                step.question = self.asked.take();
                self.keep(&mut step, gathered);
                let next = self.leave(&flow, node, place.on_error, since, &mut step, came);
                self.steps.push(step);
                self.after(next)
            }
        }
    }

    fn new_step(&mut self, node: &str, kind: &str, action: StepAction) -> Step {
        let number = self.run.counters.steps;
        self.run.counters.steps += 1;
        self.run.counters.sprint_steps += 1;
        Step {
            number,
            at: self.now,
            flow: self.frame().flow.clone(),
            depth: u32::try_from(self.run.frames.len()).unwrap_or(u32::MAX) - 1,
            node: node.to_owned(),
            kind: kind.to_owned(),
            action,
            opening: self.opening.take(),
            heard: Vec::new(),
            question: None,
            answer: None,
            changes: Vec::new(),
            effects: Vec::new(),
            handle: None,
            edge: None,
            outcome: StepOutcome::Left,
            error: None,
        }
    }

    fn keep(&mut self, step: &mut Step, gathered: Gathered) {
        step.heard = gathered.heard;
        step.changes = gathered.changes;
        for (index, action) in gathered.actions.into_iter().enumerate() {
            step.effects.push(self.effect(step.number, index, action));
        }
    }

    fn effect(&mut self, step: u32, index: usize, action: Action) -> String {
        let key = format!("{}:{step}:{index}", self.run.id);
        self.effects.push(Effect {
            key: key.clone(),
            epoch: self.run.epoch,
            step,
            action,
        });
        key
    }

    /// Where the run goes from a node, and what its step says about it.
    fn leave(&mut self, flow: &Flow, node: &Arc<str>, on_error: OnError, since: Timestamp, step: &mut Step, came: Result<Outcome, Halt>) -> After {
        match came {
            Ok(Outcome::Take(handle)) => {
                if let Some((edge, to)) = flow.follow(node, &handle) {
                    let after = After::Enter(Arc::clone(&to.id));
                    step.edge = Some(edge.to_string());
                    step.handle = Some(handle);
                    return after;
                }
                let waits = step.action == StepAction::Resume;
                if handle.is_failure() || handle == Handle::INVALID || (handle == Handle::TIMEOUT && !waits) {
                    let message = format!("nothing leads on from `{handle}`");
                    return self.failed(flow, node, on_error, step, Fault::new(handle, "node.unwired", message));
                }
                step.outcome = StepOutcome::Ended;
                let outcome = if handle == Handle::TIMEOUT {
                    "timeout".to_owned()
                } else {
                    String::new()
                };
                step.handle = Some(handle);
                After::End(RunResult::Done, outcome)
            }
            Ok(Outcome::Wait(waiting)) => {
                step.outcome = StepOutcome::Waits;
                After::Wait(self.wait(node, since, waiting))
            }
            Ok(Outcome::End { outcome, result }) => {
                step.outcome = StepOutcome::Ended;
                After::End(result, outcome)
            }
            Ok(Outcome::Jump(to)) => match flow.node(&to) {
                Some(to) => After::Enter(Arc::clone(&to.id)),
                None => self.failed(
                    flow,
                    node,
                    on_error,
                    step,
                    Fault::error("node.missing", format!("there is no node `{to}` to go to")),
                ),
            },
            Ok(Outcome::Call { flow: called, inputs }) => self.call(flow, node, on_error, step, called, inputs),
            Ok(Outcome::Leave(to)) => match self
                .host
                .flow(&to)
                .and_then(|to| to.start().map(|start| Arc::clone(&start.id)).map(|start| (to, start)))
            {
                Some((to, start)) => After::Other(to, start),
                None => self.failed(
                    flow,
                    node,
                    on_error,
                    step,
                    Fault::error("flow.missing", format!("there is no published flow `{}` to go to", to.flow)),
                ),
            },
            Ok(Outcome::Stay) => After::Stop,
            Err(Halt::Fault(fault)) => self.failed(flow, node, on_error, step, fault),
            Err(Halt::Ask(_)) => After::Stop,
        }
    }

    fn wait(&self, node: &str, since: Timestamp, waiting: Waiting) -> Box<Wait> {
        Box::new(Wait {
            node: node.to_owned(),
            since,
            on: waiting.on,
            // Nothing waits longer than the run may live.
            wake_at: Some(waiting.until.map_or_else(|| self.ends_at(), |until| until.min(self.ends_at()))),
            message: waiting.message,
            memory: waiting.memory,
        })
    }

    fn failed(&self, flow: &Flow, node: &str, on_error: OnError, step: &mut Step, fault: Fault) -> After {
        step.outcome = StepOutcome::Failed;
        let ways: &[Handle] = match on_error {
            OnError::Route => &[fault.handle.clone(), Handle::ERROR],
            OnError::Continue => &[Handle::NEXT],
            OnError::Policy => &[],
        };
        let way = ways.iter().find_map(|handle| flow.follow(node, handle).map(|found| (handle, found)));
        step.error = Some(StepError {
            code: fault.code.into_owned(),
            message: fault.message.clone(),
        });
        match way {
            Some((handle, (edge, to))) => {
                step.handle = Some(handle.clone());
                step.edge = Some(edge.to_string());
                After::Enter(Arc::clone(&to.id))
            }
            None => {
                step.handle = Some(fault.handle);
                After::Policy(fault.message)
            }
        }
    }

    fn call(&mut self, flow: &Flow, node: &str, on_error: OnError, step: &mut Step, called: FlowRef, inputs: Value) -> After {
        if self.run.frames.len() > self.limits().subflow_levels as usize {
            let message = format!("subflows are {} levels deep, as deep as they may be", self.run.frames.len() - 1);
            return self.failed(flow, node, on_error, step, Fault::new(Handle::LIMIT, "limit.subflows", message));
        }
        let Some((callee, start)) = self
            .host
            .flow(&called)
            .and_then(|callee| callee.start().map(|start| Arc::clone(&start.id)).map(|start| (callee, start)))
        else {
            return self.failed(
                flow,
                node,
                on_error,
                step,
                Fault::error("flow.missing", format!("there is no published flow `{}` to call", called.flow)),
            );
        };
        step.outcome = StepOutcome::Called;
        let mut vars = callee.variables().clone();
        if let Value::Object(inputs) = inputs {
            vars.extend(inputs);
        }
        After::Call(callee, Value::Object(vars), start, node.to_owned())
    }

    /// Carries out where the run goes.
    fn after(&mut self, after: After) -> Next {
        match after {
            After::Enter(node) => Next::Enter(node),
            After::Stop => Next::Stop,
            After::Wait(wait) => {
                self.run.status = Status::Waiting(wait);
                Next::Stop
            }
            After::End(result, outcome) => self.end_frame(result, outcome),
            After::Policy(message) => {
                self.policy(&message);
                Next::Stop
            }
            After::Other(flow, start) => {
                let frame = self.run.frames.last_mut().expect("a run has a frame");
                frame.flow = flow.id().clone();
                frame.nodes = json!({});
                if let Value::Object(vars) = &mut frame.vars {
                    flow.variables().iter().for_each(|(name, value)| {
                        vars.entry(name).or_insert_with(|| value.clone());
                    });
                }
                self.flows.pop();
                self.flows.push(flow);
                Next::Enter(start)
            }
            After::Call(flow, vars, start, caller) => {
                self.run.frames.last_mut().expect("a run has a frame").calling = Some(caller);
                self.run.frames.push(Frame {
                    vars,
                    ..Frame::new(flow.id().clone())
                });
                self.flows.push(flow);
                Next::Enter(start)
            }
        }
    }

    fn come_back(&mut self, vars: &Value) -> Next {
        if let Some(limit) = self.exhausted() {
            self.outside(StepOutcome::Failed, Some(("limit.steps", limit.clone())));
            self.policy(&limit);
            return Next::Stop;
        }
        let caller: Arc<str> = self
            .run
            .frames
            .last_mut()
            .and_then(|frame| frame.calling.take())
            .unwrap_or_default()
            .into();
        let wait = self.wait(&caller, self.now, Waiting::default());
        self.step(&caller, Call::Wake(&wait, Woken::Returned { vars }))
    }
}

/// Where a run goes after a step.
enum After {
    Enter(Arc<str>),
    Stop,
    Wait(Box<Wait>),
    End(RunResult, String),
    Policy(String),
    Other(Arc<Flow>, Arc<str>),
    Call(Arc<Flow>, Value, Arc<str>, String),
}
