//! Meta's identifiers: the message id, and telling a phone number from a business-scoped user id.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::wire::{Read, Unreadable, Write};

/// Longest message id we accept; Meta's are under a hundred characters today.
const MAX_WAMID: usize = 512;

/// Meta's id of a message (`wamid.…`, for voicemail a WACID). Opaque: never parse it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Wamid(String);

impl Wamid {
    /// Takes an id that is not empty, not absurdly long and free of control characters.
    pub fn new(id: impl Into<String>) -> Result<Self, Unreadable> {
        let id = id.into();
        if id.trim().is_empty() {
            return Err(Unreadable("the message id is empty".into()));
        }
        if id.len() > MAX_WAMID || id.chars().any(char::is_control) {
            return Err(Unreadable("the message id is too long or holds control characters".into()));
        }
        Ok(Self(id))
    }

    /// The id as Meta wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id as an owned string.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for Wamid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl AsRef<str> for Wamid {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Wamid {
    type Error = Unreadable;

    fn try_from(id: String) -> Result<Self, Unreadable> {
        Self::new(id)
    }
}

impl From<Wamid> for String {
    fn from(id: Wamid) -> Self {
        id.0
    }
}

impl std::str::FromStr for Wamid {
    type Err = Unreadable;

    fn from_str(id: &str) -> Result<Self, Unreadable> {
        Self::new(id)
    }
}

impl Read for Wamid {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        Self::new(String::read(value)?)
    }
}

impl Write for Wamid {
    fn write(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// Whether a text has the form of a business-scoped user id: country code, dot, up to 128 letters and digits
/// (`US.13491208655302741918`), or the parent form `US.ENT.…` (Meta: *Business-scoped user IDs*).
pub fn is_user_id(text: &str) -> bool {
    let Some((country, id)) = text.split_once('.') else { return false };
    let id = id.strip_prefix("ENT.").unwrap_or(id);
    country.len() == 2
        && country.bytes().all(|byte| byte.is_ascii_uppercase())
        && (1..=128).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether two spellings of a phone number have the same digits.
pub(crate) fn same_digits(left: &str, right: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    digits(left) == digits(right)
}

/// Splits what Meta put into a phone member: usually digits, now and then a user id, a `+` or nothing.
pub(crate) fn phone_or_user_id(phone: Option<String>, user_id: Option<String>) -> (Option<String>, Option<String>) {
    match phone {
        Some(text) if is_user_id(&text) => (None, user_id.or(Some(text))),
        Some(text) => (Some(text.trim_start_matches('+').to_owned()).filter(|text| !text.is_empty()), user_id),
        None => (None, user_id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_ids_are_told_from_phones() {
        for id in ["US.13491208655302741918", "IN.a", "BR.ENT.11815799212886844830"] {
            assert!(is_user_id(id), "{id}");
        }
        for other in ["16505551234", "us.134", "USA.1", "US.", "US.ENT.", "US.1-2", "", "US"] {
            assert!(!is_user_id(other), "{other}");
        }
    }

    #[test]
    fn a_user_id_inside_from_is_moved() {
        let id = Some("US.1".to_owned());
        assert_eq!(phone_or_user_id(id.clone(), None), (None, id.clone()));
        assert_eq!(phone_or_user_id(Some("+49151".into()), id.clone()), (Some("49151".into()), id));
        assert_eq!(phone_or_user_id(Some("+".into()), None), (None, None));
    }

    #[test]
    fn message_ids_must_be_usable_as_keys() {
        assert!(Wamid::new("wamid.HBg=").is_ok());
        for bad in ["", "  ", "a\nb", "a\0"] {
            assert!(Wamid::new(bad).is_err(), "{bad:?}");
        }
        assert!(Wamid::new("x".repeat(513)).is_err());
    }
}
