//! Versions of Flow JSON, and what may still be done with each
//! (<https://developers.facebook.com/docs/whatsapp/flows/changelogs>; the list as of autumn 2026).

use std::fmt;
use std::str::FromStr;

/// A version of Flow JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    pub major: u8,
    pub minor: u8,
}

/// What Meta still does with a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// New forms may be published with it.
    Publish,
    /// Frozen: what is published can be sent and opened, nothing new can be published.
    SendOnly,
}

/// The versions that can be published or sent, oldest first.
pub const VERSIONS: &[(Version, Support)] = &[
    (v(2, 1), Support::SendOnly),
    (v(3, 0), Support::SendOnly),
    (v(3, 1), Support::SendOnly),
    (v(4, 0), Support::SendOnly),
    (v(5, 0), Support::SendOnly),
    (v(5, 1), Support::Publish),
    (v(6, 0), Support::Publish),
    (v(6, 1), Support::Publish),
    (v(6, 2), Support::Publish),
    (v(6, 3), Support::Publish),
    (v(7, 0), Support::Publish),
    (v(7, 1), Support::Publish),
    (v(7, 2), Support::Publish),
    (v(7, 3), Support::Publish),
];

/// The version for new forms.
pub const RECOMMENDED: Version = v(7, 3);

/// Versions of the data endpoint's protocol that a form may name.
pub const DATA_API_VERSIONS: &[&str] = &["3.0", "4.0"];

pub(crate) const fn v(major: u8, minor: u8) -> Version {
    Version { major, minor }
}

impl Version {
    /// What Meta does with it; nothing for a version that does not exist or has expired.
    pub fn support(self) -> Option<Support> {
        VERSIONS.iter().find(|(version, _)| *version == self).map(|(_, support)| *support)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.major, self.minor)
    }
}

impl FromStr for Version {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (major, minor) = text.split_once('.').ok_or(())?;
        let part = |text: &str| {
            let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
            plain.then(|| text.parse().ok()).flatten().ok_or(())
        };
        Ok(v(part(major)?, part(minor)?))
    }
}
