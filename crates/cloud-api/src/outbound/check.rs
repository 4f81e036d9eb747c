//! Collecting what is beyond Meta's limits, with a pointer to each place.

use std::collections::HashSet;
use std::fmt;

use serde::Serialize;

/// One place of a content that Meta would refuse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LimitViolation {
    /// JSON pointer into the content: `/interactive/action/buttons/0/reply/title`.
    pub pointer: String,
    /// What sort of problem it is.
    pub code: ViolationCode,
    /// What is wrong and what would be right, in words.
    pub detail: String,
    /// The number that was crossed.
    pub limit: Option<u64>,
}

/// What sort of limit was crossed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ViolationCode {
    /// Two members exclude each other.
    Conflict,
    /// The same value twice where each must differ.
    Duplicate,
    /// Text that must not be empty.
    Empty,
    /// Not written the way it must be.
    Format,
    /// Something is needed here.
    Missing,
    /// Not allowed here.
    NotAllowed,
    /// A number too small or too large.
    OutOfRange,
    /// Not enough items.
    TooFew,
    /// More characters than Meta takes.
    TooLong,
    /// More items than Meta takes.
    TooMany,
}

/// Walks a content and notes violations; knows where it is.
#[derive(Debug, Default)]
pub(crate) struct Check {
    place: String,
    violations: Vec<LimitViolation>,
}

impl Check {
    pub(crate) fn into_violations(self) -> Vec<LimitViolation> {
        self.violations
    }

    /// Checks what is below a member or an index.
    pub(crate) fn inside(&mut self, segment: impl fmt::Display, checks: impl FnOnce(&mut Self)) {
        let length = self.place.len();
        self.place.push_str(&format!("/{segment}"));
        checks(self);
        self.place.truncate(length);
    }

    /// Checks each item of an array member.
    pub(crate) fn each<T>(&mut self, member: &str, items: &[T], mut checks: impl FnMut(&mut Self, &T)) {
        self.inside(member, |check| {
            for (index, item) in items.iter().enumerate() {
                check.inside(index, |check| checks(check, item));
            }
        });
    }

    /// Notes a violation of a member.
    pub(crate) fn note(&mut self, member: &str, code: ViolationCode, limit: Option<u64>, detail: impl Into<String>) {
        let gap = if member.is_empty() { "" } else { "/" };
        let pointer = format!("{}{gap}{member}", self.place);
        self.violations.push(LimitViolation {
            pointer,
            code,
            detail: detail.into(),
            limit,
        });
    }

    /// Text that must be there and short enough. Characters are Unicode code points.
    pub(crate) fn text(&mut self, member: &str, text: &str, limit: usize) {
        if text.trim().is_empty() {
            self.note(member, ViolationCode::Empty, None, "write something here; Meta refuses empty text");
        }
        self.short(member, text, limit);
    }

    /// Text that may be empty but not too long.
    pub(crate) fn short(&mut self, member: &str, text: &str, limit: usize) {
        let length = text.chars().count();
        if length > limit {
            let detail = format!("{length} characters; at most {limit} are allowed, {} too many", length - limit);
            self.note(member, ViolationCode::TooLong, Some(limit as u64), detail);
        }
    }

    /// The same for text that may be missing.
    pub(crate) fn optional(&mut self, member: &str, text: Option<&str>, limit: usize) {
        if let Some(text) = text {
            self.text(member, text, limit);
        }
    }

    /// An array with a smallest and largest size.
    pub(crate) fn count(&mut self, member: &str, count: usize, least: usize, most: usize) {
        if count < least {
            self.note(
                member,
                ViolationCode::TooFew,
                Some(least as u64),
                format!("{count} given; at least {least} needed"),
            );
        }
        if count > most {
            self.note(
                member,
                ViolationCode::TooMany,
                Some(most as u64),
                format!("{count} given; at most {most} are allowed"),
            );
        }
    }

    /// A number between two others.
    pub(crate) fn range(&mut self, member: &str, number: f64, least: f64, most: f64) {
        if !(least..=most).contains(&number) {
            self.note(
                member,
                ViolationCode::OutOfRange,
                None,
                format!("{number} is not between {least} and {most}"),
            );
        }
    }

    /// A web address.
    pub(crate) fn web_address(&mut self, member: &str, url: &str) {
        let lower = url.trim_start().to_ascii_lowercase();
        let host = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
        if host.is_none_or(|host| host.is_empty() || host.starts_with('/')) || url.contains(char::is_whitespace) {
            self.note(
                member,
                ViolationCode::Format,
                None,
                "needs a full web address that starts with https:// (or http://)",
            );
        }
    }

    /// Values that must differ; the second of two equal ones is noted at `member` of its own place.
    pub(crate) fn unique<'a>(&mut self, values: impl IntoIterator<Item = (String, &'a str)>, what: &str) {
        let mut seen = HashSet::new();
        for (member, value) in values {
            if !seen.insert(value) {
                self.note(
                    &member,
                    ViolationCode::Duplicate,
                    None,
                    format!("this {what} is used twice; each must differ"),
                );
            }
        }
    }

    /// Exactly one of two members.
    pub(crate) fn exactly_one(&mut self, first: (&str, bool), second: (&str, bool)) {
        let detail = format!("give exactly one of `{}` and `{}`", first.0, second.0);
        match (first.1, second.1) {
            (true, true) => self.note(second.0, ViolationCode::Conflict, None, detail),
            (false, false) => self.note(first.0, ViolationCode::Missing, None, detail),
            _ => {}
        }
    }
}
