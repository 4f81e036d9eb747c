//! `[log]`: how the log looks and how much it says.

use serde::{Deserialize, Serialize};
use tracing_subscriber::EnvFilter;

use super::Problem;

/// Settings of the log.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// For people or for machines.
    pub format: Format,
    /// A level or a filter.
    pub level: String,
}

/// How a log line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// For people.
    Pretty,
    /// One JSON object a line.
    Json,
}

impl Default for Log {
    fn default() -> Self {
        Self {
            format: Format::Pretty,
            level: "info".to_owned(),
        }
    }
}

impl Log {
    pub(super) fn check(&self, problems: &mut Vec<Problem>) {
        if self.level.is_empty() || EnvFilter::try_new(&self.level).is_err() {
            problems.push(Problem::new(
                "log.level",
                format!(
                    "`{}` is not a level (error, warn, info, debug, trace) or a filter like \"info,app=debug\"",
                    self.level
                ),
            ));
        }
    }

    /// Starts writing the log to standard error. Later calls do nothing.
    pub fn start(&self) {
        let filter = EnvFilter::try_new(&self.level).unwrap_or_else(|_| EnvFilter::new("info"));
        let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
        // A second start (tests) finds a subscriber in place and keeps it.
        let _ = match self.format {
            Format::Pretty => builder.with_target(false).try_init(),
            Format::Json => builder.json().flatten_event(true).try_init(),
        };
    }
}
