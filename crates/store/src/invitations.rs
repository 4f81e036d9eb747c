//! Invitations: links that make somebody a member, kept as hashes.

use model::{InvitationId, Role, Timestamp, UserId, WorkspaceId};

use crate::db::{Connection, execute, fetch_all, fetch_one, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Limit, Page, Result, Workspace, WorkspaceTx};

row! {
    /// An invitation; its token is known only to whom it was given.
    pub struct InvitationRow {
        /// Its id.
        pub id: InvitationId,
        /// For whom, in lower case.
        pub email: String,
        role_word: String,
        /// Who invited.
        pub invited_by: UserId,
        /// When.
        pub created_at: Timestamp,
        /// Until when it works.
        pub expires_at: Timestamp,
        /// When it was accepted.
        pub accepted_at: Option<Timestamp>,
        /// When it was withdrawn.
        pub revoked_at: Option<Timestamp>,
    }
}

impl InvitationRow {
    /// What the invited will be.
    pub fn role(&self) -> Result<Role> {
        Role::parse(&self.role_word).ok_or_else(|| Error::Corrupt {
            column: "invitations.role",
            detail: self.role_word.clone(),
        })
    }
}

/// An invitation to make.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    /// For whom, in lower case.
    pub email: String,
    /// What they will be.
    pub role: Role,
    /// Hash of the token.
    pub token_hash: [u8; 32],
    /// Who invites.
    pub invited_by: UserId,
    /// Until when it works.
    pub expires_at: Timestamp,
}

macro_rules! select_invitation {
    ($rest:literal) => {
        concat!(
            "select id, email, role as role_word, invited_by, created_at, expires_at, accepted_at, revoked_at from invitations ",
            $rest
        )
    };
}

reads! {
    /// The invitation with a token of this hash.
    fn find_invitation_by_token(token_hash: &[u8; 32]) -> Option<InvitationRow> = find_by_token;
}

async fn find_by_token(connection: &mut Connection<'_>, workspace_id: WorkspaceId, token_hash: &[u8; 32]) -> Result<Option<InvitationRow>> {
    fetch_optional!(
        connection,
        InvitationRow,
        select_invitation!("where workspace_id = $1 and token_hash = $2"),
        workspace_id,
        token_hash.as_slice()
    )
}

impl Workspace<'_> {
    /// The invitations, newest first.
    pub async fn list_invitations(&self, limit: Limit, cursor: Option<&str>) -> Result<Page<InvitationRow>> {
        const TAG: &str = "invitations";
        let (before,): (Option<InvitationId>,) = match cursor {
            Some(cursor) => self.decode_cursor(TAG, cursor)?,
            None => (None,),
        };
        let rows = fetch_all!(
            self,
            InvitationRow,
            select_invitation!("where workspace_id = $1 and ($2 is null or id < $2) order by id desc limit $3"),
            self.id(),
            before,
            limit.fetch()
        )?;
        Ok(Page::cut(rows, limit, |last| self.encode_cursor(TAG, &(Some(last.id),))))
    }
}

impl WorkspaceTx<'_> {
    /// Adds an invitation.
    pub async fn create_invitation(&mut self, invitation: &NewInvitation) -> Result<InvitationRow> {
        let (workspace_id, id, now) = (self.id(), InvitationId::new(), self.now());
        fetch_one!(
            self,
            InvitationRow,
            "insert into invitations (workspace_id, id, email, role, token_hash, invited_by, created_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             returning id, email, role as role_word, invited_by, created_at, expires_at, accepted_at, revoked_at",
            workspace_id,
            id,
            &invitation.email,
            invitation.role.as_str(),
            invitation.token_hash.as_slice(),
            invitation.invited_by,
            now,
            invitation.expires_at
        )
    }

    /// One invitation, as this transaction sees it.
    pub async fn get_invitation(&mut self, id: InvitationId) -> Result<InvitationRow> {
        let workspace_id = self.id();
        fetch_optional!(
            self,
            InvitationRow,
            select_invitation!("where workspace_id = $1 and id = $2"),
            workspace_id,
            id
        )?
        .ok_or(Error::NotFound("invitation"))
    }

    /// Uses an invitation up. False when it was used or withdrawn before, or is too old.
    pub async fn accept_invitation(&mut self, id: InvitationId, user: UserId) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update invitations set accepted_at = $3, accepted_by = $4
              where workspace_id = $1 and id = $2 and accepted_at is null and revoked_at is null and expires_at > $3",
            workspace_id,
            id,
            now,
            user
        )?;
        Ok(changed == 1)
    }

    /// Withdraws an invitation. False when it was used or withdrawn before.
    pub async fn revoke_invitation(&mut self, id: InvitationId) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update invitations set revoked_at = $3 where workspace_id = $1 and id = $2 and accepted_at is null and revoked_at is null",
            workspace_id,
            id,
            now
        )?;
        Ok(changed == 1)
    }

    /// Withdraws the open invitations for this address: a new one replaces them. Says how many.
    pub async fn revoke_invitations_for(&mut self, email: &str) -> Result<u64> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update invitations set revoked_at = $3 where workspace_id = $1 and email = $2 and accepted_at is null and revoked_at is null",
            workspace_id,
            email,
            now
        )
    }
}
