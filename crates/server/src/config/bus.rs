//! `[bus]`: what several nodes talk over.

use app::bus::redis::{RedisConfig, check_address};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};

use super::{Problem, Secret};

/// Settings of the bus.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bus {
    /// A Redis or Valkey to use instead of PostgreSQL's own notices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redis_url: Option<Secret>,
    /// A file whose content is the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redis_url_file: Option<String>,
    /// The channel to publish on.
    pub redis_channel: String,
}

impl Default for Bus {
    fn default() -> Self {
        Self {
            redis_url: None,
            redis_url_file: None,
            redis_channel: "prismwa".to_owned(),
        }
    }
}

impl Bus {
    pub(super) fn check(&self, is_alone: bool, problems: &mut Vec<Problem>) {
        if let Some(redis) = self.redis() {
            if let Err(why) = check_address(redis.url.expose_secret()) {
                let why = format!("must be redis://user:password@host:6379, rediss://… or unix:///path ({why})");
                problems.push(Problem::new("bus.redis_url", why));
            }
            if is_alone {
                let why = "is for several nodes that share a PostgreSQL; with SQLite there is one: leave it out, or set database.url";
                problems.push(Problem::new("bus.redis_url", why));
            }
        }
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
        if self.redis_channel.is_empty() || self.redis_channel.len() > 100 || !self.redis_channel.bytes().all(is_plain) {
            problems.push(Problem::new("bus.redis_channel", "must be 1 to 100 letters, digits or -_.:"));
        }
    }

    /// The Redis, if one is set; an empty address is none.
    #[must_use]
    pub fn redis(&self) -> Option<RedisConfig> {
        let url = self.redis_url.as_ref().map(Secret::expose).filter(|url| !url.is_empty())?;
        Some(RedisConfig {
            url: url.into(),
            channel: self.redis_channel.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn problems(url: &str, channel: &str, is_alone: bool) -> usize {
        let bus = Bus {
            redis_url: Some(Secret::from(url)),
            redis_channel: channel.to_owned(),
            ..Bus::default()
        };
        let mut problems = Vec::new();
        bus.check(is_alone, &mut problems);
        assert!(problems.iter().all(|problem| !problem.why.contains("hunter2")), "{problems:?}");
        problems.len()
    }

    #[test]
    fn addresses_and_channels_are_judged() {
        assert_eq!(problems("rediss://user:hunter2@redis.example:6379/2", "prismwa", false), 0);
        assert_eq!(problems("", "prismwa", true), 0, "empty is none");
        assert_eq!(problems("redis://user:hunter2@redis.example", "prismwa", true), 1, "one node needs none");
        assert_eq!(problems("http://user:hunter2@redis.example", "two words", false), 2);
    }
}
