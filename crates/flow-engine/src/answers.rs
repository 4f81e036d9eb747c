//! Reading what people type as what was asked for: numbers, dates, mail addresses …

use chrono::{Datelike, NaiveDate};
use regex::RegexBuilder;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::expr::Locale;
use crate::graph::VariableKind;
use crate::hours;
use crate::nodes::folded;
use crate::run::Message;

/// Most bytes a compiled pattern may take.
pub(crate) const PATTERN_BYTES: usize = 256 * 1024;

/// What counts as an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Expected {
    /// Any words.
    Text {
        /// Fewest characters.
        #[serde(default)]
        min_length: usize,
        /// Most characters; 0 means any.
        #[serde(default)]
        max_length: usize,
    },
    /// A number; `1.234,5` and `1,234.5` are both read.
    Number {
        /// Smallest.
        #[serde(default)]
        min: Option<f64>,
        /// Largest.
        #[serde(default)]
        max: Option<f64>,
        /// Without decimals.
        #[serde(default)]
        whole: bool,
    },
    /// A mail address.
    Email,
    /// A phone number with its country code.
    Phone,
    /// A day; remembered as `2026-11-22`.
    Date {
        /// Not before today.
        #[serde(default)]
        not_past: bool,
    },
    /// Yes or no.
    YesNo,
    /// One of these.
    Choice {
        /// What may be answered.
        options: Vec<String>,
    },
    /// A web address.
    Url,
    /// A file.
    Media,
    /// A place.
    Location,
    /// Words of a pattern, matched as a whole.
    Regex {
        /// The pattern, of linear time.
        pattern: String,
    },
}

impl Default for Expected {
    fn default() -> Self {
        Self::Text {
            min_length: 0,
            max_length: 0,
        }
    }
}

impl Expected {
    /// The answer in a message, if it is one.
    #[must_use]
    pub fn read(&self, message: &Message, locale: &Locale) -> Option<Value> {
        let text = message.text.trim();
        match self {
            Self::Media => return message.media.is_object().then(|| message.media.clone()),
            Self::Location => return message.location.is_object().then(|| message.location.clone()),
            _ if text.is_empty() => return None,
            _ => {}
        }
        match self {
            Self::Text { min_length, max_length } => {
                let length = text.chars().count();
                (length >= *min_length && (*max_length == 0 || length <= *max_length)).then(|| text.into())
            }
            Self::Number { min, max, whole } => {
                let number = number(text)?;
                let fits = min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max) && (!whole || number.fract() == 0.0);
                fits.then(|| {
                    if number.fract() == 0.0 && number.abs() < 9e15 {
                        json!(number as i64)
                    } else {
                        json!(number)
                    }
                })
            }
            Self::Email => is_email(text).then(|| text.to_lowercase().into()),
            Self::Phone => {
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                let fine = text
                    .chars()
                    .all(|mark| mark.is_ascii_digit() || matches!(mark, '+' | ' ' | '-' | '(' | ')' | '.'));
                (fine && (7..=15).contains(&digits.len())).then(|| format!("+{digits}").into())
            }
            Self::Date { not_past } => {
                let today = hours::local(locale.now, locale.zone).date_naive();
                let day = date(text, today, &locale.language)?;
                (!not_past || day >= today).then(|| day.format("%Y-%m-%d").to_string().into())
            }
            Self::YesNo => yes_no(text).map(Value::Bool),
            Self::Choice { options } => options
                .iter()
                .find(|option| folded(option) == folded(text))
                .map(|option| option.clone().into()),
            Self::Url => is_url(text).then(|| text.into()),
            Self::Regex { pattern } => pattern_of(pattern).ok()?.is_match(text).then(|| text.into()),
            Self::Media | Self::Location => None,
        }
    }

    /// What is wrong with it, in words.
    #[must_use]
    pub fn problem(&self) -> Option<String> {
        match self {
            Self::Choice { options } if options.is_empty() => Some("give at least one option".to_owned()),
            Self::Regex { pattern } => pattern_of(pattern).err(),
            Self::Number {
                min: Some(min),
                max: Some(max),
                ..
            } if min > max => Some("the smallest is larger than the largest".to_owned()),
            Self::Text { min_length, max_length } if *max_length > 0 && min_length > max_length => {
                Some("the fewest characters are more than the most".to_owned())
            }
            _ => None,
        }
    }

    /// What the variable then holds.
    #[must_use]
    pub fn holds(&self) -> VariableKind {
        match self {
            Self::Number { .. } => VariableKind::Number,
            Self::YesNo => VariableKind::Boolean,
            Self::Date { .. } => VariableKind::Date,
            Self::Media | Self::Location => VariableKind::Object,
            Self::Text { .. } | Self::Email | Self::Phone | Self::Choice { .. } | Self::Url | Self::Regex { .. } => VariableKind::Text,
        }
    }
}

