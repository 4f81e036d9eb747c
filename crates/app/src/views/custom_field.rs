//! A field of contacts that has a type.

use model::CustomFieldId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What values a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A line of text, at most 1000 characters.
    Text,
    /// A number.
    Number,
    /// A day, as `2026-11-23`.
    Date,
    /// Yes or no.
    Boolean,
    /// One of a list.
    Choice,
    /// A web address.
    Url,
}

impl FieldKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Text, Self::Number, Self::Date, Self::Boolean, Self::Choice, Self::Url];

    /// The word on the wire and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Date => "date",
            Self::Boolean => "boolean",
            Self::Choice => "choice",
            Self::Url => "url",
        }
    }

    fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word).unwrap_or(Self::Text)
    }
}

/// A field of contacts that has a type; the values stand in a contact's `attributes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CustomFieldView {
    /// Its id.
    pub id: CustomFieldId,
    /// The name of its value in a contact's `attributes`.
    #[schema(example = "delivery_day")]
    pub key: String,
    /// What people call it.
    #[schema(example = "Delivery day")]
    pub label: String,
    /// What values it takes.
    pub kind: FieldKind,
    /// What can be chosen; empty for other kinds.
    pub choices: Vec<String>,
    /// Its place among the others, the smallest first.
    pub position: i64,
}

impl From<store::CustomFieldRow> for CustomFieldView {
    fn from(row: store::CustomFieldRow) -> Self {
        Self {
            id: row.id,
            key: row.key,
            label: row.label,
            kind: FieldKind::parse(&row.kind),
            choices: serde_json::from_str(&row.choices).unwrap_or_default(),
            position: row.position,
        }
    }
}
