//! JSON with places: a tree that remembers where in the text each value stands, read within limits of size and depth.

use std::fmt::Write as _;

use serde_json::{Map, Number, Value};

/// Deeper than any form; reading and walking recurse, so this keeps the stack small.
pub(crate) const MAX_DEPTH: usize = 64;

/// A value and where it stands, as byte offsets into the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    Array(Vec<Node>),
    Object(Vec<Member>),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Member {
    pub(crate) key: String,
    pub(crate) key_start: usize,
    pub(crate) key_end: usize,
    pub(crate) value: Node,
}

/// Why a text is no JSON, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Broken {
    pub(crate) at: usize,
    pub(crate) says: String,
    pub(crate) too_deep: bool,
}

impl Node {
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        // The last one of two wins, as in every browser; the checker reports the pair.
        self.members().iter().rev().find(|member| member.key == key).map(|member| &member.value)
    }

    pub(crate) fn members(&self) -> &[Member] {
        match &self.kind {
            Kind::Object(members) => members,
            _ => &[],
        }
    }

    pub(crate) fn items(&self) -> &[Node] {
        match &self.kind {
            Kind::Array(items) => items,
            _ => &[],
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn flag(&self) -> Option<bool> {
        match self.kind {
            Kind::Bool(flag) => Some(flag),
            _ => None,
        }
    }

    pub(crate) fn number(&self) -> Option<f64> {
        match &self.kind {
            Kind::Number(number) => number.as_f64(),
            _ => None,
        }
    }

    pub(crate) fn is_object(&self) -> bool {
        matches!(self.kind, Kind::Object(_))
    }

    pub(crate) fn is_array(&self) -> bool {
        matches!(self.kind, Kind::Array(_))
    }

    /// Its JSON type, in Meta's words.
    pub(crate) fn type_name(&self) -> &'static str {
        match &self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "boolean",
            Kind::Number(number) if number.is_f64() => "number",
            Kind::Number(_) => "integer",
            Kind::String(_) => "string",
            Kind::Array(_) => "array",
            Kind::Object(_) => "object",
        }
    }

    pub(crate) fn to_value(&self) -> Value {
        match &self.kind {
            Kind::Null => Value::Null,
            Kind::Bool(flag) => Value::Bool(*flag),
            Kind::Number(number) => Value::Number(number.clone()),
            Kind::String(text) => Value::String(text.clone()),
            Kind::Array(items) => items.iter().map(Self::to_value).collect(),
            Kind::Object(members) => Value::Object(
                members
                    .iter()
                    .map(|member| (member.key.clone(), member.value.to_value()))
                    .collect::<Map<_, _>>(),
            ),
        }
    }
}

/// A step of a JSON pointer (RFC 6901).
pub(crate) fn join(pointer: &str, step: &str) -> String {
    let mut joined = String::with_capacity(pointer.len() + step.len() + 1);
    let _ = write!(joined, "{pointer}/");
    for letter in step.chars() {
        match letter {
            '~' => joined.push_str("~0"),
            '/' => joined.push_str("~1"),
            other => joined.push(other),
        }
    }
    joined
}

/// Reads a whole text.
pub(crate) fn read(text: &str) -> Result<Node, Broken> {
    let mut reader = Reader {
        text: text.as_bytes(),
        source: text,
        at: 0,
    };
    if text.starts_with('\u{feff}') {
        reader.at = 3;
    }
    reader.space();
    let node = reader.value(0)?;
    reader.space();
    if reader.at < text.len() {
        Err(reader.broken("nothing may follow the closing brace"))
    } else {
        Ok(node)
    }
}

