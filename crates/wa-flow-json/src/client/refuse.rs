//! What a phone does not accept before the button of a screen does its work.

use regex::RegexBuilder;
use serde_json::Value;

use super::Phone;
use crate::check::is_date;

/// Why an entry is not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub name: String,
    pub why: Why,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    Required,
    TooShort(u64),
    TooLong(u64),
    NotANumber,
    NotAnEmail,
    NotAPhoneNumber,
    NotAPasscode,
    Pattern,
    TooFew(u64),
    TooMany(u64),
    NotAnOption,
    NotADate,
    TooEarly,
    TooLate,
    DayNotOffered,
    WrongType,
}

/// What Meta's components assume when nothing is written.
const TEXT_INPUT_CHARS: u64 = 80;
const TEXT_AREA_CHARS: u64 = 600;

impl Phone {
    /// Every entry of the present screen that would not be accepted now.
    pub fn refusals(&self) -> Vec<Refusal> {
        let judge = |component: &Value| {
            let name = component["name"].as_str()?;
            let value = self.entered().get(name).unwrap_or(&Value::Null);
            refuse(component, value).map(|why| Refusal { name: name.to_owned(), why })
        };
        self.view()
            .iter()
            .filter(|component| component["enabled"] != false)
            .filter_map(judge)
            .collect()
    }
}

/// Would the component, with its properties worked out, refuse this value?
pub fn refuse(component: &Value, value: &Value) -> Option<Why> {
    let kind = component["type"].as_str()?;
    let empty = match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(true) | Value::Number(_) => false,
    };
    let least = ["min-selected-items", "min-uploaded-photos", "min-uploaded-documents"]
        .iter()
        .find_map(|name| amount(component, name));
    if empty {
        return match (component["required"] == true, least) {
            (true, _) => Some(Why::Required),
            (false, Some(least)) if least > 0 && matches!(kind, "PhotoPicker" | "DocumentPicker") => Some(Why::TooFew(least)),
            _ => None,
        };
    }
    match kind {
        "TextInput" => text_input(component, value),
        "TextArea" => {
            let length = value.as_str()?.chars().count() as u64;
            let most = amount(component, "max-length").unwrap_or(TEXT_AREA_CHARS);
            (length > most).then_some(Why::TooLong(most))
        }
        "RadioButtonsGroup" | "Dropdown" => {
            let Some(id) = value.as_str() else { return Some(Why::WrongType) };
            (!offered(component, id)).then_some(Why::NotAnOption)
        }
        "CheckboxGroup" | "ChipsSelector" => several(component, value, least, "max-selected-items"),
        "PhotoPicker" => count(value, least, amount(component, "max-uploaded-photos").unwrap_or(30)),
        "DocumentPicker" => count(value, least, amount(component, "max-uploaded-documents").unwrap_or(30)),
        "DatePicker" | "CalendarPicker" => date(component, value),
        _ => None,
    }
}

