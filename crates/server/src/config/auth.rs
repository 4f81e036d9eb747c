//! `[auth]`: lifetimes, sign-in limits and the cost of a password hash.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Problem;

/// Settings of sign-in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Auth {
    /// Life of an access token.
    pub access_token_seconds: u64,
    /// A session unused for this long ends.
    pub session_idle_hours: u64,
    /// A session ends after this long, whatever it did.
    pub session_absolute_days: u64,
    /// How long an old refresh token is still answered after its successor was made.
    pub refresh_grace_seconds: u64,
    /// How long an invitation link works.
    pub invitation_hours: u64,
    /// How long the link to create the first owner works.
    pub setup_token_hours: u64,
    /// Failed sign-ins a minute before one account pauses.
    pub sign_ins_per_minute_per_account: u32,
    /// Failed sign-ins a minute before one address pauses.
    pub sign_ins_per_minute_per_ip: u32,
    /// How many steps of thirty seconds a phone's clock may differ when it shows a code; 0 to 2.
    pub second_factor_drift_steps: i64,
    /// Requests a minute that one API key may send.
    pub requests_per_minute_per_api_key: u32,
    /// Argon2id memory.
    pub argon2_memory_kib: u32,
    /// Argon2id passes.
    pub argon2_iterations: u32,
    /// Argon2id lanes.
    pub argon2_parallelism: u32,
    /// Hashes computed at once.
    pub concurrent_hashes: usize,
    /// Requests that may wait for a turn.
    pub waiting_hashes: usize,
}

impl Default for Auth {
    fn default() -> Self {
        Self {
            access_token_seconds: 600,
            session_idle_hours: 168,
            session_absolute_days: 30,
            refresh_grace_seconds: 10,
            invitation_hours: 72,
            setup_token_hours: 24,
            sign_ins_per_minute_per_account: 5,
            sign_ins_per_minute_per_ip: 20,
            second_factor_drift_steps: 0,
            requests_per_minute_per_api_key: 600,
            argon2_memory_kib: 47_104,
            argon2_iterations: 1,
            argon2_parallelism: 1,
            concurrent_hashes: 2,
            waiting_hashes: 32,
        }
    }
}

impl Auth {
    pub(super) fn check(&self, problems: &mut Vec<Problem>) {
        let mut need = |holds: bool, key: &'static str, why: &'static str| {
            if !holds {
                problems.push(Problem::new(key, why));
            }
        };
        need(
            (0..=2).contains(&self.second_factor_drift_steps),
            "auth.second_factor_drift_steps",
            "must be 0 to 2",
        );
        need(
            (60..=3600).contains(&self.access_token_seconds),
            "auth.access_token_seconds",
            "must be 60 to 3600",
        );
        need(
            (1..=8760).contains(&self.session_idle_hours),
            "auth.session_idle_hours",
            "must be 1 to 8760",
        );
        need(
            (1..=365).contains(&self.session_absolute_days),
            "auth.session_absolute_days",
            "must be 1 to 365",
        );
        need(self.refresh_grace_seconds <= 60, "auth.refresh_grace_seconds", "must be at most 60");
        need((1..=720).contains(&self.invitation_hours), "auth.invitation_hours", "must be 1 to 720");
        need((1..=720).contains(&self.setup_token_hours), "auth.setup_token_hours", "must be 1 to 720");
        need(
            self.sign_ins_per_minute_per_account >= 1,
            "auth.sign_ins_per_minute_per_account",
            "must be at least 1",
        );
        need(
            self.sign_ins_per_minute_per_ip >= 1,
            "auth.sign_ins_per_minute_per_ip",
            "must be at least 1",
        );
        need(
            (8..=1_048_576).contains(&self.argon2_memory_kib),
            "auth.argon2_memory_kib",
            "must be 8 to 1048576",
        );
        need((1..=100).contains(&self.argon2_iterations), "auth.argon2_iterations", "must be 1 to 100");
        need(
            (1..=16).contains(&self.argon2_parallelism) && self.argon2_memory_kib >= 8 * self.argon2_parallelism,
            "auth.argon2_parallelism",
            "must be 1 to 16, with at least 8 KiB of memory each",
        );
        need(self.concurrent_hashes >= 1, "auth.concurrent_hashes", "must be at least 1");
    }

    /// Life of an access token.
    #[must_use]
    pub fn access_token_life(&self) -> Duration {
        Duration::from_secs(self.access_token_seconds)
    }

    /// How long a session lives without use.
    #[must_use]
    pub fn session_idle(&self) -> Duration {
        Duration::from_secs(self.session_idle_hours * 3600)
    }

    /// How long a session lives at most.
    #[must_use]
    pub fn session_absolute(&self) -> Duration {
        Duration::from_secs(self.session_absolute_days * 86_400)
    }
}
