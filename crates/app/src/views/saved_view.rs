//! Filters of the inbox under a name.

use model::{SavedViewId, TagId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Priority;

/// Which conversations, in the words of the inbox's address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SavedFilters {
    /// A view of the inbox, such as `all_open`.
    #[schema(examples("all_open"))]
    pub view: String,
    /// What was searched for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200)]
    pub q: Option<String>,
    /// Only with contacts of this tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<TagId>,
    /// Only this member's: a user's id, `me`, or `none`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
    /// Only this team's: a team's id, or `none`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// Only those that matter so much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// The order: `newest`, `oldest`, `waiting` or `window`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
}

/// Filters of the inbox under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SavedViewView {
    /// Its id.
    pub id: SavedViewId,
    /// Everybody in the workspace has it; otherwise it is the asking member's own.
    pub shared: bool,
    /// What it is called.
    pub name: String,
    /// Which conversations.
    pub filters: SavedFilters,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl From<store::SavedViewRow> for SavedViewView {
    fn from(row: store::SavedViewRow) -> Self {
        Self {
            id: row.id,
            shared: row.owner_id.is_none(),
            name: row.name,
            // A later version may keep filters this one does not know: it shows everything then.
            filters: serde_json::from_str(&row.filters).unwrap_or_else(|_| SavedFilters {
                view: "all_open".to_owned(),
                ..SavedFilters::default()
            }),
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}
