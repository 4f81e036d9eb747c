//! `[simulator]`: the pretend Meta inside this server.

use serde::{Deserialize, Serialize};

/// Settings of the simulator.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Simulator {
    /// Serve it at `/simulator`?
    pub enabled: bool,
}
