//! Sessions: signed-in browsers, their rotating refresh tokens (as hashes), and the one query that says who asks.

use model::{Role, SessionId, Timestamp, UserId, WorkspaceId};

use crate::db::{execute, fetch_all, fetch_optional, row};
use crate::{Result, Store, System, SystemTx};

row! {
    /// Who asks: session, user and membership of the asked workspace together.
    pub struct Caller {
        /// The session.
        pub session_id: SessionId,
        /// When it ends unless it is used.
        pub expires_at: Timestamp,
        /// When it was ended.
        pub revoked_at: Option<Timestamp>,
        /// When it was last noted to be in use.
        pub last_seen_at: Timestamp,
        /// The user.
        pub user_id: UserId,
        /// Their address.
        pub email: String,
        /// Their name.
        pub name: String,
        /// May they see what concerns the whole installation?
        pub is_instance_admin: bool,
        /// Since when they cannot sign in.
        pub user_disabled_at: Option<Timestamp>,
        /// Their role in the asked workspace; a word of `Role`.
        pub role_word: Option<String>,
        /// Since when the membership is disabled.
        pub member_disabled_at: Option<Timestamp>,
        /// Do they prove who they are with a second factor?
        pub has_second_factor: bool,
        /// Does the asked workspace let nobody in without one?
        pub needs_second_factor: Option<bool>,
    }
}

impl Caller {
    /// What they are in the asked workspace; nothing for strangers.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        self.role_word.as_deref().and_then(Role::parse)
    }

    /// Neither ended nor over at `now`.
    #[must_use]
    pub fn is_session_alive(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

row! {
    /// A signed-in browser.
    pub struct SessionRow {
        /// Its id.
        pub id: SessionId,
        /// Who.
        pub user_id: UserId,
        /// Hash of the refresh token that is good now.
        pub refresh_hash: Vec<u8>,
        /// Hash of the one before.
        pub previous_hash: Option<Vec<u8>>,
        /// When the one before was replaced.
        pub rotated_at: Timestamp,
        /// What the browser called itself.
        pub user_agent: String,
        /// Where it was last.
        pub ip: String,
        /// When it signed in.
        pub created_at: Timestamp,
        /// When it was last noted to be in use.
        pub last_seen_at: Timestamp,
        /// When it ends unless it is used.
        pub expires_at: Timestamp,
        /// When it was ended.
        pub revoked_at: Option<Timestamp>,
    }
}

/// A browser that signs in.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// Who.
    pub user_id: UserId,
    /// Hash of its first refresh token.
    pub refresh_hash: [u8; 32],
    /// What the browser calls itself.
    pub user_agent: String,
    /// Where it is.
    pub ip: String,
    /// When it ends unless it is used.
    pub expires_at: Timestamp,
}

macro_rules! select_session {
    ($rest:literal) => {
        concat!(
            "select id, user_id, refresh_hash, previous_hash, rotated_at, user_agent, ip, created_at, last_seen_at, expires_at, revoked_at
               from sessions ",
            $rest
        )
    };
}

impl System<'_> {
    /// Who this session belongs to, and what they are in `workspace`. A deleted workspace has no members.
    pub async fn find_caller(&self, session: SessionId, workspace: Option<WorkspaceId>) -> Result<Option<Caller>> {
        fetch_optional!(
            self,
            Caller,
            "select session.id as session_id, session.expires_at, session.revoked_at, session.last_seen_at,
                    account.id as user_id, account.email, account.name, account.is_instance_admin, account.disabled_at as user_disabled_at,
                    member.role as role_word, member.disabled_at as member_disabled_at,
                    exists (select 1 from second_factors factor where factor.user_id = account.id and factor.confirmed_at is not null) as has_second_factor,
                    (select require_second_factor from workspaces where id = $2) as needs_second_factor
               from sessions session
               join users account on account.id = session.user_id
               left join memberships member
                 on member.workspace_id = $2 and member.user_id = session.user_id
                and exists (select 1 from workspaces where id = member.workspace_id and deleted_at is null)
              where session.id = $1",
            session,
            workspace
        )
    }

    /// The sessions of a user that are alive at `now`, the one used last first.
    pub async fn list_sessions(&self, user: UserId, now: Timestamp) -> Result<Vec<SessionRow>> {
        fetch_all!(
            self,
            SessionRow,
            select_session!("where user_id = $1 and revoked_at is null and expires_at > $2 order by last_seen_at desc, id desc limit 200"),
            user,
            now
        )
    }
}

