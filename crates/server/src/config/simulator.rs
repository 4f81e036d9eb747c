//! `[simulator]`: the pretend Meta inside this server.

use serde::{Deserialize, Serialize};

/// Settings of the simulator.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Simulator {
    /// Serve it at `/simulator`?
    pub enabled: bool,
    /// How long ticks and reviews take.
    pub pace: Pace,
}

/// How long things take that take a while in life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// As on real phones: a message is delivered after a third of a second.
    #[default]
    Human,
    /// At once: for tests.
    Instant,
}
