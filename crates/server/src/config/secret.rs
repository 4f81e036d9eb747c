//! A setting that never shows itself in logs or debug output.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Error;

/// Text that prints as `‹secret›`.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// The text itself; say why at the call.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("‹secret›")
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(text.into()))
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("‹secret›")
    }
}

/// Reads the secret kept in `path`, without the line break editors add.
pub(super) fn read_file(key: &'static str, path: &str) -> Result<Secret, Error> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::SecretFile {
        key,
        path: path.into(),
        source,
    })?;
    Ok(Secret::from(text.trim_end_matches(['\r', '\n'])))
}
