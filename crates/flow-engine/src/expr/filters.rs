//! THE LIST of filters: what `{{path | filter:"arg"}}` can do to a value.

use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use model::Timestamp;
use serde_json::{Number, Value};

use super::Locale;
use super::sealed::percent_encoded;
use super::value::{as_text, is_blank};

/// One use of a filter.
#[derive(Debug, Clone, PartialEq)]
pub struct FilterCall {
    /// Its name.
    pub name: &'static str,
    /// What it was given.
    pub arguments: Vec<Argument>,
}

/// What a filter is given.
#[derive(Debug, Clone, PartialEq)]
pub enum Argument {
    /// A number.
    Number(f64),
    /// A text in quotes.
    Text(String),
}

/// A filter as shown to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Filter {
    /// Its name.
    pub name: &'static str,
    /// An example.
    pub example: &'static str,
    /// What it does.
    pub help: &'static str,
    /// Most arguments.
    #[serde(skip)]
    pub most: usize,
    /// Fewest arguments.
    #[serde(skip)]
    pub least: usize,
}

const fn filter(name: &'static str, (least, most): (usize, usize), example: &'static str, help: &'static str) -> Filter {
    Filter {
        name,
        example,
        help,
        most,
        least,
    }
}

/// Every filter.
pub const FILTERS: &[Filter] = &[
    filter(
        "currency",
        (0, 1),
        r#"vars.total | currency:"EUR""#,
        "An amount of money with two decimals and its sign.",
    ),
    filter(
        "date",
        (0, 1),
        r#"now | date:"%d/%m %H:%M""#,
        "A day or moment in the flow's time zone: `short`, `long`, `time`, `datetime`, `weekday`, `iso`, or strftime marks.",
    ),
    filter(
        "default",
        (1, 1),
        r#"contact.first_name | default:"there""#,
        "Other words when the value is missing or empty.",
    ),
    filter(
        "first",
        (0, 0),
        "vars.items | first",
        "The first item of a list, or the first letter of a text.",
    ),
    filter("join", (0, 1), r#"contact.tags | join:" · ""#, "The items of a list in one text."),
    filter("json", (0, 0), "vars.order | json", "The value written as JSON."),
    filter(
        "last",
        (0, 0),
        "vars.items | last",
        "The last item of a list, or the last letter of a text.",
    ),
    filter("length", (0, 0), "vars.items | length", "How many items, members or letters."),
    filter("lower", (0, 0), "message.text | lower", "In small letters."),
    filter(
        "mask",
        (0, 1),
        "contact.phone | mask:4",
        "All but the last letters as dots; four stay unless you say how many.",
    ),
    filter(
        "number",
        (0, 1),
        "vars.total | number:2",
        "A number written in the flow's language, with so many decimals.",
    ),
    filter("phone", (0, 0), "contact.phone | phone", "A phone number with `+` and groups of digits."),
    filter("title", (0, 0), "contact.name | title", "Each word with a capital."),
    filter("trim", (0, 0), "message.text | trim", "Without spaces before and after."),
    filter(
        "truncate",
        (1, 1),
        "message.text | truncate:60",
        "At most so many letters, with … when something is cut.",
    ),
    filter("upper", (0, 0), "vars.code | upper", "In capitals."),
    filter("urlencode", (0, 0), "vars.city | urlencode", "Safe inside a web address."),
];

/// Checks the use of a filter.
///
/// # Errors
/// What is wrong, in words.
pub fn call(name: &str, arguments: Vec<Argument>) -> Result<FilterCall, String> {
    let filter = FILTERS.iter().find(|filter| filter.name == name).ok_or_else(|| {
        format!(
            "there is no filter `{name}`; there are {}",
            FILTERS.iter().map(|filter| filter.name).collect::<Vec<_>>().join(", ")
        )
    })?;
    if !(filter.least..=filter.most).contains(&arguments.len()) {
        return Err(format!("`{name}` is written like `{}`", filter.example));
    }
    let fits = match name {
        "truncate" | "number" | "mask" => arguments
            .iter()
            .all(|argument| matches!(argument, Argument::Number(number) if (0.0..=100_000.0).contains(number))),
        "currency" | "date" | "join" => arguments.iter().all(|argument| matches!(argument, Argument::Text(_))),
        _ => true,
    };
    if !fits {
        return Err(format!("`{name}` is written like `{}`", filter.example));
    }
    if let ("date", [Argument::Text(pattern)]) = (name, arguments.as_slice())
        && !is_named(pattern)
        && StrftimeItems::new(pattern).any(|item| matches!(item, Item::Error))
    {
        return Err(format!("`{pattern}` is no pattern of a date"));
    }
    Ok(FilterCall {
        name: filter.name,
        arguments,
    })
}

/// Applies one filter.
///
/// # Errors
/// When the value is not what the filter works on; in words.
pub fn apply(call: &FilterCall, value: Value, locale: &Locale) -> Result<Value, String> {
    let text = |value: &Value| as_text(value);
    Ok(match call.name {
        "default" => match is_blank(&value) {
            true => match call.arguments.first() {
                Some(Argument::Text(text)) => Value::String(text.clone()),
                Some(Argument::Number(number)) => whole_or_float(*number),
                None => value,
            },
            false => value,
        },
        // Every other filter leaves what is missing missing, so that `default` may stand after it.
        _ if value.is_null() => value,
        "upper" => Value::String(text(&value).to_uppercase()),
        "lower" => Value::String(text(&value).to_lowercase()),
        "title" => Value::String(title(&text(&value))),
        "trim" => Value::String(text(&value).trim().to_owned()),
        "truncate" => Value::String(truncated(&text(&value), number_of(call).unwrap_or(0.0) as usize)),
        "date" => Value::String(date(&value, text_of(call).unwrap_or("short"), locale)?),
        "number" => Value::String(number(numeric(&value)?, number_of(call).map(|places| places as usize), locale)),
        "currency" => Value::String(currency(numeric(&value)?, text_of(call).unwrap_or_default(), locale)),
        "json" => Value::String(value.to_string()),
        "urlencode" => Value::String(percent_encoded(&text(&value))),
        "join" => match &value {
            Value::Array(items) => Value::String(items.iter().map(as_text).collect::<Vec<_>>().join(text_of(call).unwrap_or(", "))),
            _ => value,
        },
        "first" => match value {
            Value::Array(items) => items.into_iter().next().unwrap_or_default(),
            other => text(&other).chars().next().map_or(Value::Null, |letter| Value::String(letter.into())),
        },
        "last" => match value {
            Value::Array(mut items) => items.pop().unwrap_or_default(),
            other => text(&other)
                .chars()
                .next_back()
                .map_or(Value::Null, |letter| Value::String(letter.into())),
        },
        "length" => match &value {
            Value::Array(items) => items.len().into(),
            Value::Object(members) => members.len().into(),
            other => text(other).chars().count().into(),
        },
        "phone" => Value::String(phone(&text(&value))),
        "mask" => Value::String(masked(&text(&value), number_of(call).map_or(4, |kept| kept as usize))),
        other => return Err(format!("there is no filter `{other}`")),
    })
}

fn text_of(call: &FilterCall) -> Option<&str> {
    call.arguments.first().and_then(|argument| {
        if let Argument::Text(text) = argument {
            Some(text.as_str())
        } else {
            None
        }
    })
}

fn number_of(call: &FilterCall) -> Option<f64> {
    call.arguments
        .first()
        .and_then(|argument| if let Argument::Number(number) = argument { Some(*number) } else { None })
}

fn whole_or_float(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        return (number as i64).into();
    }
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

fn title(text: &str) -> String {
    let mut titled = String::with_capacity(text.len());
    let mut starts = true;
    for letter in text.chars() {
        match starts {
            true => titled.extend(letter.to_uppercase()),
            false => titled.extend(letter.to_lowercase()),
        }
        starts = letter.is_whitespace() || letter == '-';
    }
    titled
}

fn truncated(text: &str, most: usize) -> String {
    match text.chars().count() > most {
        false => text.to_owned(),
        true if most == 0 => String::new(),
        true => text.chars().take(most - 1).chain(['…']).collect(),
    }
}

fn masked(text: &str, kept: usize) -> String {
    let length = text.chars().count();
    // At least half is hidden, however short the text.
    let hidden = length.saturating_sub(kept).max(length.div_ceil(2));
    text.chars()
        .enumerate()
        .map(|(at, letter)| if at < hidden { '•' } else { letter })
        .collect()
}

fn phone(text: &str) -> String {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 6 {
        return text.to_owned();
    }
    // Groups of three from the right; the numbering plans of the world are not ours to know.
    let mut groups: Vec<String> = digits.rchunks(3).map(|group| group.iter().collect()).collect();
    groups.reverse();
    format!("+{}", groups.join(" "))
}

fn numeric(value: &Value) -> Result<f64, String> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
    .filter(|number: &f64| number.is_finite())
    .ok_or_else(|| format!("`{}` is not a number", truncated(&as_text(value), 40)))
}

