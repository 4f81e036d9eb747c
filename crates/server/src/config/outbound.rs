//! `[outbound]`: how messages leave.

use serde::{Deserialize, Serialize};

use super::Problem;

/// Settings of the outbox.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Outbound {
    /// Total time for one call to Meta.
    pub request_timeout_seconds: u64,
}

impl Default for Outbound {
    fn default() -> Self {
        Self { request_timeout_seconds: 20 }
    }
}

impl Outbound {
    pub(super) fn check(&self, problems: &mut Vec<Problem>) {
        if !(1..=50).contains(&self.request_timeout_seconds) {
            problems.push(Problem::new(
                "outbound.request_timeout_seconds",
                "must be 1 to 50: the lease on a message is 60 seconds",
            ));
        }
    }
}
