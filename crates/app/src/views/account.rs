//! The signed-in person: who they are, where they are a member, and where they are signed in.

use model::{Role, SessionId, Timestamp, UserId};
use serde::Serialize;
use utoipa::ToSchema;

use super::WorkspaceView;

/// A person who signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UserView {
    /// Their id.
    pub id: UserId,
    /// Their address, in lower case.
    pub email: String,
    /// Their name.
    pub name: String,
    /// May they see what concerns the whole installation?
    pub is_instance_admin: bool,
    /// When they were added.
    pub created_at: Timestamp,
}

impl From<store::UserRow> for UserView {
    fn from(row: store::UserRow) -> Self {
        let store::UserRow {
            id,
            email,
            name,
            is_instance_admin,
            created_at,
            disabled_at: _,
        } = row;
        Self {
            id,
            email,
            name,
            is_instance_admin,
            created_at,
        }
    }
}

/// Everything a console needs to know about who opened it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MeView {
    /// The person.
    pub user: UserView,
    /// The workspaces they are an active member of.
    pub memberships: Vec<MembershipView>,
}

/// A workspace and what the person is there.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MembershipView {
    /// The workspace.
    pub workspace: WorkspaceView,
    /// Their role there.
    pub role: Role,
    /// What the role may do, as `noun:verb`.
    #[schema(example = json!(["conversations:read", "messages:send"]))]
    pub permissions: Vec<&'static str>,
}

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SessionView {
    /// Its id.
    pub id: SessionId,
    /// What the browser called itself. Chosen by the browser: always text.
    pub user_agent: String,
    /// Where it was last.
    pub ip: String,
    /// When it signed in.
    pub created_at: Timestamp,
    /// When it was last noted to be in use; exact to a minute.
    pub last_seen_at: Timestamp,
    /// Is it the one that asks?
    pub current: bool,
}
