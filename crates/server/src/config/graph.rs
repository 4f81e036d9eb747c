//! `[graph]`: where Meta's Graph API is.

use serde::{Deserialize, Serialize};

use super::Problem;

/// Settings of the Graph API client.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Graph {
    /// Base address.
    pub base_url: String,
    /// Version, like `v26.0`.
    pub version: String,
}

impl Default for Graph {
    fn default() -> Self {
        Self {
            base_url: cloud_api::client::DEFAULT_BASE.to_owned(),
            version: cloud_api::client::DEFAULT_VERSION.to_owned(),
        }
    }
}

impl Graph {
    pub(super) fn check(&self, problems: &mut Vec<Problem>) {
        if !self.base_url.starts_with("https://") && !self.base_url.starts_with("http://") {
            problems.push(Problem::new("graph.base_url", "must start with https://"));
        }
        let parts = self.version.strip_prefix('v').and_then(|rest| rest.split_once('.'));
        if !parts.is_some_and(|(major, minor)| major.parse::<u16>().is_ok() && minor.parse::<u16>().is_ok()) {
            problems.push(Problem::new(
                "graph.version",
                format!("`{}` is not a version; write it like v26.0", self.version),
            ));
        }
    }
}
