//! Scenarios: a story in a file, played against whatever bot listens, with expectations that make it a test.
//!
//! `docs/SIMULATOR.md` describes the format; [`Step`] is the list of what can happen.

mod act;
mod expect;
mod play;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{crowd::Crowd, deliver::Delivery, faults::Rule, world::say::Say};

/// A story.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What it is about, in a few words.
    pub title: String,
    /// The customers in it; those of the world that are not named here take no part.
    #[serde(default)]
    pub customers: Vec<Customer>,
    /// What happens, in order.
    pub steps: Vec<Step>,
}

/// A customer of the story.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Customer {
    /// How steps name them; also the profile name.
    pub name: String,
    /// Digits of the number; a free one when left out.
    pub wa_id: Option<String>,
    /// Without `@`.
    pub username: Option<String>,
    /// The number is never shown to the business.
    #[serde(default)]
    pub username_only: bool,
    /// ISO 3166, two letters.
    #[serde(default)]
    pub country: String,
    /// BCP 47.
    #[serde(default)]
    pub language: String,
    /// Reads every message at once.
    #[serde(default)]
    pub auto_read: bool,
}

/// Something that happens. `who` is a customer's name.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Step {
    /// The customer writes a text.
    Say {
        /// Who.
        who: String,
        /// What.
        text: String,
        /// How its webhook travels.
        #[serde(default)]
        delivery: Delivery,
    },
    /// The customer sends anything: a picture, a place, an order …
    Send {
        /// Who.
        who: String,
        /// What, with `type` as in the control API.
        #[serde(flatten)]
        say: Say,
    },
    /// The customer taps a button of the last message that has one.
    Tap {
        /// Who.
        who: String,
        /// Id, payload, label, or place (`#0`).
        button: String,
    },
    /// The customer chooses a row of the last list.
    Choose {
        /// Who.
        who: String,
        /// Id or title.
        row: String,
    },
    /// The customer completes the last form.
    Submit {
        /// Who.
        who: String,
        /// The fields.
        response: Map<String, Value>,
    },
    /// The customer reacts to the last message of the business.
    React {
        /// Who.
        who: String,
        /// With what.
        emoji: String,
    },
    /// The customer reads everything.
    Read {
        /// Who.
        who: String,
    },
    /// The customer's phone goes offline, or comes back.
    Online {
        /// Who.
        who: String,
        /// Reachable from now on.
        online: bool,
    },
    /// Simulated time passes: windows close, retries fall due, late webhooks arrive.
    Wait {
        /// Days.
        #[serde(default)]
        days: u64,
        /// Hours.
        #[serde(default)]
        hours: u64,
        /// Seconds.
        #[serde(default)]
        seconds: u64,
    },
    /// Something goes wrong from now on.
    Fault(Rule),
    /// Nothing goes wrong any more.
    Calm,
    /// Meta decides about a template.
    Template {
        /// Its name.
        name: String,
        /// `APPROVED`, `REJECTED`, `PAUSED`, `DISABLED` …
        status: String,
    },
    /// Meta reports something about the account: any field, any value.
    Report {
        /// The webhook field, e.g. `account_update`.
        field: String,
        /// Its value.
        value: Value,
    },
    /// The access token expires, or is good again.
    Token {
        /// Refused from now on.
        expired: bool,
    },
    /// Many customers write at once.
    Crowd(Crowd),
    /// Waits (in real time) for a message of the business.
    Expect(expect::Expect),
    /// The business must say nothing for a while (in real time).
    ExpectSilence {
        /// To whom.
        who: String,
        /// For how long.
        for_ms: u64,
    },
    /// What Meta's ledger must say; waits until it does.
    ExpectLedger(expect::Books),
    /// Waits until every webhook was answered 200.
    Settle {
        /// In real time.
        #[serde(default = "ten_seconds")]
        within_ms: u64,
    },
}

/// Why a story cannot be told, or did not go as it should.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// The file is no scenario.
    #[error("not a scenario: {0}")]
    Format(String),
    /// A step went wrong.
    #[error("step {step} ({what}): {why}")]
    Step {
        /// Counted from 1.
        step: usize,
        /// Its kind.
        what: String,
        /// What was expected and what came.
        why: String,
    },
}

fn ten_seconds() -> u64 {
    10_000
}

