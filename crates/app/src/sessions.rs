//! Sessions: opening them at sign-in, renewing them with rotating tokens, and ending them.

use std::time::Duration;

use model::{SessionId, Timestamp, UserId};
use serde_json::json;
use store::{Caller, NewSession, SessionRow, SystemTx, Tx};

use crate::actor::Person;
use crate::audit::record_for_user;
use crate::users::active;
use crate::views::{SessionView, UserView};
use crate::{App, Error, Result};

/// Being in use is written down this often at most.
const SEEN_EVERY: Duration = Duration::from_secs(60);
/// Longest user agent kept.
const LONGEST_USER_AGENT: usize = 300;

/// What sessions can be asked.
pub struct Sessions<'a>(&'a App);

/// How a refresh went.
#[derive(Debug)]
pub enum Refreshed {
    /// The session goes on with the next token until `expires_at`.
    Renewed {
        /// Whose it is.
        user: UserView,
        /// When it ends unless it is used.
        expires_at: Timestamp,
    },
    /// The session is over or unknown.
    Ended,
    /// A replaced token came back after its grace: the session was ended now.
    Reused,
}

/// A refresh to try.
#[derive(Debug, Clone)]
pub struct Refresh {
    /// Which session.
    pub session: SessionId,
    /// Hash of the presented token.
    pub presented: [u8; 32],
    /// Hash of its successor.
    pub next: [u8; 32],
    /// How long a replaced token is still answered.
    pub grace: Duration,
    /// How long a session lives without use.
    pub idle: Duration,
    /// How long a session lives at most.
    pub absolute: Duration,
}

impl App {
    /// Sessions.
    #[must_use]
    pub fn sessions(&self) -> Sessions<'_> {
        Sessions(self)
    }
}

impl Sessions<'_> {
    /// Opens a session for a person who proved who they are.
    pub async fn open(&self, person: &Person, session: NewSession) -> Result<UserView> {
        let mut tx = self.0.store().begin().await?;
        let user = open_in(&mut tx, person, session).await?;
        tx.commit().await?;
        Ok(user)
    }

    /// Notes that a session is in use; writes at most once a minute.
    pub async fn seen(&self, caller: &Caller, ip: &str) -> Result<()> {
        if self.0.now().since(caller.last_seen_at) < SEEN_EVERY {
            return Ok(());
        }
        let mut tx = self.0.store().begin().await?;
        tx.system().touch_session(caller.session_id, ip).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Renews a session with its refresh token, and ends it when a replaced token comes back.
    pub async fn refresh(&self, person: &Person, refresh: &Refresh) -> Result<Refreshed> {
        let mut tx = self.0.store().begin().await?;
        let outcome = renew(&mut tx, person, refresh).await?;
        tx.commit().await?;
        Ok(outcome)
    }

    /// Ends one session of a person.
    pub async fn end(&self, person: &Person, user: UserId, session: SessionId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        if !tx.system().revoke_session(user, session, "signed out").await? {
            return Err(Error::not_found("session.not_found", "There is no such session of yours."));
        }
        record_for_user(&mut tx, person, user, "user.signed_out", json!({ "session": session })).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Ends the session of a refresh token, if the token is its current one or the one just replaced. Ending it twice is fine.
    pub async fn sign_out(&self, person: &Person, session: SessionId, presented: &[u8; 32]) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let Some(row) = tx.system().find_session(session).await? else {
            return Ok(());
        };
        let theirs = row.refresh_hash == presented || row.previous_hash.as_deref() == Some(presented);
        if theirs && tx.system().revoke_session(row.user_id, session, "signed out").await? {
            let person = Person {
                user_id: Some(row.user_id),
                session_id: Some(session),
                ..person.clone()
            };
            record_for_user(&mut tx, &person, row.user_id, "user.signed_out", json!({ "session": session })).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Ends every session of a person. Says how many.
    pub async fn end_all(&self, person: &Person, user: UserId) -> Result<u64> {
        let mut tx = self.0.store().begin().await?;
        let ended = tx.system().revoke_sessions(user, None, "signed out everywhere").await?;
        record_for_user(&mut tx, person, user, "user.signed_out", json!({ "sessions_ended": ended })).await?;
        tx.commit().await?;
        Ok(ended)
    }

    /// The sessions of a person that are alive.
    pub async fn list(&self, user: UserId, current: SessionId) -> Result<Vec<SessionView>> {
        let rows = self.0.store().system().list_sessions(user, self.0.now()).await?;
        Ok(rows.into_iter().map(|row| view(row, current)).collect())
    }
}

/// Opens a session inside a transaction that also made the user.
pub(crate) async fn open_in(tx: &mut Tx, person: &Person, session: NewSession) -> Result<UserView> {
    let user_agent = session
        .user_agent
        .chars()
        .filter(|mark| !mark.is_control())
        .take(LONGEST_USER_AGENT)
        .collect();
    let session = NewSession { user_agent, ..session };
    let user = active(tx.system().get_user(session.user_id).await?)?;
    tx.system().create_session(&session).await?;
    let person = Person {
        user_id: Some(user.id),
        session_id: Some(session.id),
        ..person.clone()
    };
    record_for_user(tx, &person, user.id, "user.signed_in", json!({ "session": session.id })).await?;
    Ok(user.into())
}

async fn renew(tx: &mut Tx, person: &Person, refresh: &Refresh) -> Result<Refreshed> {
    let now = tx.now();
    // A second look, since another node may have replaced the token between our reading and our writing.
    for _ in 0..2 {
        let mut system = tx.system();
        let Some(session) = alive(&mut system, refresh.session, now).await? else {
            return Ok(Refreshed::Ended);
        };
        let expires_at = (now + refresh.idle).min(session.created_at + refresh.absolute);
        let user = match active(system.get_user(session.user_id).await?) {
            Ok(user) => UserView::from(user),
            Err(_) => return Ok(Refreshed::Ended),
        };
        if session.refresh_hash == refresh.presented {
            if system
                .rotate_session(session.id, &refresh.presented, &refresh.next, &person.ip, expires_at)
                .await?
            {
                return Ok(Refreshed::Renewed { user, expires_at });
            }
        } else if session.previous_hash.as_deref() == Some(&refresh.presented) && now.since(session.rotated_at) <= refresh.grace {
            return Ok(Refreshed::Renewed {
                user,
                expires_at: session.expires_at,
            });
        } else {
            system.revoke_session(session.user_id, session.id, "refresh token reused").await?;
            let person = Person {
                user_id: Some(session.user_id),
                session_id: Some(session.id),
                ..person.clone()
            };
            record_for_user(tx, &person, session.user_id, "session.reuse_detected", json!({ "session": session.id })).await?;
            tracing::warn!(session.id = %session.id, user.id = %session.user_id, "a replaced refresh token came back: session {} ended", session.id);
            return Ok(Refreshed::Reused);
        }
    }
    Ok(Refreshed::Ended)
}

async fn alive(system: &mut SystemTx<'_>, id: SessionId, now: Timestamp) -> Result<Option<SessionRow>> {
    let session = system.find_session(id).await?;
    Ok(session.filter(|session| session.revoked_at.is_none() && now < session.expires_at))
}

fn view(row: SessionRow, current: SessionId) -> SessionView {
    SessionView {
        current: row.id == current,
        id: row.id,
        user_agent: row.user_agent,
        ip: row.ip,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
    }
}
