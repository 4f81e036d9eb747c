//! The only loop: from one wait to the next.

use std::sync::Arc;
use std::time::Duration;

use model::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::effect::{Action, Effect, HandOffTo, ResumePolicy};
use crate::graph::{ErrorPolicy, Flow, FlowRef, Handle, LimitScope, OnError, StaleTap};
use crate::host::{Answer, Asking, Facts, Host};
use crate::limits::Guardrails;
use crate::run::{Counters, Frame, Input, Message, Opening, Run, RunResult, Status, Step, StepAction, StepError, StepOutcome, Wait, WakeOn};

mod context;
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

    fn take(&mut self, input: Input) -> Verdict {
        if self.run.is_ended() {
            return Verdict::Ignored;
        }
        match input {
            Input::Cancel { reason } => {
                self.outside(StepOutcome::Ended, Some(("run.cancelled", reason)));
                self.finish(RunResult::Cancelled, String::new());
                return Verdict::Moved;
            }
            Input::TakenOver { .. } => return self.taken_over(),
            Input::Released { epoch, resume } => return self.released(epoch, resume),
            _ => {}
        }
        if self.facts.epoch != self.run.epoch {
            return Verdict::NotHolding;
        }
        if !self.load_flows() {
            self.outside(
                StepOutcome::Failed,
                Some(("flow.missing", "the flow this run is in cannot be found".to_owned())),
            );
            self.policy("the flow this run is in cannot be found");
            return Verdict::Moved;
        }
        match (std::mem::replace(&mut self.run.status, Status::New), input) {
            (Status::New, Input::Start) => self.start(),
            (Status::Asking(asking), Input::Answer { answer }) => {
                let node: Arc<str> = asking.node.as_str().into();
                self.asked = Some(Box::new(asking.question));
                self.drive(Next::Enter(node), Some(&answer));
                Verdict::Moved
            }
            (Status::Waiting(wait), input) => self.wake(wait, input),
            (status @ Status::Asking(_), Input::Message(_) | Input::Submission { .. } | Input::Webhook { .. }) => {
                self.run.status = status;
                Verdict::Busy
            }
            (status, _) => {
                self.run.status = status;
                Verdict::Ignored
            }
        }
    }

    fn load_flows(&mut self) -> bool {
        for frame in &mut self.run.frames {
            let Some(flow) = self.host.flow(&frame.flow) else { return false };
            frame.flow.clone_from(flow.id());
            self.flows.push(flow);
        }
        true
    }

    fn start(&mut self) -> Verdict {
        let flow = Arc::clone(self.flows.last().expect("a run has a frame, and its flow is loaded"));
        self.run.frames[0].vars = Value::Object(flow.variables().clone());
        if let Some(message) = self.run.trigger.get("message").filter(|message| !message.is_null()) {
            self.run.message = message.clone();
        }
        match flow.start() {
            Some(start) => self.drive(Next::Enter(Arc::clone(&start.id)), None),
            None => {
                self.outside(StepOutcome::Failed, Some(("flow.no_start", "the flow has no start".to_owned())));
                self.policy("the flow has no start");
            }
        }
        Verdict::Moved
    }

    /// Somebody else took the pen: what was waited for is kept, nothing is said.
    fn taken_over(&mut self) -> Verdict {
        let waits_for_release = matches!(&self.run.status, Status::Waiting(wait) if wait.on.contains(&WakeOn::Release));
        if waits_for_release || matches!(self.run.status, Status::Paused { .. }) {
            return Verdict::Ignored;
        }
        self.outside(StepOutcome::Paused, None);
        let before = std::mem::replace(&mut self.run.status, Status::New);
        self.run.status = Status::Paused { before: Box::new(before) };
        Verdict::Moved
    }

    fn released(&mut self, epoch: u64, resume: bool) -> Verdict {
        match std::mem::replace(&mut self.run.status, Status::New) {
            Status::Paused { before } => {
                self.run.status = *before;
                self.run.epoch = epoch;
                self.outside(if resume { StepOutcome::Waits } else { StepOutcome::Ended }, None);
                if !resume {
                    self.finish(RunResult::Cancelled, String::new());
                }
                Verdict::Moved
            }
            Status::Waiting(wait) if wait.on.contains(&WakeOn::Release) => {
                self.run.epoch = epoch;
                if !resume {
                    self.run.status = Status::Waiting(wait);
                    self.outside(StepOutcome::Ended, None);
                    self.finish(RunResult::HandedOff, String::new());
                    return Verdict::Moved;
                }
                if !self.load_flows() {
                    self.policy("the flow this run is in cannot be found");
                    return Verdict::Moved;
                }
                self.wake_node(wait, Woken::Released)
            }
            status => {
                self.run.status = status;
                Verdict::Ignored
            }
        }
    }

    fn wake(&mut self, wait: Box<Wait>, input: Input) -> Verdict {
        let listens = |on: WakeOn| wait.on.contains(&on);
        match input {
            Input::Message(message) if listens(WakeOn::Reply) => self.wake_by_message(wait, message),
            Input::Timer if wait.wake_at.is_some_and(|at| at <= self.now) => self.wake_node(wait, Woken::Timer),
            Input::Submission { data } if listens(WakeOn::Submission) => {
                self.new_sprint();
                self.wake_node(wait, Woken::Submission(&data))
            }
            Input::Webhook { .. } if listens(WakeOn::Webhook) => self.wake_node(wait, Woken::Webhook),
            Input::Status { key, status, code } if listens(WakeOn::Status) && wait.message.as_ref() == Some(&key) => {
                self.wake_node(wait, Woken::Status(status, code))
            }
            _ => {
                self.run.status = Status::Waiting(wait);
                Verdict::Ignored
            }
        }
    }

    fn wake_by_message(&mut self, wait: Box<Wait>, mut message: Message) -> Verdict {
        let stale = match (&wait.message, message.tap.as_ref().and_then(|tap| tap.of.as_ref())) {
            (Some(expected), Some(tapped)) => expected != tapped,
            _ => false,
        };
        if stale {
            let flow = Arc::clone(self.flows.last().expect("a run has a frame, and its flow is loaded"));
            match flow.settings().stale_tap {
                StaleTap::Restart => {
                    self.run.status = Status::Waiting(wait);
                    return Verdict::Restart;
                }
                StaleTap::Notice => {
                    self.run.status = Status::Waiting(wait);
                    self.say_stale(&flow);
                    return Verdict::Moved;
                }
                StaleTap::Text => message.text = message.tap.take().map(|tap| tap.title).unwrap_or_default(),
            }
        }
        self.new_sprint();
        let before = std::mem::replace(&mut self.run.message, serde_json::to_value(&message).unwrap_or_default());
        let verdict = self.wake_node(wait, Woken::Reply(&message));
        if verdict == Verdict::Ignored {
            self.run.message = before;
        }
        verdict
    }

    fn say_stale(&mut self, flow: &Flow) {
        let action = Action::Send {
            content: Box::new(stale_notice(flow.settings())),
            quote: None,
        };
        let number = self.outside(StepOutcome::Waits, None);
        let key = self.effect(number, 0, action);
        if let Some(step) = self.steps.last_mut() {
            step.effects.push(key);
        }
    }

    /// The customer is there: what counts between two of their messages starts anew, unless the flow wants it counted over the whole run.
    fn new_sprint(&mut self) {
        if self.limits().scope == LimitScope::Sprint {
            self.run.counters.sprint_steps = 0;
            self.run.counters.visits.clear();
        }
    }

    fn wake_node(&mut self, wait: Box<Wait>, woken: Woken<'_>) -> Verdict {
        if let Some(()) = self.expired() {
            self.run.status = Status::Waiting(wait);
            self.expire();
            return Verdict::Moved;
        }
        let node: Arc<str> = wait.node.as_str().into();
        let next = match self.exhausted() {
            Some(limit) => {
                self.run.status = Status::Waiting(wait);
                self.outside(StepOutcome::Failed, Some(("limit.steps", limit.clone())));
                self.policy(&limit);
                return Verdict::Moved;
            }
            None => self.step(&node, Call::Wake(&wait, woken)),
        };
        if matches!(next, Next::Stay) {
            self.run.status = Status::Waiting(wait);
            return Verdict::Ignored;
        }
        self.drive(next, None);
        Verdict::Moved
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

    /// The limits, before a node is entered. `again`: the node was entered before and now has its answer.
    fn guard(&mut self, node: &Arc<str>, again: bool) -> Result<(), Next> {
        if self.expired().is_some() {
            self.expire();
            return Err(Next::Stop);
        }
        if let Some(limit) = self.exhausted() {
            self.outside_at(node, StepOutcome::Failed, Some(("limit.steps", limit.clone())));
            self.policy(&limit);
            return Err(Next::Stop);
        }
        if again {
            return Ok(());
        }
        let most = self.limits().visits_per_node;
        let key = self.visit_key(node);
        let visits = self.run.counters.visits.entry(key).or_default();
        if *visits < most {
            *visits += 1;
            return Ok(());
        }
        let message = format!("this node was visited {most} times since the customer last wrote");
        Err(self.limit_reached(node, "limit.visits", message))
    }

    fn limit_reached(&mut self, node: &Arc<str>, code: &'static str, message: String) -> Next {
        let flow = self.flow();
        let way = flow.follow(node, &Handle::LIMIT).map(|(edge, to)| (edge.to_string(), Arc::clone(&to.id)));
        self.outside_at(node, StepOutcome::Failed, Some((code, message.clone())));
        match way {
            Some((edge, to)) => {
                if let Some(step) = self.steps.last_mut() {
                    step.handle = Some(Handle::LIMIT);
                    step.edge = Some(edge);
                }
                Next::Enter(to)
            }
            None => {
                self.policy(&message);
                Next::Stop
            }
        }
    }

    fn visit_key(&self, node: &str) -> String {
        format!("{}/{node}", self.frame().flow.flow)
    }

    /// The strictest limits of all flows the run is in.
    fn limits(&self) -> Guardrails {
        self.flows
            .iter()
            .map(|flow| *flow.guardrails())
            .fold(Guardrails::HOUSE, |one, other| Guardrails {
                steps_per_sprint: one.steps_per_sprint.min(other.steps_per_sprint),
                visits_per_node: one.visits_per_node.min(other.visits_per_node),
                scope: if other.scope == LimitScope::Run { LimitScope::Run } else { one.scope },
                steps_per_run: one.steps_per_run.min(other.steps_per_run),
                days_per_run: one.days_per_run.min(other.days_per_run),
                subflow_levels: one.subflow_levels.min(other.subflow_levels),
            })
    }

    fn exhausted(&self) -> Option<String> {
        let limits = self.limits();
        let Counters { steps, sprint_steps, .. } = self.run.counters;
        if steps >= limits.steps_per_run {
            return Some(format!("the run took {steps} steps, as many as it may"));
        }
        (sprint_steps >= limits.steps_per_sprint)
            .then(|| format!("the run took {sprint_steps} steps since the customer last wrote, as many as it may"))
    }

    fn ends_at(&self) -> Timestamp {
        self.run.started_at + Duration::from_secs(u64::from(self.limits().days_per_run) * 24 * 60 * 60)
    }

    fn expired(&self) -> Option<()> {
        (self.now >= self.ends_at()).then_some(())
    }

    /// A run that nobody answers ends without troubling anybody.
    fn expire(&mut self) {
        let days = self.limits().days_per_run;
        self.outside(
            StepOutcome::Ended,
            Some(("limit.days", format!("the run is {days} days old, as old as it may get"))),
        );
        self.finish(RunResult::Done, "expired".to_owned());
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

    /// A hand-off ends the whole run, wherever it happens; any other end only the flow it is in.
    fn end_frame(&mut self, result: RunResult, outcome: String) -> Next {
        if self.run.frames.len() > 1 && result == RunResult::Done {
            let frame = self.run.frames.pop().expect("there are two frames");
            self.flows.pop();
            return Next::Return { vars: frame.vars };
        }
        self.finish(result, outcome);
        Next::Stop
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

    fn finish(&mut self, result: RunResult, outcome: String) {
        self.run.status = Status::Ended {
            result,
            outcome,
            at: self.now,
        };
    }

    /// The flow's error policy: never silence.
    fn policy(&mut self, message: &str) {
        let settings = self.flows.first().map(|flow| flow.settings().clone()).unwrap_or_default();
        let step = self.steps.last().map_or(0, |step| step.number);
        let index = self.steps.last().map_or(0, |step| step.effects.len());
        let note = format!("The flow stopped: {}.", message.trim_end_matches('.'));
        let actions = match settings.error_policy {
            ErrorPolicy::End => vec![Action::Note {
                text: note,
                mentions: Vec::new(),
            }],
            ErrorPolicy::Handoff => vec![
                Action::Note {
                    text: note.clone(),
                    mentions: Vec::new(),
                },
                Action::HandOff {
                    to: HandOffTo::Anyone,
                    note,
                    priority: None,
                    resume: ResumePolicy::Never,
                },
            ],
        };
        for (place, action) in actions.into_iter().enumerate() {
            let key = self.effect(step, index + place, action);
            if let Some(step) = self.steps.last_mut() {
                step.effects.push(key);
            }
        }
        self.finish(RunResult::Failed, String::new());
    }

    /// A step that no node ran: something happened to the run from outside.
    fn outside(&mut self, outcome: StepOutcome, error: Option<(&'static str, String)>) -> u32 {
        let node = self.run.node().unwrap_or_default().to_owned();
        self.outside_at(&node, outcome, error)
    }

    fn outside_at(&mut self, node: &str, outcome: StepOutcome, error: Option<(&'static str, String)>) -> u32 {
        let kind = self
            .flows
            .last()
            .and_then(|flow| flow.node(node))
            .map_or_else(String::new, |node| node.kind.to_string());
        let mut step = self.new_step(node, &kind, StepAction::Outside);
        step.outcome = outcome;
        step.error = error.map(|(code, message)| StepError {
            code: code.to_owned(),
            message,
        });
        let number = step.number;
        self.steps.push(step);
        number
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
