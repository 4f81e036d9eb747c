//! The house's limits on runs, expressions and what they may make.

use serde::Serialize;

use crate::graph::LimitScope;

/// Limits of a run. A flow may make them smaller, never larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Guardrails {
    /// Steps between two messages of the customer. Timers and answers of services do not start a new count, so a delay is no way around it.
    pub steps_per_sprint: u32,
    /// Visits to one node between two messages of the customer; subflows share the count of a node.
    pub visits_per_node: u32,
    /// Whether the two above start anew when the customer writes.
    pub scope: LimitScope,
    /// Steps of the whole run.
    pub steps_per_run: u32,
    /// Days from the first step to the last.
    pub days_per_run: u32,
    /// Levels of subflows.
    pub subflow_levels: u32,
}

impl Guardrails {
    /// What holds when a flow says nothing.
    pub const HOUSE: Self = Self {
        steps_per_sprint: 50,
        visits_per_node: 3,
        scope: LimitScope::Sprint,
        steps_per_run: 500,
        days_per_run: 30,
        subflow_levels: 8,
    };
}

/// Longest wait of one node, in seconds: 30 days.
pub const MAX_WAIT_SECONDS: u64 = 30 * 24 * 60 * 60;
/// Most bytes of one variable's value, written as JSON.
pub const MAX_VALUE_BYTES: usize = 256 * 1024;
/// Most bytes of all variables and outputs of one run.
pub const MAX_STATE_BYTES: usize = 1024 * 1024;
/// Most characters a template may make; no field of WhatsApp takes more than 4,096, a request's body may be larger.
pub const MAX_TEXT_BYTES: usize = 256 * 1024;
/// Longest timeout of an HTTP request, in seconds.
pub const MAX_HTTP_SECONDS: u32 = 30;
/// Most bytes of an HTTP response that are kept.
pub const MAX_HTTP_BYTES: usize = 1024 * 1024;
