//! `[functions]`: JavaScript of the teams' own, and what it may use up.

use std::num::NonZeroUsize;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Problem;

/// How functions run.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Functions {
    /// Do they run at all?
    pub enabled: bool,
    /// Processes; 0 for as many as processors, four at most.
    pub workers: usize,
    /// The longest time a function may be given.
    pub max_timeout_ms: u64,
    /// The most memory a function may be given.
    pub max_memory_mb: u32,
    /// Without the lock.
    pub insecure_sandbox: bool,
}

impl Default for Functions {
    fn default() -> Self {
        Self {
            enabled: true,
            workers: 0,
            max_timeout_ms: 10_000,
            max_memory_mb: 128,
            insecure_sandbox: false,
        }
    }
}

impl Functions {
    pub(super) fn check(&self, problems: &mut Vec<Problem>) {
        if !(100..=30_000).contains(&self.max_timeout_ms) {
            problems.push(Problem::new("functions.max_timeout_ms", "must be between 100 and 30000"));
        }
        if !(8..=128).contains(&self.max_memory_mb) {
            problems.push(Problem::new("functions.max_memory_mb", "must be between 8 and 128"));
        }
        if self.workers > 64 {
            problems.push(Problem::new(
                "functions.workers",
                "must be at most 64; 0 chooses by the number of processors",
            ));
        }
    }

    /// The same for the app; `launch` is how this program starts a worker.
    pub(crate) fn for_app(&self, launch: Option<sandbox::Launch>) -> app::functions::Config {
        app::functions::Config {
            launch,
            off: (!self.enabled).then(|| "whoever runs this server turned them off (`functions.enabled`)".to_owned()),
            insecure: self.insecure_sandbox,
            workers: NonZeroUsize::new(self.workers),
            max_timeout: Duration::from_millis(self.max_timeout_ms),
            max_memory_mb: self.max_memory_mb,
        }
    }
}
