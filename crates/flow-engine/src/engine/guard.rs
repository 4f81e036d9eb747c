//! The limits, looked at before a node is entered.

use std::sync::Arc;
use std::time::Duration;

use model::Timestamp;

use super::{Engine, Next};
use crate::graph::{Handle, LimitScope};
use crate::limits::Guardrails;
use crate::run::{Counters, RunResult, StepOutcome};

impl Engine<'_> {
    /// The limits, before a node is entered. `again`: the node was entered before and now has its answer.
    pub(super) fn guard(&mut self, node: &Arc<str>, again: bool) -> Result<(), Next> {
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

    pub(super) fn limit_reached(&mut self, node: &Arc<str>, code: &'static str, message: String) -> Next {
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

    pub(super) fn visit_key(&self, node: &str) -> String {
        format!("{}/{node}", self.frame().flow.flow)
    }

    /// The strictest limits of all flows the run is in.
    pub(super) fn limits(&self) -> Guardrails {
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

    pub(super) fn exhausted(&self) -> Option<String> {
        let limits = self.limits();
        let Counters { steps, sprint_steps, .. } = self.run.counters;
        if steps >= limits.steps_per_run {
            return Some(format!("the run took {steps} steps, as many as it may"));
        }
        (sprint_steps >= limits.steps_per_sprint)
            .then(|| format!("the run took {sprint_steps} steps since the customer last wrote, as many as it may"))
    }

    pub(super) fn ends_at(&self) -> Timestamp {
        self.run.started_at + Duration::from_secs(u64::from(self.limits().days_per_run) * 24 * 60 * 60)
    }

    pub(super) fn expired(&self) -> Option<()> {
        (self.now >= self.ends_at()).then_some(())
    }

    /// A run that nobody answers ends without troubling anybody.
    pub(super) fn expire(&mut self) {
        let days = self.limits().days_per_run;
        self.outside(
            StepOutcome::Ended,
            Some(("limit.days", format!("the run is {days} days old, as old as it may get"))),
        );
        self.finish(RunResult::Done, "expired".to_owned());
    }
}
