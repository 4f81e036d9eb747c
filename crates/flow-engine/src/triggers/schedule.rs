//! The clock as a trigger: once, or again and again, for a part of the contacts.

use std::borrow::Cow;
use std::str::FromStr;

use chrono::Utc;
use chrono_tz::Tz;
use croner::Cron;
use model::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::expr::{Locale, Scope};
use crate::host::Facts;
use crate::hours;
use crate::logic::When;

/// When, and for whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// Unique in the flow.
    pub name: String,
    /// Five fields: minute, hour, day of the month, month, day of the week. Empty when it happens once.
    #[serde(default)]
    pub cron: String,
    /// The one moment; nothing when it happens again and again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub once: Option<Timestamp>,
    /// Who gets a run.
    pub audience: Audience,
}

/// Which contacts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Audience {
    /// With one of these labels; none named means all.
    pub any_tag: Vec<String>,
    /// With none of these.
    pub no_tag: Vec<String>,
    /// And for whom this holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only_when: Option<When>,
}

/// The next moment after `after`, in `zone`; `None` when there is none, or the schedule cannot be read.
#[must_use]
pub fn next_fire(schedule: &Schedule, after: Timestamp, zone: Tz) -> Option<Timestamp> {
    if let Some(once) = schedule.once {
        return (once > after).then_some(once);
    }
    let cron = Cron::from_str(&schedule.cron).ok()?;
    let next = cron.find_next_occurrence(&hours::local(after, zone), false).ok()?;
    Some(Timestamp::from_millis(next.with_timezone(&Utc).timestamp_millis()))
}

/// What a schedule may know of a contact before there is a run.
struct Before<'f> {
    facts: &'f Facts,
    locale: Locale,
}

impl Scope for Before<'_> {
    fn root(&self, name: &str) -> Option<Cow<'_, Value>> {
        Some(match name {
            "contact" => Cow::Borrowed(&self.facts.contact),
            "conversation" => Cow::Borrowed(&self.facts.conversation),
            "workspace" => Cow::Borrowed(&self.facts.workspace),
            "globals" => Cow::Borrowed(&self.facts.globals),
            "now" => Cow::Owned(json!(self.locale.now)),
            _ => return None,
        })
    }

    fn locale(&self) -> &Locale {
        &self.locale
    }
}

impl Audience {
    /// Whether its condition holds for a contact; labels are looked at elsewhere. Scopes are `contact`, `conversation`, `workspace`, `globals` and `now`.
    ///
    /// # Errors
    /// When the condition cannot be judged, in words for the author.
    pub fn is_for(&self, facts: &Facts, now: Timestamp, zone: Tz) -> Result<bool, String> {
        let Some(when) = &self.only_when else { return Ok(true) };
        let locale = Locale {
            language: "en".to_owned(),
            zone,
            now,
        };
        when.holds(&Before { facts, locale }).map_err(|fault| fault.message)
    }
}

impl Schedule {
    pub(super) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if self.name.trim().is_empty() {
            problems.push("give the schedule a name".to_owned());
        }
        match (self.cron.is_empty(), self.once) {
            (true, None) => problems.push("say when".to_owned()),
            (false, Some(_)) => problems.push("it happens either once or again and again".to_owned()),
            (false, None) if self.cron.split_whitespace().count() != 5 || Cron::from_str(&self.cron).is_err() => {
                problems.push(format!("`{}` is not five fields such as `0 9 * * 1`", self.cron));
            }
            _ => {}
        }
        problems
    }
}
