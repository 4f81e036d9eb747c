//! A label on contacts.

use model::TagId;
use serde::Serialize;
use utoipa::ToSchema;

use super::TagColor;

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

impl From<&store::TagRow> for TagView {
    fn from(row: &store::TagRow) -> Self {
        Self {
            id: row.id,
            name: row.name.clone(),
            color: TagColor::parse(&row.color),
        }
    }
}
