//! `[metrics]`: the listener for Prometheus.

use serde::{Deserialize, Serialize};

use super::Problem;

/// Settings of the metrics listener.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Metrics {
    /// Address and port; empty is off.
    pub listen: String,
}

impl Metrics {
    pub(super) fn check(&self, problems: &mut Vec<Problem>) {
        if !self.listen.is_empty() && self.listen.parse::<std::net::SocketAddr>().is_err() {
            problems.push(Problem::new(
                "metrics.listen",
                format!(
                    "`{}` is not an address and port; write it like 127.0.0.1:9090, or leave it empty",
                    self.listen
                ),
            ));
        }
    }
}
