//! What happened to a run, and what the run makes of it.

use std::sync::Arc;

use serde_json::Value;

use super::{Call, Engine, Next, Verdict, Woken, stale_notice};
use crate::effect::Action;
use crate::graph::{Flow, LimitScope, StaleTap};
use crate::run::{Input, Message, RunResult, Status, StepOutcome, Wait, WakeOn};

impl Engine<'_> {
    pub(super) fn take(&mut self, input: Input) -> Verdict {
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

    pub(super) fn load_flows(&mut self) -> bool {
        for frame in &mut self.run.frames {
            let Some(flow) = self.host.flow(&frame.flow) else { return false };
            frame.flow.clone_from(flow.id());
            self.flows.push(flow);
        }
        true
    }

    pub(super) fn start(&mut self) -> Verdict {
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
    pub(super) fn taken_over(&mut self) -> Verdict {
        let waits_for_release = matches!(&self.run.status, Status::Waiting(wait) if wait.on.contains(&WakeOn::Release));
        if waits_for_release || matches!(self.run.status, Status::Paused { .. }) {
            return Verdict::Ignored;
        }
        self.outside(StepOutcome::Paused, None);
        let before = std::mem::replace(&mut self.run.status, Status::New);
        self.run.status = Status::Paused { before: Box::new(before) };
        Verdict::Moved
    }

    pub(super) fn released(&mut self, epoch: u64, resume: bool) -> Verdict {
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

    pub(super) fn wake(&mut self, wait: Box<Wait>, input: Input) -> Verdict {
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

    pub(super) fn wake_by_message(&mut self, wait: Box<Wait>, mut message: Message) -> Verdict {
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

    pub(super) fn say_stale(&mut self, flow: &Flow) {
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
    pub(super) fn new_sprint(&mut self) {
        if self.limits().scope == LimitScope::Sprint {
            self.run.counters.sprint_steps = 0;
            self.run.counters.visits.clear();
        }
    }

    pub(super) fn wake_node(&mut self, wait: Box<Wait>, woken: Woken<'_>) -> Verdict {
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
}
