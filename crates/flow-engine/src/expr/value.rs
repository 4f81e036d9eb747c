//! Looking into JSON by a path of names, changing it there, and writing it as words.

use serde_json::{Map, Value};

/// The value at a path; a number is an index into a list.
#[must_use]
pub fn get<'v>(value: &'v Value, path: &[String]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, name| match value {
        Value::Object(members) => members.get(name),
        Value::Array(items) => items.get(name.parse::<usize>().ok()?),
        _ => None,
    })
}

/// Puts a value at a path, making objects on the way; what stood in the way is replaced. Gives what stood there before.
pub fn set(object: &mut Map<String, Value>, path: &[&str], value: Value) -> Value {
    match path {
        [] => Value::Null,
        [name] => object.insert((*name).to_owned(), value).unwrap_or_default(),
        [name, rest @ ..] => {
            let inner = object.entry(*name).or_insert_with(|| Value::Object(Map::new()));
            if !inner.is_object() {
                *inner = Value::Object(Map::new());
            }
            match inner {
                Value::Object(members) => set(members, rest, value),
                _ => Value::Null,
            }
        }
    }
}

/// As words: nothing is empty, lists of plain values are joined by commas, objects are JSON.
#[must_use]
pub fn as_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            items.iter().map(as_text).collect::<Vec<_>>().join(", ")
        }
        Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// Nothing, empty text, or an empty list or object.
pub(crate) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
