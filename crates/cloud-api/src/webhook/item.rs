//! One of many: read, or kept as it came with the reason why it could not be read.

use serde_json::Value;

use crate::ids::Wamid;
use crate::wire::{self, Read, Unreadable};

/// One item of a webhook's array. A malformed item never harms its siblings.
#[derive(Debug, Clone, PartialEq)]
pub enum Item<T> {
    /// Read.
    Parsed(T),
    /// Without an id or identity nothing can be done with it; kept for the record.
    Malformed {
        /// As it came.
        raw: Value,
        /// What is wrong with it.
        reason: String,
    },
}

impl<T> Item<T> {
    /// The item, if it could be read.
    pub fn parsed(&self) -> Option<&T> {
        match self {
            Self::Parsed(item) => Some(item),
            Self::Malformed { .. } => None,
        }
    }

    /// The item, if it could be read.
    pub fn into_parsed(self) -> Option<T> {
        match self {
            Self::Parsed(item) => Some(item),
            Self::Malformed { .. } => None,
        }
    }
}

/// Reads one item.
pub(super) fn read<T: Read>(value: &Value) -> Item<T> {
    match T::read(value) {
        Ok(item) => Item::Parsed(item),
        Err(error) => Item::Malformed {
            raw: value.clone(),
            reason: error.to_string(),
        },
    }
}

/// Reads every item of a member; an absent or odd member has none.
pub(super) fn read_all<T: Read>(value: Option<&Value>) -> Vec<Item<T>> {
    wire::items(value).map(read).collect()
}

/// The id without which nothing can be done with an item.
pub(super) fn wamid(id: Option<&Value>) -> Result<Wamid, Unreadable> {
    let id = id.ok_or_else(|| Unreadable("`id` is missing".into()))?;
    Wamid::read(id).map_err(|error| Unreadable(format!("`id`: {error}")))
}
