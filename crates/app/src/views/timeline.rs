//! One thing that happened with a contact.

use model::{AuditId, Timestamp, UserId};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

/// One thing that happened with a contact or its conversation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimelineView {
    /// The entry of the audit log.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// What, as `noun.past-verb`.
    #[schema(example = "conversation.closed")]
    pub action: String,
    /// `user`, `api_key`, `system` or `operator`.
    pub actor_kind: String,
    /// The user.
    pub actor_id: Option<UserId>,
    /// The user's name now.
    pub actor_name: Option<String>,
    /// What changed. Never a secret, never a customer's words.
    #[schema(value_type = Object)]
    pub detail: Box<RawValue>,
}

impl From<store::TimelineRow> for TimelineView {
    fn from(row: store::TimelineRow) -> Self {
        Self {
            id: row.id,
            at: row.at,
            action: row.action,
            actor_kind: row.actor_kind,
            actor_id: row.actor_id,
            actor_name: row.actor_name,
            detail: super::raw(row.detail),
        }
    }
}