/// The marks between thousands and before decimals.
fn separators(locale: &Locale) -> (char, char) {
    match locale.short().as_str() {
        "de" | "es" | "id" | "it" | "nl" | "pt" | "tr" | "da" | "el" => ('.', ','),
        "fr" | "pl" | "cs" | "ru" | "uk" | "sv" | "nb" | "fi" | "hu" | "sk" | "bg" => ('\u{a0}', ','),
        _ => (',', '.'),
    }
}

fn number(number: f64, places: Option<usize>, locale: &Locale) -> String {
    let plain = match places {
        Some(places) => format!("{number:.*}", places.min(12)),
        None => format!("{number}"),
    };
    let (thousands, decimal) = separators(locale);
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(thousands);
        }
        grouped.push(digit);
    }
    let fraction = fraction.map(|fraction| format!("{decimal}{fraction}")).unwrap_or_default();
    format!("{sign}{grouped}{fraction}")
}

fn currency(amount: f64, code: &str, locale: &Locale) -> String {
    let places = if matches!(code, "JPY" | "KRW" | "CLP" | "VND" | "PYG" | "UGX") {
        0
    } else {
        2
    };
    let written = number(amount.abs(), Some(places), locale);
    let sign = match code {
        "EUR" => "€",
        "GBP" => "£",
        "USD" => "$",
        "INR" => "₹",
        "BRL" => "R$",
        "JPY" => "¥",
        other => other,
    };
    let minus = if amount < 0.0 { "-" } else { "" };
    match (sign.is_empty(), matches!(locale.short().as_str(), "en" | "pt" | "hi" | "ja")) {
        (true, _) => format!("{minus}{written}"),
        (false, true) if sign.chars().count() <= 2 => format!("{minus}{sign}{written}"),
        _ => format!("{minus}{written} {sign}"),
    }
}

