//! A key that a program signs in with; never its secret.

use model::{ApiKeyId, Permission, Timestamp, UserId};
use serde::Serialize;
use utoipa::ToSchema;

/// Does a key work?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApiKeyState {
    /// It works.
    Active,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked,
}

/// A key that a program signs in with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ApiKeyView {
    /// Its id.
    pub id: ApiKeyId,
    /// What it is for, in the team's words.
    pub name: String,
    /// The last four characters of the key.
    pub hint: String,
    /// What it may do, as long as its maker may.
    pub scopes: Vec<Permission>,
    /// Does it work?
    pub state: ApiKeyState,
    /// Who made it.
    pub created_by: UserId,
    /// Their name now.
    pub created_by_name: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it works; `null`: until it is taken back.
    pub expires_at: Option<Timestamp>,
    /// When it was last used; exact to a minute.
    pub last_used_at: Option<Timestamp>,
    /// From where it was last used.
    pub last_used_ip: Option<String>,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
}

impl ApiKeyView {
    /// As it is at `now`.
    #[must_use]
    pub fn of(row: store::ApiKeyRow, now: Timestamp) -> Self {
        let state = match (row.revoked_at, row.expires_at) {
            (Some(_), _) => ApiKeyState::Revoked,
            (None, Some(expires_at)) if expires_at <= now => ApiKeyState::Expired,
            (None, _) => ApiKeyState::Active,
        };
        Self {
            id: row.id,
            name: row.name,
            hint: row.hint,
            scopes: row.scopes.split_whitespace().filter_map(Permission::parse).collect(),
            state,
            created_by: row.created_by,
            created_by_name: row.created_by_name,
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
            last_used_ip: Some(row.last_used_ip).filter(|ip| !ip.is_empty()),
            revoked_at: row.revoked_at,
        }
    }
}
