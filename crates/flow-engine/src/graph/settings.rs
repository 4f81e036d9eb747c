//! What holds for a whole flow: language, limits, what happens on errors, on a second trigger and on a tap that comes too late.

use serde::{Deserialize, Serialize};

use crate::limits::Guardrails;

/// What holds for the whole flow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Language of the flow's own words, and of numbers and dates it writes.
    pub language: String,
    /// Time zone for dates and hours; empty means the workspace's.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub time_zone: String,
    /// Limits tighter than the house's own.
    pub guardrails: GuardrailSettings,
    /// Where unwired failures end.
    pub error_policy: ErrorPolicy,
    /// A trigger matches while a run of the conversation is under way.
    pub new_trigger: NewTrigger,
    /// The customer taps a message of a step that the run has left.
    pub stale_tap: StaleTap,
    /// What is said then, when `stale_tap` is `notice`; empty means our words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub stale_text: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: "en".to_owned(),
            time_zone: String::new(),
            guardrails: GuardrailSettings::default(),
            error_policy: ErrorPolicy::default(),
            new_trigger: NewTrigger::default(),
            stale_tap: StaleTap::default(),
            stale_text: String::new(),
        }
    }
}

/// Limits of one flow. Each can only make the house's limit smaller.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GuardrailSettings {
    /// Steps of one sprint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps_per_sprint: Option<u32>,
    /// Visits to one node in one sprint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visits_per_node: Option<u32>,
    /// Whether the two above start anew when the customer writes.
    pub scope: LimitScope,
    /// Steps of the whole run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps_per_run: Option<u32>,
    /// Days from the first step to the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_per_run: Option<u32>,
    /// Levels of subflows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subflow_levels: Option<u32>,
}

impl GuardrailSettings {
    /// The limits that hold: the house's, or the flow's where it is stricter.
    #[must_use]
    pub fn effective(&self) -> Guardrails {
        let house = Guardrails::HOUSE;
        let stricter = |own: Option<u32>, house: u32| own.map_or(house, |own| own.clamp(1, house));
        Guardrails {
            steps_per_sprint: stricter(self.steps_per_sprint, house.steps_per_sprint),
            visits_per_node: stricter(self.visits_per_node, house.visits_per_node),
            scope: self.scope,
            steps_per_run: stricter(self.steps_per_run, house.steps_per_run),
            days_per_run: stricter(self.days_per_run, house.days_per_run),
            subflow_levels: stricter(self.subflow_levels, house.subflow_levels),
        }
    }
}

/// When the counters of steps and visits start anew.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitScope {
    /// With each message of the customer.
    #[default]
    Sprint,
    /// Never.
    Run,
}

/// Where failures end that have no line of their own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorPolicy {
    /// An internal note, then a human takes the conversation.
    #[default]
    Handoff,
    /// An internal note, and the run ends.
    End,
}

/// A trigger matches while a run is under way. One run per conversation is active.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NewTrigger {
    /// The run under way goes on.
    #[default]
    Ignore,
    /// Start when the run under way has ended.
    Queue,
    /// End the run under way.
    Replace,
    /// Pause the run under way and go on with it afterwards.
    InterruptAndResume,
}

/// The customer taps a message of a step that the run has left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaleTap {
    /// Say politely that this is no longer active.
    #[default]
    Notice,
    /// Start the flow again.
    Restart,
    /// Take the button's label as if it had been written.
    Text,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flow_can_only_be_stricter() {
        let own = GuardrailSettings {
            steps_per_sprint: Some(10),
            visits_per_node: Some(99),
            days_per_run: Some(0),
            ..GuardrailSettings::default()
        };
        let limits = own.effective();
        assert_eq!((limits.steps_per_sprint, limits.visits_per_node, limits.days_per_run), (10, 3, 1));
    }
}
