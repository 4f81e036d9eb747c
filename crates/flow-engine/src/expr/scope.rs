//! What a path may begin with, and where its values come from.

use std::borrow::Cow;

use chrono_tz::Tz;
use model::Timestamp;
use serde_json::Value;

/// A word that a path may begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Root {
    /// The word.
    pub name: &'static str,
    /// What it holds, for completion and the manual.
    pub help: &'static str,
    /// Members that are always known; others may be there besides.
    pub members: &'static [&'static str],
    /// Written by the customer or computed from what they wrote, so it is encoded wherever it is put.
    pub untrusted: bool,
}

const fn root(name: &'static str, help: &'static str, members: &'static [&'static str], untrusted: bool) -> Root {
    Root {
        name,
        help,
        members,
        untrusted,
    }
}

/// Every word a path may begin with.
pub const ROOTS: &[Root] = &[
    root(
        "contact",
        "Who the run is with. The phone may be empty: some customers are known by their username only.",
        &["id", "name", "first_name", "phone", "username", "language", "fields", "tags"],
        true,
    ),
    root(
        "conversation",
        "The thread with the contact.",
        &["id", "status", "assignee", "priority", "tags"],
        true,
    ),
    root("flow", "The flow itself.", &["id", "version"], false),
    root("globals", "Values shared by all flows of the workspace.", &[], false),
    root(
        "message",
        "The last message of the customer.",
        &["id", "kind", "text", "tap", "media", "location", "received_at"],
        true,
    ),
    root("nodes", "What each node brought back, under its name.", &[], true),
    root("now", "The moment of the step, in UTC.", &[], false),
    root("run", "The passage through the flow.", &["id", "started_at", "steps"], false),
    root(
        "secrets",
        "Values that only requests and functions may use. They are never shown, and never in a message.",
        &[],
        false,
    ),
    root("trigger", "What started the run.", &["kind"], true),
    root("vars", "What the run remembers.", &[], true),
    root("workspace", "The business.", &["id", "name", "time_zone", "language"], false),
];

impl Root {
    /// The root with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        ROOTS.iter().find(|root| root.name == name)
    }
}

/// How numbers and dates are written.
#[derive(Debug, Clone, PartialEq)]
pub struct Locale {
    /// Language tag such as `es` or `pt_BR`.
    pub language: String,
    /// Time zone of dates.
    pub zone: Tz,
    /// Now.
    pub now: Timestamp,
}

impl Locale {
    /// The first part of the language tag, in lower case.
    #[must_use]
    pub fn short(&self) -> String {
        self.language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
    }
}

/// Where the values of a step come from.
pub trait Scope {
    /// Everything under one of [`ROOTS`]; `None` when there is nothing. Never called for `secrets`.
    fn root(&self, name: &str) -> Option<Cow<'_, Value>>;

    /// How numbers and dates are written.
    fn locale(&self) -> &Locale;
}
