//! Texts with `{{path | filter:"arg"}}` in them. One pass: what a value says is never read again, so a customer who writes `{{secrets.key}}` sees just that.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::filters::{self, Argument, FilterCall};
use super::sealed::{Encode, Sealed};
use super::value::{self, as_text};
use super::{Root, Scope};
use crate::limits::MAX_TEXT_BYTES;

/// A text with values in it, as written and as read.
#[derive(Debug, Clone)]
pub struct Template {
    source: String,
    parsed: Result<Vec<Segment>, BadTemplate>,
}

/// What is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct BadTemplate {
    /// Where, in bytes.
    pub at: usize,
    /// In words.
    pub detail: String,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Segment {
    /// Words as they stand.
    Text(String),
    /// A value and what is done to it.
    Value {
        /// Where it comes from.
        source: Source,
        /// What is done to it, in order.
        filters: Vec<FilterCall>,
    },
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// Words in quotes, such as `{{"{{"}}`.
    Literal(String),
    /// A path.
    Path(Path),
}

/// A path such as `contact.fields.city`: its names, the first a [`Root`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path(pub Vec<String>);

impl Path {
    /// Reads a path; indexes may be written `[0]` or `.0`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let dotted = text.trim().replace('[', ".").replace(']', "");
        let names: Vec<_> = dotted.split('.').map(str::to_owned).collect();
        let fine = |name: &String| !name.is_empty() && name.chars().all(|mark| mark.is_alphanumeric() || matches!(mark, '_' | '-'));
        names.iter().all(fine).then_some(Self(names))
    }

    /// Its first name.
    #[must_use]
    pub fn root(&self) -> &str {
        self.0.first().map_or("", String::as_str)
    }

    /// The value there; nothing when it is missing.
    #[must_use]
    pub fn value(&self, scope: &dyn Scope) -> Value {
        if self.root() == "secrets" {
            return Value::Null;
        }
        match scope.root(self.root()) {
            Some(Cow::Borrowed(root)) => value::get(root, &self.0[1..]).cloned().unwrap_or_default(),
            Some(Cow::Owned(root)) => value::get(&root, &self.0[1..]).cloned().unwrap_or_default(),
            None => Value::Null,
        }
    }
}

impl std::fmt::Display for Path {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0.join("."))
    }
}

impl Template {
    /// Reads a text.
    #[must_use]
    pub fn new(source: impl Into<String>) -> Self {
        let source = source.into();
        Self {
            parsed: parse(&source),
            source,
        }
    }

    /// As written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Nothing is written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.source.trim().is_empty()
    }

    /// Its parts.
    ///
    /// # Errors
    /// When it is not written well.
    pub fn segments(&self) -> Result<&[Segment], &BadTemplate> {
        self.parsed.as_deref()
    }

    /// Says the same always.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.parsed
            .as_deref()
            .is_ok_and(|segments| segments.iter().all(|segment| matches!(segment, Segment::Text(_))))
    }

    /// The paths in it.
    pub fn paths(&self) -> impl Iterator<Item = (&Path, &[FilterCall])> {
        self.parsed.iter().flatten().filter_map(|segment| match segment {
            Segment::Value {
                source: Source::Path(path),
                filters,
            } => Some((path, filters.as_slice())),
            _ => None,
        })
    }

    /// The words, with values put in. Secrets are empty here; [`Self::seal`] keeps their places.
    ///
    /// # Errors
    /// When it is not written well, or grows beyond [`MAX_TEXT_BYTES`].
    pub fn text(&self, scope: &dyn Scope) -> Result<String, BadTemplate> {
        let mut text = String::new();
        for segment in self.parsed.as_ref().map_err(Clone::clone)? {
            match segment {
                Segment::Text(words) => text.push_str(words),
                Segment::Value { source, filters } => text.push_str(&as_text(&filtered(source, filters, scope)?)),
            }
            within(text.len())?;
        }
        Ok(text)
    }

    /// The value: of its own type when the text is one `{{…}}` and nothing else, words otherwise.
    ///
    /// # Errors
    /// As [`Self::text`].
    pub fn value(&self, scope: &dyn Scope) -> Result<Value, BadTemplate> {
        match self.parsed.as_deref().map_err(Clone::clone)? {
            [Segment::Value { source, filters }] => filtered(source, filters, scope),
            _ => self.text(scope).map(Value::String),
        }
    }

    /// The words with places for secrets, which whoever makes the call fills in; values are encoded for where they stand.
    ///
    /// # Errors
    /// As [`Self::text`], and when a filter is applied to a secret.
    pub fn seal(&self, scope: &dyn Scope, encode: Encode) -> Result<Sealed, BadTemplate> {
        let mut sealed = Sealed::default();
        for segment in self.parsed.as_ref().map_err(Clone::clone)? {
            match segment {
                // Literal words are the author's own, except that a JSON text and a form's field have marks of their own.
                Segment::Text(words) if matches!(encode, Encode::Json | Encode::Form) => sealed.push_text(&encode.apply(words)),
                Segment::Text(words) => sealed.push_text(words),
                Segment::Value {
                    source: Source::Path(path),
                    filters,
                } if path.root() == "secrets" => match (path.0.get(1), filters.is_empty()) {
                    (Some(name), true) => sealed.push_secret(name, encode),
                    _ => return Err(BadTemplate::new(0, format!("`{path}` is a secret and takes no filters"))),
                },
                Segment::Value { source, filters } => {
                    let text = as_text(&filtered(source, filters, scope)?);
                    let trusted = match source {
                        Source::Literal(_) => true,
                        Source::Path(path) => Root::named(path.root()).is_some_and(|root| !root.untrusted),
                    };
                    // A base address kept in a global must stay an address; JSON and headers are encoded whoever wrote them.
                    let encoded = if encode == Encode::Url && (trusted || filters.iter().any(|filter| filter.name == "urlencode")) {
                        text
                    } else {
                        encode.apply(&text)
                    };
                    sealed.push_text(&encoded);
                }
            }
            within(sealed.len())?;
        }
        Ok(sealed)
    }
}

