//! A tenant, who is in it, and who was invited.

use model::{InvitationId, Role, Timestamp, UserId, WorkspaceId, WorkspaceSettings};
use serde::Serialize;
use utoipa::ToSchema;

/// One tenant.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WorkspaceView {
    /// Its id.
    pub id: WorkspaceId,
    /// Its name.
    pub name: String,
    /// An IANA time zone, for business hours and reports.
    #[schema(example = "Europe/Madrid")]
    pub time_zone: String,
    /// Its policies.
    pub settings: WorkspaceSettings,
    /// The number of its newest event.
    pub event_seq: i64,
    /// Send it back in `If-Match` to change the workspace.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

impl From<store::WorkspaceRow> for WorkspaceView {
    fn from(row: store::WorkspaceRow) -> Self {
        Self {
            settings: row.settings(),
            id: row.id,
            name: row.name,
            time_zone: row.time_zone,
            event_seq: row.event_seq,
            version: row.version,
            created_at: row.created_at,
        }
    }
}

/// A user in a workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MemberView {
    /// The user.
    pub user_id: UserId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What they are.
    pub role: Role,
    /// Can they do nothing here at the moment?
    pub disabled: bool,
    /// Do they have the console open now? Always false in events.
    pub online: bool,
    /// When they joined.
    pub created_at: Timestamp,
    /// Do they sign in with a second factor?
    pub second_factor: bool,
}

impl TryFrom<store::MemberRow> for MemberView {
    type Error = store::Error;

    fn try_from(row: store::MemberRow) -> Result<Self, store::Error> {
        let (role, disabled) = (row.role()?, row.is_disabled());
        Ok(Self {
            user_id: row.user_id,
            name: row.name,
            email: row.email,
            role,
            disabled,
            online: false,
            second_factor: row.has_second_factor,
            created_at: row.created_at,
        })
    }
}

/// An invitation to join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct InvitationView {
    /// Its id.
    pub id: InvitationId,
    /// For whom.
    pub email: String,
    /// What they will be.
    pub role: Role,
    /// Who invited.
    pub invited_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// Until when the link works.
    pub expires_at: Timestamp,
    /// When it was accepted.
    pub accepted_at: Option<Timestamp>,
    /// When it was withdrawn.
    pub revoked_at: Option<Timestamp>,
}

impl TryFrom<store::InvitationRow> for InvitationView {
    type Error = store::Error;

    fn try_from(row: store::InvitationRow) -> Result<Self, store::Error> {
        let role = row.role()?;
        Ok(Self {
            id: row.id,
            email: row.email,
            role,
            invited_by: row.invited_by,
            created_at: row.created_at,
            expires_at: row.expires_at,
            accepted_at: row.accepted_at,
            revoked_at: row.revoked_at,
        })
    }
}
