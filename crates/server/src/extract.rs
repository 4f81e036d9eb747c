//! `Json`, `Path` and `Query` that refuse what they do not know, and say where.

mod json;
mod path;
mod query;
mod version;

pub(crate) use self::json::Json;
pub(crate) use self::path::Path;
pub(crate) use self::query::Query;
pub(crate) use self::version::{ETag, IfMatch};

use crate::error::FieldError;

/// For fields whose `null` means "take away" and whose absence means "leave": with `#[serde(default, deserialize_with = "given")]` on an `Option<Option<T>>`.
pub(crate) fn given<'de, T: serde::Deserialize<'de>, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    serde::Deserialize::deserialize(deserializer).map(Some)
}

/// What a deserializer said, as a wrong field: the stable word from serde's own sentence, and the sentence without its position.
fn field_error(pointer: String, message: &str) -> FieldError {
    let sentence = message.split(" at line ").next().unwrap_or(message);
    let code = if sentence.starts_with("missing field") {
        "missing_field"
    } else if sentence.starts_with("unknown field") {
        "unknown_field"
    } else if sentence.starts_with("unknown variant") {
        "unknown_value"
    } else if sentence.starts_with("duplicate field") {
        "duplicate_field"
    } else if sentence.starts_with("invalid type") {
        "invalid_type"
    } else {
        "invalid_value"
    };
    // A missing or unknown field is pointed at itself, not at the object it is missing from.
    let name = sentence
        .split('`')
        .nth(1)
        .filter(|_| matches!(code, "missing_field" | "unknown_field" | "duplicate_field"));
    let pointer = match name {
        Some(name) if !pointer.ends_with(&format!("/{}", escape(name))) => format!("{pointer}/{}", escape(name)),
        _ => pointer,
    };
    FieldError::new(pointer, code, sentence.to_owned())
}

/// One step of a JSON pointer (RFC 6901).
fn escape(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}
