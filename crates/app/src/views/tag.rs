//! A label on contacts.

use model::TagId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A label on contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TagView {
    /// Its id.
    pub id: TagId,
    /// What it says.
    pub name: String,
    /// How it is drawn.
    pub color: TagColor,
}

/// The colours a tag can have; each screen theme decides their exact shade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "colours say themselves")]
pub enum TagColor {
    Gray,
    Red,
    Amber,
    Green,
    Teal,
    Blue,
    Violet,
    Pink,
}

impl TagColor {
    /// Every colour, in the order of the picker.
    pub const ALL: [Self; 8] = [Self::Gray, Self::Red, Self::Amber, Self::Green, Self::Teal, Self::Blue, Self::Violet, Self::Pink];

    /// The word in the database and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gray => "gray",
            Self::Red => "red",
            Self::Amber => "amber",
            Self::Green => "green",
            Self::Teal => "teal",
            Self::Blue => "blue",
            Self::Violet => "violet",
            Self::Pink => "pink",
        }
    }

    /// Reads the database's word; an unknown one is gray.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|color| color.as_str() == word).unwrap_or(Self::Gray)
    }
}
