//! `[secrets]`: the master key.

use serde::{Deserialize, Serialize};

use super::{Problem, Secret};

/// The key that encrypts tokens at rest and signs sessions.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Secrets {
    /// 64 hexadecimal digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub master_key: Option<Secret>,
    /// A file whose content is the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub master_key_file: Option<String>,
}

impl Secrets {
    pub(super) fn check(&self, problems: &mut Vec<Problem>) {
        if self.master_key.as_ref().is_some_and(|key| parse_key(key.expose()).is_none()) {
            problems.push(Problem::new(
                "secrets.master_key",
                "must be 64 hexadecimal digits; `openssl rand -hex 32` makes one",
            ));
        }
    }
}

/// Reads 32 bytes written as 64 hexadecimal digits.
#[must_use]
pub fn parse_key(text: &str) -> Option<[u8; 32]> {
    let mut key = [0; 32];
    hex::decode_to_slice(text.trim(), &mut key).ok()?;
    Some(key)
}
