//! Reading a typed shape out of JSON with a pointer to what is wrong.

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

/// JSON that has not the shape of what it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize)]
#[error("{}: {detail}", if pointer.is_empty() { "the content" } else { pointer.as_str() })]
pub struct BadShape {
    /// JSON pointer to the place, from the content's root.
    pub pointer: String,
    /// What is wrong there.
    pub detail: String,
}

impl BadShape {
    pub(super) fn new(pointer: &str, detail: impl Into<String>) -> Self {
        Self {
            pointer: pointer.to_owned(),
            detail: detail.into(),
        }
    }
}

/// Reads a shape that lives at `pointer`.
pub(super) fn read<T: DeserializeOwned>(value: Value, pointer: &str) -> Result<T, BadShape> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let place = format!("{pointer}{}", to_pointer(error.path()));
        BadShape {
            pointer: place,
            detail: error.into_inner().to_string(),
        }
    })
}

fn to_pointer(path: &Path) -> String {
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(format!("/{index}")),
            Segment::Map { key } => Some(format!("/{}", escape(key))),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

/// One reference token of a JSON pointer.
pub(super) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