struct Reader<'a> {
    text: &'a [u8],
    source: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn broken(&self, says: &str) -> Broken {
        Broken {
            at: self.at,
            says: says.to_owned(),
            too_deep: false,
        }
    }

    fn space(&mut self) {
        while matches!(self.text.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Result<Node, Broken> {
        let start = self.at;
        let kind = match self.text.get(self.at) {
            Some(b'{' | b'[') if depth >= MAX_DEPTH => {
                return Err(Broken {
                    too_deep: true,
                    ..self.broken("is nested more than 64 levels deep")
                });
            }
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => Kind::String(self.string()?),
            Some(b't') => self.word("true", Kind::Bool(true))?,
            Some(b'f') => self.word("false", Kind::Bool(false))?,
            Some(b'n') => self.word("null", Kind::Null)?,
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(_) => return Err(self.broken("a value is expected here")),
            None => return Err(self.broken("the text ends too early")),
        };
        Ok(Node { kind, start, end: self.at })
    }

    fn word(&mut self, word: &str, kind: Kind) -> Result<Kind, Broken> {
        if self.text[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(kind)
        } else {
            Err(self.broken("a value is expected here"))
        }
    }

    fn number(&mut self) -> Result<Kind, Broken> {
        let start = self.at;
        while matches!(self.text.get(self.at), Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')) {
            self.at += 1;
        }
        match serde_json::from_str(&self.source[start..self.at]) {
            Ok(number) => Ok(Kind::Number(number)),
            Err(_) => {
                self.at = start;
                Err(self.broken("this is no number"))
            }
        }
    }

    fn string(&mut self) -> Result<String, Broken> {
        let start = self.at;
        self.at += 1;
        let mut plain = true;
        loop {
            match self.text.get(self.at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    plain = false;
                    self.at += 2;
                }
                Some(0..=31) => return Err(self.broken("a line break or control character in a text must be written as an escape")),
                Some(_) => self.at += 1,
                None => {
                    self.at = start;
                    return Err(self.broken("the closing quote of this text is missing"));
                }
            }
        }
        self.at += 1;
        if plain {
            return Ok(self.source[start + 1..self.at - 1].to_owned());
        }
        match self.source.get(start..self.at).map(serde_json::from_str) {
            Some(Ok(text)) => Ok(text),
            _ => {
                self.at = start;
                Err(self.broken("this text has an escape that does not exist"))
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Kind, Broken> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.text.get(self.at) == Some(&b']') {
            self.at += 1;
            return Ok(Kind::Array(items));
        }
        loop {
            self.space();
            items.push(self.value(depth + 1)?);
            if self.more(b']')? {
                return Ok(Kind::Array(items));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Kind, Broken> {
        self.at += 1;
        let mut members = Vec::new();
        self.space();
        if self.text.get(self.at) == Some(&b'}') {
            self.at += 1;
            return Ok(Kind::Object(members));
        }
        loop {
            self.space();
            let key_start = self.at;
            if self.text.get(self.at) != Some(&b'"') {
                return Err(self.broken("a name in double quotes is expected here"));
            }
            let key = self.string()?;
            let key_end = self.at;
            self.space();
            if self.text.get(self.at) != Some(&b':') {
                return Err(self.broken("a colon is expected here"));
            }
            self.at += 1;
            self.space();
            let value = self.value(depth + 1)?;
            members.push(Member {
                key,
                key_start,
                key_end,
                value,
            });
            if self.more(b'}')? {
                return Ok(Kind::Object(members));
            }
        }
    }

    /// Behind a value: a comma, or the end (then true).
    fn more(&mut self, close: u8) -> Result<bool, Broken> {
        self.space();
        match self.text.get(self.at) {
            Some(b',') => {
                self.at += 1;
                Ok(false)
            }
            Some(byte) if *byte == close => {
                self.at += 1;
                Ok(true)
            }
            Some(_) => Err(self.broken("a comma or the closing bracket is expected here")),
            None => Err(self.broken("the text ends too early")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn broken_texts_say_where() {
        let check = |text: &str, at: usize| assert_eq!(read(text).expect_err(text).at, at, "{text}");
        check("", 0);
        check("{\"a\":1,}", 7);
        check("{\"a\" 1}", 5);
        check("[1 2]", 3);
        check("{\"a\":1} x", 8);
        check("\"a\nb\"", 2);
        check("[01]", 1);
        check("\"\\q\"", 0);
        check("\"abc", 0);
        check("\"abc\\", 0);
        check("[tru]", 1);
    }

    #[test]
    fn depth_is_limited_not_fatal() {
        for bracket in ["[", "{\"a\":"] {
            assert!(read(&bracket.repeat(2_000_000)).is_err_and(|broken| broken.too_deep));
        }
    }

    proptest! {
        #[test]
        fn agrees_with_serde_json(text in r#"[\[\]{}:,"a1.e\\u0 -]{0,24}"#) {
            let ours = read(&text).map(|node| node.to_value()).ok();
            prop_assert_eq!(ours, serde_json::from_str::<Value>(&text).ok());
        }

        #[test]
        fn any_text_is_survived(text in ".{0,200}") {
            let _ = read(&text);
        }
    }
}
