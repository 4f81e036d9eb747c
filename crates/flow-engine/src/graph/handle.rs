//! Handles: the named exits of a node, from a fixed vocabulary, so that a line drawn today means the same after a node changes.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A named exit of a node: `next`, `case:gold`, `error` …
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Handle(Cow<'static, str>);

macro_rules! words {
    ($( $name:ident $word:literal, )+) => {
        impl Handle {
            $(
                #[doc = concat!("`", $word, "`")]
                pub const $name: Self = Self(Cow::Borrowed($word));
            )+
        }

        /// Handles without a part that the author names.
        pub const WORDS: &[&str] = &[$($word),+];
    };
}

words! {
    CLOSED "closed",
    CLOSING "closing",
    DEFAULT "default",
    DELIVERED "delivered",
    DONE "done",
    ERROR "error",
    FALSE "false",
    HANDOFF_UNAVAILABLE "handoff_unavailable",
    HTTP_2XX "http:2xx",
    HTTP_3XX "http:3xx",
    HTTP_4XX "http:4xx",
    HTTP_5XX "http:5xx",
    INVALID "invalid",
    ITEM "item",
    LIMIT "limit",
    MEDIA_REJECTED "media_rejected",
    NETWORK "network",
    NEXT "next",
    OK "ok",
    OPEN "open",
    OPTED_OUT "opted_out",
    ORDER "order",
    OTHER "other",
    READ "read",
    REPLY "reply",
    RESUMED "resumed",
    RETURNED "returned",
    SEND_FAILED "send_failed",
    SENT "sent",
    SUBMITTED "submitted",
    TEMPLATE_UNAVAILABLE "template_unavailable",
    TIMEOUT "timeout",
    TRUE "true",
    WINDOW_CLOSED "window_closed",
}

/// Handles that end in an id the author chose.
pub const FAMILIES: &[&str] = &["button:", "case:", "row:"];

impl Handle {
    /// `button:<id>`
    #[must_use]
    pub fn button(id: &str) -> Self {
        Self(format!("button:{id}").into())
    }

    /// `case:<id>`
    #[must_use]
    pub fn case(id: &str) -> Self {
        Self(format!("case:{id}").into())
    }

    /// `row:<id>`
    #[must_use]
    pub fn row(id: &str) -> Self {
        Self(format!("row:{id}").into())
    }

    /// Any text; [`Self::is_known`] says whether the vocabulary has it.
    #[must_use]
    pub fn named(word: impl Into<String>) -> Self {
        Self(word.into().into())
    }

    /// As it stands in a graph.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The vocabulary has it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        WORDS.contains(&self.as_str()) || FAMILIES.iter().any(|family| self.0.strip_prefix(family).is_some_and(|id| !id.is_empty()))
    }

    /// What went wrong leaves here: drawn small and red, and covered by the flow's error policy when no line leaves it.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        matches!(
            self.as_str(),
            "error"
                | "limit"
                | "send_failed"
                | "window_closed"
                | "opted_out"
                | "template_unavailable"
                | "media_rejected"
                | "handoff_unavailable"
                | "network"
                | "http:4xx"
                | "http:5xx"
        )
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabulary_is_closed() {
        assert!(Handle::NEXT.is_known() && Handle::button("yes").is_known() && Handle::HTTP_4XX.is_known());
        assert!(!Handle::named("button:").is_known() && !Handle::named("elsewhere").is_known());
    }

    #[test]
    fn failures_are_known_words() {
        let failures: Vec<_> = WORDS.iter().filter(|word| Handle::named(**word).is_failure()).collect();
        assert_eq!(failures.len(), 11);
        assert!(!Handle::TIMEOUT.is_failure() && !Handle::named("http:2xx").is_failure());
    }
}
