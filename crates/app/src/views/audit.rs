//! An entry of the audit log.

use model::{AuditId, Timestamp, UserId};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

/// Who did what to which thing.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditView {
    /// Its id.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: AuditActorView,
    /// What, as `noun.past-verb`.
    #[schema(example = "member.updated")]
    pub action: String,
    /// To what.
    pub target: AuditTarget,
    /// What changed. Never a secret, never a customer's words.
    #[schema(value_type = Object)]
    pub detail: Box<RawValue>,
    /// From where.
    pub ip: String,
    /// Finds the request in the server's log.
    pub request_id: String,
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AuditActorView {
    /// `user`, `system` (PrismWA itself) or `operator` (somebody at the server's command line).
    pub kind: String,
    /// The user.
    pub id: Option<UserId>,
    /// The user's name now.
    pub name: Option<String>,
}

/// What it was done to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AuditTarget {
    /// The kind of thing, such as `member`.
    pub kind: String,
    /// Its id.
    pub id: String,
}

impl TryFrom<store::AuditRow> for AuditView {
    type Error = store::Error;

    fn try_from(row: store::AuditRow) -> Result<Self, store::Error> {
        Ok(Self {
            id: row.id,
            at: row.at,
            actor: AuditActorView {
                kind: row.actor_kind,
                id: row.actor_id,
                name: row.actor_name,
            },
            action: row.action,
            target: AuditTarget {
                kind: row.target_kind,
                id: row.target_id,
            },
            detail: RawValue::from_string(row.detail)?,
            ip: row.ip,
            request_id: row.request_id,
        })
    }
}