impl SystemTx<'_> {
    /// Adds a signed-in browser.
    pub async fn create_session(&mut self, session: &NewSession) -> Result<()> {
        let now = self.now();
        execute!(
            self,
            "insert into sessions (id, user_id, refresh_hash, rotated_at, user_agent, ip, created_at, last_seen_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $4, $4, $7)",
            session.id,
            session.user_id,
            session.refresh_hash.as_slice(),
            now,
            &session.user_agent,
            &session.ip,
            session.expires_at
        )?;
        Ok(())
    }

    /// One session, as this transaction sees it.
    pub async fn find_session(&mut self, id: SessionId) -> Result<Option<SessionRow>> {
        fetch_optional!(self, SessionRow, select_session!("where id = $1"), id)
    }

    /// Replaces the refresh token, if `current` is still the good one. False when somebody else was faster.
    pub async fn rotate_session(&mut self, id: SessionId, current: &[u8; 32], next: &[u8; 32], ip: &str, expires_at: Timestamp) -> Result<bool> {
        let now = self.now();
        let changed = execute!(
            self,
            "update sessions
                set refresh_hash = $3, previous_hash = $2, rotated_at = $4, last_seen_at = $4, ip = $5, expires_at = $6
              where id = $1 and refresh_hash = $2 and revoked_at is null",
            id,
            current.as_slice(),
            next.as_slice(),
            now,
            ip,
            expires_at
        )?;
        Ok(changed == 1)
    }

    /// Notes that a session is in use.
    pub async fn touch_session(&mut self, id: SessionId, ip: &str) -> Result<()> {
        let now = self.now();
        execute!(
            self,
            "update sessions set last_seen_at = $2, ip = $3 where id = $1 and last_seen_at < $2",
            id,
            now,
            ip
        )?;
        Ok(())
    }

    /// Ends a session of this user. False when it is not theirs or was ended before.
    pub async fn revoke_session(&mut self, user: UserId, id: SessionId, reason: &str) -> Result<bool> {
        let now = self.now();
        let changed = execute!(
            self,
            "update sessions set revoked_at = $3, revoke_reason = $4 where user_id = $1 and id = $2 and revoked_at is null",
            user,
            id,
            now,
            reason
        )?;
        Ok(changed == 1)
    }

    /// Ends every session of this user but `keep`. Says how many.
    pub async fn revoke_sessions(&mut self, user: UserId, keep: Option<SessionId>, reason: &str) -> Result<u64> {
        let now = self.now();
        execute!(
            self,
            "update sessions set revoked_at = $3, revoke_reason = $4
              where user_id = $1 and ($2 is null or id <> $2) and revoked_at is null",
            user,
            keep,
            now,
            reason
        )
    }

    /// Ends every session of everyone (after a restore). Says how many.
    pub async fn revoke_all_sessions(&mut self, reason: &str) -> Result<u64> {
        let now = self.now();
        execute!(
            self,
            "update sessions set revoked_at = $1, revoke_reason = $2 where revoked_at is null",
            now,
            reason
        )
    }
}

impl Store {
    /// Forgets sessions that ended before `before`. Says how many.
    pub async fn delete_ended_sessions(&self, before: Timestamp) -> Result<u64> {
        let mut tx = self.begin().await?;
        let deleted = execute!(tx, "delete from sessions where expires_at < $1 or revoked_at < $1", before)?;
        tx.commit().await?;
        Ok(deleted)
    }
}