impl Scenario {
    /// Reads TOML, or JSON when the text begins with `{`.
    pub fn parse(text: &str) -> Result<Self, Failed> {
        let scenario: Self = if text.trim_start().starts_with('{') {
            serde_json::from_str(text).map_err(|error| Failed::Format(error.to_string()))?
        } else {
            toml::from_str(text).map_err(|error| Failed::Format(error.to_string()))?
        };
        scenario.check()?;
        Ok(scenario)
    }

    /// Every step must name a customer of the story.
    fn check(&self) -> Result<(), Failed> {
        for (at, step) in self.steps.iter().enumerate() {
            let unknown = step.who().filter(|who| !self.customers.iter().any(|customer| customer.name == *who));
            if let Some(who) = unknown {
                return Err(Failed::Format(format!("step {} names {who:?}, who is not among the customers", at + 1)));
            }
        }
        Ok(())
    }
}

impl Step {
    /// The customer it is about.
    fn who(&self) -> Option<&str> {
        match self {
            Self::Say { who, .. }
            | Self::Send { who, .. }
            | Self::Tap { who, .. }
            | Self::Choose { who, .. }
            | Self::Submit { who, .. }
            | Self::React { who, .. }
            | Self::Read { who }
            | Self::Online { who, .. }
            | Self::ExpectSilence { who, .. } => Some(who),
            Self::Expect(expect) => Some(&expect.who),
            Self::Wait { .. }
            | Self::Fault(_)
            | Self::Calm
            | Self::Template { .. }
            | Self::Report { .. }
            | Self::Token { .. }
            | Self::Crowd(_)
            | Self::ExpectLedger(_)
            | Self::Settle { .. } => None,
        }
    }

    /// For people who read along.
    fn says(&self) -> String {
        let what = match self {
            Self::Say { text, .. } => format!("says {text:?}"),
            Self::Send { say, .. } => format!("sends {say:?}").chars().take(60).collect(),
            Self::Tap { button, .. } => format!("taps {button:?}"),
            Self::Choose { row, .. } => format!("chooses {row:?}"),
            Self::Submit { .. } => "submits the form".to_owned(),
            Self::React { emoji, .. } => format!("reacts {emoji}"),
            Self::Read { .. } => "reads".to_owned(),
            Self::Online { online, .. } => if *online { "comes back" } else { "goes offline" }.to_owned(),
            Self::Wait { days, hours, seconds } => format!("{days} days, {hours} hours, {seconds} seconds pass"),
            Self::Fault(rule) => format!(
                "fault {}",
                serde_json::to_value(&rule.fault).unwrap_or_default()["kind"].as_str().unwrap_or_default()
            ),
            Self::Calm => "no more faults".to_owned(),
            Self::Template { name, status } => format!("template {name} becomes {status}"),
            Self::Report { field, .. } => format!("Meta reports {field}"),
            Self::Token { expired } => format!("token expired: {expired}"),
            Self::Crowd(crowd) => format!("a crowd of {} writes {} messages", crowd.customers, crowd.messages),
            Self::Expect(expect) => format!("must get {}", expect.says()),
            Self::ExpectSilence { for_ms, .. } => format!("must get nothing for {for_ms} ms"),
            Self::ExpectLedger(_) => "the ledger must fit".to_owned(),
            Self::Settle { .. } => "every webhook is answered".to_owned(),
        };
        self.who().map_or(what.clone(), |who| format!("{who} {what}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_read_from_toml_and_from_json() {
        let toml =
            "title = \"t\"\n[[customers]]\nname = \"Ana\"\n[[steps]]\ndo = \"say\"\nwho = \"Ana\"\ntext = \"hola\"\n[[steps]]\ndo = \"calm\"\n";
        assert_eq!(Scenario::parse(toml).unwrap().steps.len(), 2);
        let json = r#"{"title":"t","customers":[{"name":"Ana"}],"steps":[{"do":"fault","kind":"drop_answer","times":2},{"do":"read","who":"Ana"}]}"#;
        assert_eq!(Scenario::parse(json).unwrap().steps[1].says(), "Ana reads");
    }

    #[test]
    fn who_is_not_in_the_story_is_named() {
        let toml = "title = \"t\"\n[[steps]]\ndo = \"read\"\nwho = \"Bo\"\n";
        assert!(Scenario::parse(toml).unwrap_err().to_string().contains("Bo"));
        assert!(Scenario::parse("title = 1").is_err());
    }
}
