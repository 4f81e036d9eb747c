//! Flows to start from: each passes the checker and its own tests.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::flow_test::FlowTest;

/// A flow to start from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Starter {
    /// Its word.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// What it does, and what to change first.
    pub description: String,
    /// The flow, as stored.
    pub graph: Value,
    /// Its tests.
    pub tests: Vec<FlowTest>,
}

const FILES: [&str; 8] = [
    include_str!("starters/appointment.json"),
    include_str!("starters/faq_with_ai.json"),
    include_str!("starters/follow_up.json"),
    include_str!("starters/lead_capture.json"),
    include_str!("starters/opt_in.json"),
    include_str!("starters/order_status.json"),
    include_str!("starters/out_of_hours.json"),
    include_str!("starters/welcome_menu.json"),
];

/// Every starter.
#[must_use]
pub fn starters() -> Vec<Starter> {
    FILES
        .iter()
        .map(|file| serde_json::from_str(file).expect("a test reads every starter"))
        .collect()
}
