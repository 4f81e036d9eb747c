//! A secret that flows and functions use by name; never its value.

use model::{Timestamp, UserId};
use serde::Serialize;
use utoipa::ToSchema;

/// A secret, without its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SecretView {
    /// What flows call it: `{{secrets.name}}`.
    pub name: String,
    /// The last characters of the value, to tell one from another; empty when it is short.
    pub hint: String,
    /// When it was set last.
    pub updated_at: Timestamp,
    /// Who set it.
    pub updated_by: UserId,
    /// Their name now.
    pub updated_by_name: Option<String>,
}

impl From<store::SecretRow> for SecretView {
    fn from(row: store::SecretRow) -> Self {
        Self {
            name: row.name,
            hint: row.hint,
            updated_at: row.updated_at,
            updated_by: row.updated_by,
            updated_by_name: row.updated_by_name,
        }
    }
}