/// A pattern that must match a whole text, whatever the case of its letters; linear in the text, bounded in memory.
pub(crate) fn pattern_of(pattern: &str) -> Result<regex::Regex, String> {
    if pattern.len() > 1000 {
        return Err("the pattern is longer than 1,000 bytes".to_owned());
    }
    RegexBuilder::new(&format!("^(?:{pattern})$"))
        .case_insensitive(true)
        .size_limit(PATTERN_BYTES)
        .build()
        .map_err(|_| "this is not a pattern we can use: look-around and back references are not possible".to_owned())
}

/// The last mark of a number stands before the decimals, unless three digits follow and the same mark stands before them too.
fn number(text: &str) -> Option<f64> {
    let text = text.trim_matches(|mark: char| !mark.is_ascii_digit() && mark != '-');
    let compact: String = text.chars().filter(|mark| !mark.is_whitespace() && *mark != '\'').collect();
    if compact.chars().any(|mark| !mark.is_ascii_digit() && !matches!(mark, '-' | '.' | ',')) {
        return None;
    }
    let decimal = match (compact.rfind('.'), compact.rfind(',')) {
        (Some(dot), Some(comma)) => Some(dot.max(comma)),
        (Some(at), None) | (None, Some(at)) => {
            let mark = &compact[at..=at];
            let groups = compact.matches(mark).count() > 1 || (compact.len() - at == 4 && mark == ",");
            (!groups).then_some(at)
        }
        (None, None) => None,
    };
    let plain: String = compact
        .char_indices()
        .filter_map(|(at, mark)| match mark {
            '.' | ',' if Some(at) == decimal => Some('.'),
            '.' | ',' => None,
            other => Some(other),
        })
        .collect();
    plain.parse().ok().filter(|number: &f64| number.is_finite())
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let labels: Vec<_> = domain.split('.').collect();
    let label = |label: &&str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|mark| mark.is_alphanumeric() || mark == '-')
    };
    !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(|mark| mark.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(mark))
        && labels.len() >= 2
        && labels.iter().all(label)
}

fn is_url(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !text.contains(char::is_whitespace)
    })
}

