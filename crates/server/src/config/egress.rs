//! `[egress]`: what may be reached where somebody typed the address: webhooks, requests of flows, functions, language models.

use egress::{Policy, Rule};
use serde::{Deserialize, Serialize};

use super::Problem;

/// What may be reached outside.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Egress {
    /// Reached although not public.
    pub allow: Vec<String>,
    /// Never reached.
    pub deny: Vec<String>,
    /// Public addresses without TLS too.
    pub plain_http: bool,
    /// Only these ports of public addresses.
    pub ports: Vec<u16>,
    /// Requests at once to one host.
    pub max_per_host: usize,
}

impl Default for Egress {
    fn default() -> Self {
        Self {
            allow: Vec::new(),
            deny: Vec::new(),
            plain_http: false,
            ports: Vec::new(),
            max_per_host: 16,
        }
    }
}

impl Egress {
    pub(super) fn check(&self, problems: &mut Vec<Problem>) {
        for (key, rules) in [("egress.allow", &self.allow), ("egress.deny", &self.deny)] {
            if let Err(error) = read(rules) {
                problems.push(Problem::new(key, error.to_string()));
            }
        }
        if self.max_per_host == 0 {
            problems.push(Problem::new(
                "egress.max_per_host",
                "must be at least 1, or nothing could ever be reached",
            ));
        }
    }

    /// The policy of an installation that is reached at `public_url`.
    #[must_use]
    pub fn policy(&self, public_url: &str) -> Policy {
        Policy {
            allow: read(&self.allow).unwrap_or_default(),
            deny: read(&self.deny).unwrap_or_default(),
            own: Rule::host_of(public_url).into_iter().collect(),
            plain_http: self.plain_http,
            ports: self.ports.clone(),
            per_host: self.max_per_host,
            ..Policy::default()
        }
    }
}

fn read(rules: &[String]) -> Result<Vec<Rule>, egress::BadRule> {
    rules.iter().map(|rule| rule.parse()).collect()
}
