//! How a run ends, and the steps that no node ran.

use super::{Engine, Next};
use crate::effect::{Action, HandOffTo, ResumePolicy};
use crate::graph::ErrorPolicy;
use crate::run::{RunResult, Status, StepAction, StepError, StepOutcome};

impl Engine<'_> {
    /// A hand-off ends the whole run, wherever it happens; any other end only the flow it is in.
    pub(super) fn end_frame(&mut self, result: RunResult, outcome: String) -> Next {
        if self.run.frames.len() > 1 && result == RunResult::Done {
            let frame = self.run.frames.pop().expect("there are two frames");
            self.flows.pop();
            return Next::Return { vars: frame.vars };
        }
        self.finish(result, outcome);
        Next::Stop
    }

    pub(super) fn finish(&mut self, result: RunResult, outcome: String) {
        self.run.status = Status::Ended {
            result,
            outcome,
            at: self.now,
        };
    }

    /// The flow's error policy: never silence.
    pub(super) fn policy(&mut self, message: &str) {
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
    pub(super) fn outside(&mut self, outcome: StepOutcome, error: Option<(&'static str, String)>) -> u32 {
        let node = self.run.node().unwrap_or_default().to_owned();
        self.outside_at(&node, outcome, error)
    }

    pub(super) fn outside_at(&mut self, node: &str, outcome: StepOutcome, error: Option<(&'static str, String)>) -> u32 {
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