fn within(bytes: usize) -> Result<(), BadTemplate> {
    match bytes > MAX_TEXT_BYTES {
        true => Err(BadTemplate::new(0, format!("the text grows beyond {} kB", MAX_TEXT_BYTES / 1024))),
        false => Ok(()),
    }
}

fn filtered(source: &Source, calls: &[FilterCall], scope: &dyn Scope) -> Result<Value, BadTemplate> {
    let value = match source {
        Source::Literal(text) => Value::String(text.clone()),
        Source::Path(path) => path.value(scope),
    };
    calls.iter().try_fold(value, |value, call| {
        filters::apply(call, value, scope.locale()).map_err(|detail| BadTemplate::new(0, detail))
    })
}

impl BadTemplate {
    fn new(at: usize, detail: impl Into<String>) -> Self {
        Self { at, detail: detail.into() }
    }
}

fn parse(text: &str) -> Result<Vec<Segment>, BadTemplate> {
    let mut segments = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find("{{").map(|open| at + open) {
        if open > at {
            segments.push(Segment::Text(text[at..open].to_owned()));
        }
        let end = close(text, open + 2).ok_or_else(|| BadTemplate::new(open, "`{{` is not closed by `}}`"))?;
        segments.push(placeholder(&text[open + 2..end], open)?);
        at = end + 2;
    }
    if at < text.len() {
        segments.push(Segment::Text(text[at..].to_owned()));
    }
    Ok(segments)
}

/// Where the `}}` stands, outside quotes.
fn close(text: &str, from: usize) -> Option<usize> {
    let mut quoted = false;
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quoted => at += 1,
            b'"' => quoted = !quoted,
            b'}' if !quoted && bytes.get(at + 1) == Some(&b'}') => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

fn placeholder(inside: &str, at: usize) -> Result<Segment, BadTemplate> {
    let mut parts = split_outside_quotes(inside, '|').into_iter();
    let first = parts.next().unwrap_or_default().trim();
    let source = if first.starts_with('"') {
        match argument(first) {
            Some(Argument::Text(text)) => Source::Literal(text),
            _ => return Err(BadTemplate::new(at, format!("`{first}` is not closed"))),
        }
    } else {
        let path = Path::parse(first).ok_or_else(|| BadTemplate::new(at, format!("`{first}` is not a path such as contact.name")))?;
        if Root::named(path.root()).is_none() {
            return Err(BadTemplate::new(at, format!("`{}` is nothing a path can begin with", path.root())));
        }
        Source::Path(path)
    };
    let filters = parts.map(|part| filter(part, at)).collect::<Result<_, _>>()?;
    Ok(Segment::Value { source, filters })
}

fn filter(part: &str, at: usize) -> Result<FilterCall, BadTemplate> {
    let (name, given) = part.split_once(':').map_or((part, None), |(name, given)| (name, Some(given)));
    let name = name.trim();
    let arguments = given.map_or_else(Vec::new, |given| split_outside_quotes(given, ','));
    let arguments = arguments
        .into_iter()
        .map(|text| argument(text.trim()).ok_or_else(|| BadTemplate::new(at, format!("`{}` is neither a number nor a text in quotes", text.trim()))))
        .collect::<Result<_, _>>()?;
    filters::call(name, arguments).map_err(|detail| BadTemplate::new(at, detail))
}

fn argument(text: &str) -> Option<Argument> {
    if text.starts_with('"') {
        return serde_json::from_str(text).ok().map(Argument::Text);
    }
    text.parse().ok().filter(|number: &f64| number.is_finite()).map(Argument::Number)
}

fn split_outside_quotes(text: &str, mark: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut from, mut quoted, mut escaped) = (0, false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if character == mark && !quoted => {
                parts.push(&text[from..at]);
                from = at + mark.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts
}

impl Default for Template {
    fn default() -> Self {
        Self::new("")
    }
}

impl From<&str> for Template {
    fn from(source: &str) -> Self {
        Self::new(source)
    }
}

impl PartialEq for Template {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Serialize for Template {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.source)
    }
}

impl<'de> Deserialize<'de> for Template {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

impl JsonSchema for Template {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Template".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "x-ui": {"widget": "template"}})
    }
}
