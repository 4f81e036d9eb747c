//! Opened secrets on their way into one request, and out of what is written down about it.

use std::collections::HashMap;

use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

/// Shorter values are not taken out of texts: they would take innocent words with them.
const SHORTEST_REDACTED: usize = 6;
const DOTS: &str = "••••";

/// The secrets of one request. Prints no value.
#[derive(Debug, Default)]
pub struct Filled(HashMap<String, SecretString>);

/// A secret that the workspace does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no secret called `{0}`; add it in the settings")]
pub struct Missing(pub String);

impl Filled {
    pub(super) fn new(values: HashMap<String, SecretString>) -> Self {
        Self(values)
    }

    /// A value.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|value| value.expose_secret())
    }

    /// `{{secrets.name}}` in a text becomes the value; everything else stays as it is.
    pub fn text(&self, text: &str) -> Result<String, Missing> {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, name, after)) = next_place(rest) {
            filled.push_str(before);
            filled.push_str(self.get(name).ok_or_else(|| Missing(name.to_owned()))?);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    /// The text with every value taken out of it, also as it stands in addresses and in JSON: for logs and for what people are shown.
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        let mut redacted = text.to_owned();
        let mut values: Vec<String> = Vec::new();
        for value in self.0.values().map(|value| value.expose_secret()) {
            let quoted = serde_json::to_string(value).unwrap_or_default();
            let encoded: String = value.bytes().map(encoded).collect();
            values.extend([value.to_owned(), quoted.trim_matches('"').to_owned(), encoded]);
        }
        // The longest first: one value may be the beginning of another.
        values.sort_by_key(|value| std::cmp::Reverse(value.len()));
        for value in values.iter().filter(|value| value.len() >= SHORTEST_REDACTED) {
            redacted = redacted.replace(value.as_str(), DOTS);
        }
        redacted
    }
}

impl Filled {
    /// What a server answered, read as JSON where it is JSON, without the values: they are taken out of texts, names and numbers, and the rest keeps its shape.
    #[must_use]
    pub fn redact_answer(&self, body: &str) -> Value {
        match serde_json::from_str(body) {
            Ok(json) => self.redact_json(json),
            Err(_) => self.redact(body).into(),
        }
    }

    fn redact_json(&self, json: Value) -> Value {
        match json {
            Value::String(text) => self.redact(&text).into(),
            Value::Array(items) => items.into_iter().map(|item| self.redact_json(item)).collect(),
            Value::Object(members) => {
                let members = members.into_iter();
                members.map(|(name, member)| (self.redact(&name), self.redact_json(member))).collect()
            }
            Value::Number(number) => {
                let text = number.to_string();
                let redacted = self.redact(&text);
                if redacted == text { number.into() } else { redacted.into() }
            }
            plain @ (Value::Null | Value::Bool(_)) => plain,
        }
    }
}

/// The names of secrets in a text with places like `{{secrets.name}}`.
pub(crate) fn names_in(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((_, name, after)) = next_place(rest) {
        names.push(name);
        rest = after;
    }
    names
}

fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(at) = text[from..].find("{{").map(|at| from + at) {
        let inside = &text[at + 2..];
        if let Some((inside, after)) = inside.split_once("}}")
            && let Some(name) = inside.trim().strip_prefix("secrets.")
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        {
            return Some((&text[..at], name, after));
        }
        from = at + 2;
    }
    None
}

/// As `percent_encoded` of flows writes it (RFC 3986, section 2.3).
fn encoded(byte: u8) -> String {
    match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn filled() -> Filled {
        let values = [("key", "s3cret/\"x"), ("longer", "s3cret/\"x and more"), ("pin", "12")];
        Filled::new(values.map(|(name, value)| (name.to_owned(), value.to_owned().into())).into())
    }

    #[test]
    fn places_are_filled_and_nothing_else() {
        let filled = filled();
        assert_eq!(filled.text("Bearer {{secrets.key}}").unwrap(), "Bearer s3cret/\"x");
        assert_eq!(filled.text("{{ secrets.pin }}{{secrets.pin}}").unwrap(), "1212");
        for text in ["", "{{", "{{}}", "{{contact.name}}", "{{secrets.a.b}}", "{ {secrets.key} }"] {
            assert_eq!(filled.text(text).unwrap(), text);
        }
        assert_eq!(filled.text("{{secrets.gone}}"), Err(Missing("gone".to_owned())));
        assert_eq!(names_in("{{x}} {{secrets.a}} {{ secrets.b }}"), ["a", "b"]);
    }

    #[test]
    fn values_are_taken_out_however_they_are_written() {
        let filled = filled();
        for text in ["got s3cret/\"x", "{\"a\":\"s3cret/\\\"x\"}", "?k=s3cret%2F%22x", "s3cret/\"x and more"] {
            let shown = filled.redact(text);
            assert!(!shown.contains("s3cret") && shown.contains(DOTS), "{shown}");
        }
        assert_eq!(filled.redact("12 apples"), "12 apples");
        let numbers = Filled::new([("account".to_owned(), "12345678".to_owned().into())].into());
        assert_eq!(
            numbers.redact_answer(r#"{"id": 12345678, "12345678": ["n. 12345678", 7, null]}"#),
            json!({ "id": DOTS, DOTS: [format!("n. {DOTS}"), 7, null] })
        );
        assert_eq!(numbers.redact_answer("12345678, it is"), json!(format!("{DOTS}, it is")));
        assert!(!format!("{filled:?}").contains("s3cret"));
    }
}