fn is_named(pattern: &str) -> bool {
    matches!(pattern, "short" | "long" | "time" | "datetime" | "weekday" | "iso")
}

fn date(value: &Value, pattern: &str, locale: &Locale) -> Result<String, String> {
    let moment = moment(value, locale).ok_or_else(|| format!("`{}` is not a date", truncated(&as_text(value), 40)))?;
    let pattern = match (pattern, locale.short().as_str()) {
        ("iso", _) => "%Y-%m-%d",
        ("time", _) => "%H:%M",
        ("weekday", "en") => "%A",
        ("weekday", _) => "%u",
        ("long", "en") => "%-d %B %Y",
        ("short", "en") => "%-d %b %Y",
        ("datetime", "en") => "%-d %b %Y, %H:%M",
        ("short" | "long", "de" | "cs" | "pl" | "ru" | "tr" | "fi" | "nb") => "%d.%m.%Y",
        ("datetime", "de" | "cs" | "pl" | "ru" | "tr" | "fi" | "nb") => "%d.%m.%Y %H:%M",
        ("short" | "long", _) => "%d/%m/%Y",
        ("datetime", _) => "%d/%m/%Y %H:%M",
        (own, _) => own,
    };
    Ok(moment.format(pattern).to_string())
}

/// A moment from text (a day, or a moment with its offset) or from seconds since 1970.
pub(crate) fn moment(value: &Value, locale: &Locale) -> Option<DateTime<chrono_tz::Tz>> {
    match value {
        Value::Number(seconds) => Utc
            .timestamp_opt(seconds.as_i64()?, 0)
            .single()
            .map(|utc| utc.with_timezone(&locale.zone)),
        Value::String(text) => {
            let text = text.trim();
            if let Ok(timestamp) = text.parse::<Timestamp>() {
                return Utc
                    .timestamp_millis_opt(timestamp.millis())
                    .single()
                    .map(|utc| utc.with_timezone(&locale.zone));
            }
            let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
            locale.zone.from_local_datetime(&day.and_hms_opt(0, 0, 0)?).earliest()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn locale(language: &str) -> Locale {
        Locale {
            language: language.to_owned(),
            zone: chrono_tz::Europe::Madrid,
            now: Timestamp::from_seconds(0),
        }
    }

    #[track_caller]
    fn check(value: Value, filter: &str, language: &str, expected: &str) {
        let template = super::super::Template::new(format!("{{{{vars.v | {filter}}}}}"));
        let super::super::Segment::Value { filters, .. } = &template.segments().unwrap()[0] else {
            panic!("a value")
        };
        let found = filters
            .iter()
            .try_fold(value, |value, call| apply(call, value, &locale(language)))
            .unwrap();
        assert_eq!(as_text(&found), expected, "{filter}");
    }

    #[test]
    fn every_filter_does_what_it_says() {
        check(json!(""), r#"default:"there""#, "en", "there");
        check(json!(0), r#"default:"none""#, "en", "0");
        check(json!("josé maría"), "title", "es", "José María");
        check(json!("  a "), "trim | upper", "en", "A");
        check(json!("abcdef"), "truncate:4", "en", "abc…");
        check(json!("2026-07-01T22:30:00Z"), r#"date:"%d/%m %H:%M""#, "es", "02/07 00:30");
        check(json!("2026-07-01"), r#"date:"long""#, "en", "1 July 2026");
        check(json!(1_234_567.5), "number:2", "de", "1.234.567,50");
        check(json!("1234"), "number", "en", "1,234");
        check(json!(-12.5), r#"currency:"EUR""#, "es", "-12,50 €");
        check(json!(12), r#"currency:"USD""#, "en", "$12.00");
        check(json!({"a": 1}), "json", "en", r#"{"a":1}"#);
        check(json!("a b&c"), "urlencode", "en", "a%20b%26c");
        check(json!(["a", "b"]), r#"join:" · ""#, "en", "a · b");
        check(json!(["a", "b"]), "first", "en", "a");
        check(json!(["a", "b"]), "last", "en", "b");
        check(json!(["a", "b"]), "length", "en", "2");
        check(json!("34612345678"), "phone", "en", "+34 612 345 678");
        check(json!("34612345678"), "mask", "en", "•••••••5678");
        check(json!("ab"), "mask:4", "en", "•b");
        check(json!("ÀB"), "lower", "en", "àb");
        check(Value::Null, r#"upper | default:"-""#, "en", "-");
    }

    #[test]
    fn the_list_is_complete() {
        for filter in FILTERS {
            let template = super::super::Template::new(format!("{{{{{}}}}}", filter.example));
            assert!(template.segments().is_ok(), "{}: {:?}", filter.name, template.segments());
        }
    }

    #[test]
    fn bad_uses_say_what_is_right() {
        for bad in [
            r#"{{vars.a | shout}}"#,
            r#"{{vars.a | truncate}}"#,
            r#"{{vars.a | truncate:"x"}}"#,
            r#"{{vars.a | date:"%Q"}}"#,
        ] {
            assert!(super::super::Template::new(bad).segments().is_err(), "{bad}");
        }
    }
}