/// A day as people write it: 2026-11-22, 22/11/2026, 22.11., today, tomorrow. Americans put the month first.
fn date(text: &str, today: NaiveDate, language: &str) -> Option<NaiveDate> {
    match folded(text).as_str() {
        "today" | "hoy" | "hoje" | "heute" | "oggi" | "aujourd'hui" | "aujourd’hui" => return Some(today),
        "tomorrow" | "manana" | "amanha" | "morgen" | "domani" | "demain" => return today.succ_opt(),
        _ => {}
    }
    let parts: Vec<&str> = text.split(['/', '-', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let numbers: Vec<u32> = parts.iter().map(|part| part.parse()).collect::<Result<_, _>>().ok()?;
    let year = |year: u32| if year < 100 { 2000 + year } else { year };
    let american = language.eq_ignore_ascii_case("en_us") || language.eq_ignore_ascii_case("en-us");
    let (year, month, day) = match (numbers.as_slice(), american) {
        ([y, m, d], _) if parts[0].len() == 4 => (*y, *m, *d),
        ([m, d, y], true) | ([d, m, y], false) => (year(*y), *m, *d),
        ([m, d], true) | ([d, m], false) => {
            let this = u32::try_from(today.year()).ok()?;
            let coming = NaiveDate::from_ymd_opt(today.year(), *m, *d).is_some_and(|day| day >= today);
            (if coming { this } else { this + 1 }, *m, *d)
        }
        _ => return None,
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).filter(|day| (1900..=2200).contains(&day.year()))
}

fn yes_no(text: &str) -> Option<bool> {
    let word = folded(text);
    let word = word.trim_matches(|mark: char| !mark.is_alphanumeric() && mark != '👍' && mark != '👎');
    match word {
        "yes" | "y" | "yeah" | "yep" | "ok" | "okay" | "sure" | "si" | "s" | "claro" | "vale" | "sim" | "oui" | "ja" | "да" | "evet" | "हाँ"
        | "हां" | "نعم" | "1" | "👍" => Some(true),
        "no" | "n" | "nope" | "nao" | "non" | "nein" | "нет" | "hayir" | "नहीं" | "لا" | "0" | "2" | "👎" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: Value, text: &str, answer: Value) {
        let expected: Expected = serde_json::from_value(expected).unwrap();
        let locale = Locale {
            language: "es".to_owned(),
            zone: chrono_tz::Europe::Madrid,
            now: "2026-11-23T10:00:00Z".parse().unwrap(),
        };
        let message = Message {
            text: text.to_owned(),
            ..Message::default()
        };
        assert_eq!(expected.read(&message, &locale).unwrap_or_default(), answer, "{text}");
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let number = json!({"type": "number"});
        for (text, answer) in [
            ("1.234,5", json!(1234.5)),
            ("1,234.5", json!(1234.5)),
            ("12,5 €", json!(12.5)),
            ("1,234", json!(1234)),
            ("-3", json!(-3)),
            ("abc", Value::Null),
        ] {
            check(number.clone(), text, answer);
        }
        check(json!({"type": "number", "min": 1.0, "max": 5.0, "whole": true}), "6", Value::Null);
    }

    #[test]
    fn dates_are_days() {
        let date = json!({"type": "date", "not_past": true});
        for (text, answer) in [
            ("24/12/2026", json!("2026-12-24")),
            ("2026-12-24", json!("2026-12-24")),
            ("24.12.", json!("2026-12-24")),
            ("1/2", json!("2027-02-01")),
            ("mañana", json!("2026-11-24")),
            ("31/02/2027", Value::Null),
            ("01/01/2020", Value::Null),
        ] {
            check(date.clone(), text, answer);
        }
    }

    #[test]
    fn other_types_are_strict_where_it_matters() {
        check(json!({"type": "email"}), "Ana@Example.com", json!("ana@example.com"));
        check(json!({"type": "email"}), "ana@example", Value::Null);
        check(json!({"type": "phone"}), "+34 612-345-678", json!("+34612345678"));
        check(json!({"type": "yes_no"}), "Sí!", json!(true));
        check(json!({"type": "choice", "options": ["Málaga", "Vic"]}), "malaga", json!("Málaga"));
        check(json!({"type": "url"}), "https://a.example/x", json!("https://a.example/x"));
        check(json!({"type": "url"}), "javascript:alert(1)", Value::Null);
        check(json!({"type": "regex", "pattern": "[a-z]{2}\\d+"}), "AB12", json!("AB12"));
        check(
            json!({"type": "regex", "pattern": "(a+)+$"}),
            &format!("{}!", "a".repeat(5000)),
            Value::Null,
        );
    }
}
