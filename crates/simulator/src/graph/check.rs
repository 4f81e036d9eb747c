//! Looking at parameters the way Meta does: what is missing, of another kind, too long or too many, and where.

use serde_json::{Map, Value};

use crate::graph::error::GraphError;

/// A parameter and the way to it, written like Meta does: `interactive['action']['buttons'][0]`.
#[derive(Debug, Clone)]
pub(crate) struct Parameter<'a> {
    path: String,
    value: Option<&'a Value>,
}

type Checked<T> = Result<T, GraphError>;

impl<'a> Parameter<'a> {
    pub(crate) fn root(body: &'a Map<String, Value>, name: &str) -> Self {
        Self {
            path: name.to_owned(),
            value: body.get(name).filter(|value| !value.is_null()),
        }
    }

    /// A parameter that is already at hand.
    pub(crate) fn of(path: impl Into<String>, value: &'a Value) -> Self {
        Self {
            path: path.into(),
            value: Some(value),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Self {
        let value = self.value.and_then(|value| value.get(name)).filter(|value| !value.is_null());
        Self {
            path: format!("{}['{name}']", self.path),
            value,
        }
    }

    pub(crate) fn value(&self) -> Option<&'a Value> {
        self.value
    }

    pub(crate) fn is_there(&self) -> bool {
        self.value.is_some()
    }

    /// 131008 unless it is there.
    pub(crate) fn required(&self) -> Checked<&'a Value> {
        self.value
            .ok_or_else(|| GraphError::missing(format!("Parameter '{}' is required.", self.path)))
    }

    pub(crate) fn object(&self) -> Checked<&'a Map<String, Value>> {
        self.required()?.as_object().ok_or_else(|| self.wrong("must be a JSON object"))
    }

    /// An array with so many elements.
    pub(crate) fn array(&self, least: usize, most: usize) -> Checked<Vec<Self>> {
        let elements = self.required()?.as_array().ok_or_else(|| self.wrong("must be an array"))?;
        if !(least..=most).contains(&elements.len()) {
            return Err(self.not_allowed(&format!("has {} elements. Min: {least}, Max: {most}", elements.len())));
        }
        let element = |(place, value)| Self {
            path: format!("{}[{place}]", self.path),
            value: Some(value),
        };
        Ok(elements.iter().enumerate().map(element).collect())
    }

    pub(crate) fn string(&self) -> Checked<&'a str> {
        self.required()?.as_str().ok_or_else(|| self.wrong("must be a string"))
    }

    /// Text of 1 to `most` characters.
    pub(crate) fn text(&self, most: usize) -> Checked<&'a str> {
        let text = self.string()?;
        let length = text.chars().count();
        match (1..=most).contains(&length) {
            true => Ok(text),
            false => Err(self.not_allowed(&format!("length invalid ({length}). Min length: 1, Max length: {most}"))),
        }
    }

    /// Like [`Parameter::text`], but it may be left out.
    pub(crate) fn optional_text(&self, most: usize) -> Checked<Option<&'a str>> {
        if self.is_there() { self.text(most).map(Some) } else { Ok(None) }
    }

    /// A number, also when it is written as a string.
    pub(crate) fn number(&self, least: f64, most: f64) -> Checked<f64> {
        let value = self.required()?;
        let number = value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
        let number = number.ok_or_else(|| self.wrong("must be a number"))?;
        match (least..=most).contains(&number) {
            true => Ok(number),
            false => Err(self.not_allowed(&format!("must be between {least} and {most}"))),
        }
    }

    /// One of these words.
    pub(crate) fn one_of(&self, words: &[&str]) -> Checked<&'a str> {
        let word = self.string()?;
        match words.contains(&word) {
            true => Ok(word),
            false => Err(self.wrong(&format!("must be one of {{{}}} - got \"{word}\"", words.join(", ")))),
        }
    }

    /// An address a phone can open.
    pub(crate) fn link(&self) -> Checked<&'a str> {
        let link = self.text(2000)?;
        match link.starts_with("https://") || link.starts_with("http://") {
            true => Ok(link),
            false => Err(self.wrong("is not a valid URI")),
        }
    }

    /// 131009 unless it is missing.
    pub(crate) fn forbidden(&self, why: &str) -> Checked<()> {
        if self.is_there() { Err(self.not_allowed(why)) } else { Ok(()) }
    }

    /// 100: of the wrong kind.
    pub(crate) fn wrong(&self, why: &str) -> GraphError {
        GraphError::parameter(format!("Param {} {why}.", self.path))
    }

    /// 131009: not allowed.
    pub(crate) fn not_allowed(&self, why: &str) -> GraphError {
        GraphError::invalid(format!("Param {} {why}.", self.path))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn errors_say_where_and_what() {
        let body = json!({ "a": { "list": [{ "title": "123456" }], "n": "x" } });
        let root = Parameter::root(body.as_object().unwrap(), "a");
        let element = root.get("list").array(1, 3).unwrap().remove(0);
        let check = |error: GraphError, code: u32, reason: &str| assert_eq!((error.code, error.reason()), (code, reason));
        check(
            element.get("id").text(5).unwrap_err(),
            131_008,
            "Parameter 'a['list'][0]['id']' is required.",
        );
        check(
            element.get("title").text(5).unwrap_err(),
            131_009,
            "Param a['list'][0]['title'] length invalid (6). Min length: 1, Max length: 5.",
        );
        check(root.get("n").number(0.0, 1.0).unwrap_err(), 100, "Param a['n'] must be a number.");
        check(
            root.get("list").array(2, 3).unwrap_err(),
            131_009,
            "Param a['list'] has 1 elements. Min: 2, Max: 3.",
        );
    }
}
