//! Attempts: the record made before a call to Meta leaves, and closed by its answer.

use model::{MessageId, Timestamp};

use crate::db::execute;
use crate::{Result, WorkspaceTx};

/// How a call to Meta ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttemptOutcome {
    /// Meta took it.
    Accepted,
    /// Meta refused it for good.
    Failed,
    /// Not sent, or refused for now: it goes again later.
    Requeued,
    /// It left, and the answer got lost.
    Unknown,
}

impl AttemptOutcome {
    /// The database's word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Failed => "failed",
            Self::Requeued => "requeued",
            Self::Unknown => "unknown",
        }
    }
}

impl WorkspaceTx<'_> {
    /// Records that attempt `attempt` is about to leave. `false`: the lease is gone, do not send.
    pub async fn start_attempt(&mut self, id: MessageId, lease_token: i64, attempt: i64, opaque: &str) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let held = execute!(
            self,
            "update outbox set state = 'dispatching', attempt = $4
              where workspace_id = $1 and message_id = $2 and lease_token = $3 and state = 'queued'",
            workspace_id,
            id,
            lease_token,
            attempt
        )?;
        if held == 0 {
            return Ok(false);
        }
        execute!(
            self,
            "insert into outbox_attempts (workspace_id, message_id, attempt, opaque, outcome, started_at, policy_window_expires_at,
                                          policy_opted_out_at, policy_blocked_at)
             select $1, $2, $3, $4, 'dispatching', $5, thread.window_expires_at, contact.opted_out_at, contact.blocked_at
               from outbox
               join conversations thread on thread.workspace_id = $1 and thread.id = outbox.conversation_id
               join contacts contact on contact.workspace_id = $1 and contact.id = thread.contact_id
              where outbox.workspace_id = $1 and outbox.message_id = $2",
            workspace_id,
            id,
            attempt,
            opaque,
            now
        )?;
        execute!(
            self,
            "update messages set status = 'sending', status_at = $3 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            now
        )?;
        Ok(true)
    }

    pub(super) async fn close_attempt(&mut self, id: MessageId, attempt: i64, end: AttemptEnd<'_>) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "update outbox_attempts set outcome = $4, http_status = $5, error = $6, wamid = $7, finished_at = $8
              where workspace_id = $1 and message_id = $2 and attempt = $3",
            workspace_id,
            id,
            attempt,
            end.outcome.as_str(),
            end.http_status,
            end.error,
            end.wamid,
            end.at
        )?;
        Ok(())
    }
}

pub(super) struct AttemptEnd<'a> {
    pub(super) outcome: AttemptOutcome,
    pub(super) http_status: Option<i64>,
    pub(super) error: Option<&'a str>,
    pub(super) wamid: Option<&'a str>,
    pub(super) at: Timestamp,
}