fn amount(component: &Value, name: &str) -> Option<u64> {
    let value = &component[name];
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

fn text_input(component: &Value, value: &Value) -> Option<Why> {
    let written = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return Some(Why::WrongType),
    };
    let length = written.chars().count() as u64;
    let most = amount(component, "max-chars").unwrap_or(TEXT_INPUT_CHARS);
    if let Some(least) = amount(component, "min-chars").filter(|least| length < *least) {
        return Some(Why::TooShort(least));
    }
    if length > most {
        return Some(Why::TooLong(most));
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let wrong = match component["input-type"].as_str().unwrap_or("text") {
        "number" => (!written.parse::<f64>().is_ok_and(f64::is_finite)).then_some(Why::NotANumber),
        "email" => (!is_email(&written)).then_some(Why::NotAnEmail),
        "phone" => {
            let bare: String = written.chars().filter(|letter| !" -().+".contains(*letter)).collect();
            (!(digits(&bare) && (4..=15).contains(&bare.len()))).then_some(Why::NotAPhoneNumber)
        }
        "passcode" => (!digits(&written)).then_some(Why::NotAPasscode),
        _ => None,
    };
    wrong.or_else(|| {
        let pattern = component["pattern"].as_str()?;
        // A pattern that this engine cannot read (look-around) is left to the phone.
        let pattern = RegexBuilder::new(&format!("^(?:{pattern})$"))
            .size_limit(1 << 20)
            .nest_limit(64)
            .build()
            .ok()?;
        (!pattern.is_match(&written)).then_some(Why::Pattern)
    })
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let plain = |part: &str| !part.is_empty() && !part.contains(|letter: char| letter.is_whitespace() || letter == '@');
    plain(name) && plain(host) && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
}

fn offered(component: &Value, id: &str) -> bool {
    let options = component["data-source"].as_array();
    options.is_some_and(|options| options.iter().any(|option| option["id"] == id && option["enabled"] != false))
}

fn several(component: &Value, value: &Value, least: Option<u64>, most: &str) -> Option<Why> {
    let Some(items) = value.as_array() else { return Some(Why::WrongType) };
    if !items.iter().all(|id| id.as_str().is_some_and(|id| offered(component, id))) {
        return Some(Why::NotAnOption);
    }
    count(value, least, amount(component, most).unwrap_or(u64::MAX))
}

fn count(value: &Value, least: Option<u64>, most: u64) -> Option<Why> {
    let Some(items) = value.as_array() else { return Some(Why::WrongType) };
    let number = items.len() as u64;
    match least {
        Some(least) if number < least => Some(Why::TooFew(least)),
        _ => (number > most).then_some(Why::TooMany(most)),
    }
}

fn date(component: &Value, value: &Value) -> Option<Why> {
    match value {
        Value::String(day) => one_day(component, day),
        Value::Object(range) => {
            let day = |name: &str| range.get(name).and_then(Value::as_str);
            let (Some(start), Some(end)) = (day("start-date"), day("end-date")) else {
                return Some(Why::Required);
            };
            one_day(component, start)
                .or_else(|| one_day(component, end))
                .or_else(|| (start > end).then_some(Why::TooEarly))
                .or_else(|| {
                    let days = days(end)? - days(start)?;
                    let least = component["min-days"].as_i64().filter(|least| days < *least).map(|_| Why::TooEarly);
                    least.or_else(|| component["max-days"].as_i64().filter(|most| days > *most).map(|_| Why::TooLate))
                })
        }
        _ => Some(Why::WrongType),
    }
}

fn one_day(component: &Value, day: &str) -> Option<Why> {
    let stamp = day.bytes().all(|byte| byte.is_ascii_digit());
    if !is_date(day) && !stamp {
        return Some(Why::NotADate);
    }
    // Days compare as texts; milliseconds (before 5.0) as numbers.
    let before = |one: &str, other: &str| match (one.parse::<i64>(), other.parse::<i64>()) {
        (Ok(one), Ok(other)) => one < other,
        _ => one < other,
    };
    let named = |name: &str| component[name].as_str();
    if named("min-date").is_some_and(|least| before(day, least)) {
        return Some(Why::TooEarly);
    }
    if named("max-date").is_some_and(|most| before(most, day)) {
        return Some(Why::TooLate);
    }
    let lists = |name: &str| component[name].as_array();
    let taken = lists("unavailable-dates").is_some_and(|dates| dates.iter().any(|date| date == day));
    let closed = lists("include-days").is_some_and(|offered| {
        const NAMES: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
        let name = days(day).map(|days| NAMES[usize::try_from(days.rem_euclid(7)).unwrap_or(0)]);
        name.is_some_and(|name| !offered.iter().any(|day| day == name))
    });
    (taken || closed).then_some(Why::DayNotOffered)
}

/// Days since 1970-01-01 (a Thursday), by Howard Hinnant's algorithm.
fn days(date: &str) -> Option<i64> {
    if !is_date(date) {
        return None;
    }
    let (year, month, day): (i64, i64, i64) = (date[0..4].parse().ok()?, date[5..7].parse().ok()?, date[8..10].parse().ok()?);
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}
