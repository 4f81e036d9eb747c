//! `[ingest]`: budgets of what Meta sends us.

use serde::{Deserialize, Serialize};

use super::Problem;

/// Budgets of webhook ingestion.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ingest {
    /// Largest body that is read.
    pub max_body_bytes: usize,
    /// Bytes of bodies that may wait for their commit at once.
    pub bytes_in_flight: usize,
    /// How long processed webhook events are kept.
    pub keep_events_days: u32,
}

impl Default for Ingest {
    fn default() -> Self {
        Self {
            max_body_bytes: 3_145_728,
            bytes_in_flight: 67_108_864,
            keep_events_days: 30,
        }
    }
}

impl Ingest {
    pub(super) fn check(&self, problems: &mut Vec<Problem>) {
        if self.bytes_in_flight < self.max_body_bytes {
            problems.push(Problem::new(
                "ingest.bytes_in_flight",
                "must be at least ingest.max_body_bytes, or no webhook could ever be taken",
            ));
        }
        if self.keep_events_days < 8 {
            problems.push(Problem::new(
                "ingest.keep_events_days",
                "must be at least 8: Meta repeats deliveries for up to seven days",
            ));
        }
    }
}
