//! Messages that start a run: by their words, or by when they come.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::event::MessageNews;
use crate::answers::PATTERN_BYTES;
use crate::host::Facts;
use crate::hours;
use crate::nodes::folded;

/// What must be written, or when. Words are compared whatever their case and accents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum MessageMatch {
    /// Every message.
    Any,
    /// The message is one of these.
    Exact {
        /// The words.
        words: Vec<String>,
    },
    /// One of these is somewhere in it.
    Contains {
        /// The words.
        words: Vec<String>,
    },
    /// It begins with one of these.
    Starts {
        /// The words.
        words: Vec<String>,
    },
    /// One of these is in it as a whole word.
    Word {
        /// The words.
        words: Vec<String>,
    },
    /// A pattern is found in it. It takes time in proportion to the text, whatever the pattern.
    Regex {
        /// The pattern.
        pattern: String,
    },
    /// The customer's first message ever.
    First,
    /// The customer's first message in so many days.
    FirstInDays {
        /// How many.
        #[schemars(range(min = 1, max = 365))]
        days: u32,
    },
    /// It comes while the business is closed.
    OutsideHours {
        /// Which of the workspace's calendars; empty means its main one.
        #[serde(default)]
        #[schemars(extend("x-ui" = {"widget": "calendar_picker"}))]
        calendar: String,
    },
}

impl MessageMatch {
    /// How narrow it is, when the message fits.
    pub(super) fn fits(&self, news: &MessageNews, facts: &Facts) -> Option<u8> {
        let text = folded(&news.message.text);
        let one_of =
            |words: &[String], fits: &dyn Fn(&str) -> bool| words.iter().map(|word| folded(word)).any(|word| !word.is_empty() && fits(&word));
        let (holds, rank) = match self {
            Self::Any => (true, 10),
            Self::Exact { words } => (one_of(words, &|word| text == word), 90),
            Self::Starts { words } => (one_of(words, &|word| text.starts_with(word)), 75),
            Self::Word { words } => (one_of(words, &|word| has_word(&text, word)), 70),
            Self::Regex { pattern } => (compiled(pattern).is_ok_and(|pattern| pattern.is_match(&news.message.text)), 65),
            Self::Contains { words } => (one_of(words, &|word| text.contains(word)), 60),
            Self::First => (news.previous_at.is_none(), 40),
            Self::FirstInDays { days } => {
                let long = std::time::Duration::from_secs(u64::from(*days) * 86_400);
                (news.previous_at.is_none_or(|previous| news.at.since(previous) >= long), 30)
            }
            Self::OutsideHours { calendar } => {
                let name = if calendar.is_empty() { "default" } else { calendar };
                let zone = facts
                    .workspace
                    .get("time_zone")
                    .and_then(Value::as_str)
                    .and_then(hours::zone)
                    .unwrap_or(chrono_tz::UTC);
                // A calendar that is not there is no reason to say the business is closed.
                (facts.calendars.get(name).is_some_and(|calendar| !calendar.is_open(news.at, zone)), 50)
            }
        };
        holds.then_some(rank)
    }

    pub(super) fn problems(&self) -> Vec<String> {
        match self {
            Self::Exact { words } | Self::Contains { words } | Self::Starts { words } | Self::Word { words }
                if words.iter().all(|word| word.trim().is_empty()) =>
            {
                vec!["give at least one word".to_owned()]
            }
            Self::Regex { pattern } => compiled(pattern).err().into_iter().collect(),
            _ => Vec::new(),
        }
    }
}

fn compiled(pattern: &str) -> Result<regex::Regex, String> {
    if pattern.is_empty() || pattern.len() > 1000 {
        return Err("the pattern has between 1 and 1,000 bytes".to_owned());
    }
    regex::RegexBuilder::new(pattern)
        .case_insensitive(true)
        .size_limit(PATTERN_BYTES)
        .build()
        .map_err(|_| "this is not a pattern we can use: look-around and back references are not possible".to_owned())
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|mark| !mark.is_alphanumeric());
        let after = text[at + word.len()..].chars().next().is_none_or(|mark| !mark.is_alphanumeric());
        before && after
    })
}
