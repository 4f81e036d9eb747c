//! How an attempt ends in the database: accepted, failed, queued again, or unknown until a status tells.

use std::time::Duration;

use model::{ChannelId, MessageId, MessageStatus, Timestamp};

use super::attempts::{AttemptEnd, AttemptOutcome};
use crate::db::{build_execute, execute, fetch_all, fetch_optional};
use crate::secrets::sha256;
use crate::{Result, WorkspaceTx};

/// What became of a settling write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// It is recorded.
    Done,
    /// The lease had gone to somebody else, or a status had settled it before: nothing was written.
    Stale,
}

impl WorkspaceTx<'_> {
    /// Keeps the answer to a send and reports about it apart, until the end of this transaction. A report without the text that names the attempt (a `failed`
    /// one may lack it) looks for its message by the wamid, which the answer only brings: whichever of the two comes second then sees what the first wrote.
    ///
    /// Before any row is locked. A SQLite file has one writer anyway.
    pub async fn meet_answers(&mut self, wamids: &[(ChannelId, &str)]) -> Result<()> {
        if !self.store().is_shared() || wamids.is_empty() {
            return Ok(());
        }
        // One order for everybody, so that two who wait for each other's cannot be.
        let mut keys: Vec<i64> = wamids.iter().map(|(channel, wamid)| meeting_point(*channel, wamid)).collect();
        keys.sort_unstable();
        keys.dedup();
        build_execute!(self, |query| {
            query.push("with points (key) as (");
            query.push_values(keys, |mut values, key| {
                values.push_bind(key);
            });
            query.push(") select pg_advisory_xact_lock(key) from (select key from points order by key) ordered");
        })?;
        Ok(())
    }

    /// Meta took the message under `wamid`. Statuses that came before this answer take effect now.
    pub async fn accept_outbound(&mut self, id: MessageId, lease_token: i64, attempt: i64, channel_id: ChannelId, wamid: &str) -> Result<Settled> {
        let (workspace_id, now) = (self.id(), self.now());
        self.meet_answers(&[(channel_id, wamid)]).await?;
        self.close_attempt(
            id,
            attempt,
            AttemptEnd {
                outcome: AttemptOutcome::Accepted,
                http_status: Some(200),
                error: None,
                wamid: Some(wamid),
                at: now,
            },
        )
        .await?;
        // `unknown` too: the lease may have ended while the answer was on its way, and an answer is an answer.
        let held = execute!(
            self,
            "update outbox set state = 'accepted', settled_at = $4, unknown_since = null
              where workspace_id = $1 and message_id = $2
                and (state = 'unknown' or (state = 'dispatching' and lease_token = $3))",
            workspace_id,
            id,
            lease_token,
            now
        )?;
        if held == 0 {
            return Ok(Settled::Stale);
        }
        self.adopt_wamid(id, channel_id, wamid).await?;
        Ok(Settled::Done)
    }

    /// A status named an attempt of ours whose answer we never got: it is accepted after all. Gives the message it was, if it is one of this channel.
    pub async fn accept_by_opaque(&mut self, channel_id: ChannelId, opaque_with_attempt: &str, wamid: &str) -> Result<Option<MessageId>> {
        let Some((opaque, _attempt)) = opaque_with_attempt.rsplit_once('.') else {
            return Ok(None);
        };
        let (workspace_id, now) = (self.id(), self.now());
        let found: Option<(MessageId,)> = fetch_optional!(
            self,
            (MessageId,),
            "update outbox set state = 'accepted', settled_at = $4, unknown_since = null, lease_token = lease_token + 1
              where workspace_id = $1 and channel_id = $2 and opaque = $3 and state in ('dispatching', 'unknown', 'held')
             returning message_id",
            workspace_id,
            channel_id,
            opaque,
            now
        )?;
        let Some((id,)) = found else {
            return self.note_duplicate(channel_id, opaque, opaque_with_attempt, wamid).await;
        };
        execute!(
            self,
            "update outbox_attempts set outcome = 'accepted', wamid = $4, finished_at = coalesce(finished_at, $5)
              where workspace_id = $1 and message_id = $2 and opaque = $3",
            workspace_id,
            id,
            opaque_with_attempt,
            wamid,
            now
        )?;
        self.adopt_wamid(id, channel_id, wamid).await?;
        Ok(Some(id))
    }

    /// Another attempt of a message that is accepted already turns out to have gone, too: the contact has it twice, and the thread says so.
    async fn note_duplicate(&mut self, channel_id: ChannelId, opaque: &str, opaque_with_attempt: &str, wamid: &str) -> Result<Option<MessageId>> {
        let (workspace_id, now) = (self.id(), self.now());
        let found: Option<(MessageId,)> = fetch_optional!(
            self,
            (MessageId,),
            "update outbox_attempts set outcome = 'accepted', wamid = $4, finished_at = coalesce(finished_at, $6)
              where workspace_id = $1 and opaque = $5 and wamid is null
                and message_id = (select message_id from outbox
                                   where workspace_id = $1 and channel_id = $2 and opaque = $3 and state in ('accepted', 'queued', 'failed'))
             returning message_id",
            workspace_id,
            channel_id,
            opaque,
            wamid,
            opaque_with_attempt,
            now
        )?;
        let Some((id,)) = found else { return Ok(None) };
        execute!(
            self,
            "update messages set duplicated_at = coalesce(duplicated_at, $4)
              where workspace_id = $1 and id = $2 and wamid is not null and wamid <> $3",
            workspace_id,
            id,
            wamid,
            now
        )?;
        Ok(Some(id))
    }

    /// Meta refused it, or the policy did: it will not go.
    pub async fn fail_outbound(
        &mut self,
        id: MessageId,
        lease_token: i64,
        attempt: Option<i64>,
        http_status: Option<i64>,
        error: &str,
    ) -> Result<Settled> {
        let (workspace_id, now) = (self.id(), self.now());
        if let Some(attempt) = attempt {
            self.close_attempt(
                id,
                attempt,
                AttemptEnd {
                    outcome: AttemptOutcome::Failed,
                    http_status,
                    error: Some(error),
                    wamid: None,
                    at: now,
                },
            )
            .await?;
        }
        let held = execute!(
            self,
            "update outbox set state = 'failed', settled_at = $4, last_error = $5
              where workspace_id = $1 and message_id = $2 and lease_token = $3 and state in ('queued', 'dispatching')",
            workspace_id,
            id,
            lease_token,
            now,
            error
        )?;
        if held == 0 {
            return Ok(Settled::Stale);
        }
        self.set_outbound_status(id, MessageStatus::Failed, Some(error)).await?;
        Ok(Settled::Done)
    }

    /// A message that could not even be tried, just created: it stands in the thread with the reason, and the contact's wait goes on.
    pub async fn fail_new_outbound(&mut self, id: MessageId, error: &str) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update outbox set state = 'failed', settled_at = $3, last_error = $4 where workspace_id = $1 and message_id = $2 and state = 'queued'",
            workspace_id,
            id,
            now,
            error
        )?;
        execute!(
            self,
            "update conversations set waiting_since = (select waiting_before from outbox where workspace_id = $1 and message_id = $2)
              where workspace_id = $1 and id = (select conversation_id from outbox where workspace_id = $1 and message_id = $2)",
            workspace_id,
            id
        )?;
        self.set_outbound_status(id, MessageStatus::Failed, Some(error)).await
    }

    /// It certainly did not go, or Meta said "later": back to the queue after `delay`.
    pub async fn postpone_outbound(
        &mut self,
        id: MessageId,
        lease_token: i64,
        attempt: Option<i64>,
        http_status: Option<i64>,
        error: &str,
        delay: Duration,
    ) -> Result<Settled> {
        let (workspace_id, now) = (self.id(), self.now());
        if let Some(attempt) = attempt {
            self.close_attempt(
                id,
                attempt,
                AttemptEnd {
                    outcome: AttemptOutcome::Requeued,
                    http_status,
                    error: Some(error),
                    wamid: None,
                    at: now,
                },
            )
            .await?;
        }
        let held = execute!(
            self,
            "update outbox set state = 'queued', next_attempt_at = $4, lease_until = 0, last_error = $5
              where workspace_id = $1 and message_id = $2 and lease_token = $3 and state in ('queued', 'dispatching')",
            workspace_id,
            id,
            lease_token,
            now + delay,
            error
        )?;
        if held == 0 {
            return Ok(Settled::Stale);
        }
        self.set_outbound_status(id, MessageStatus::Queued, Some(error)).await?;
        Ok(Settled::Done)
    }

    /// It left, and the answer got lost.
    pub async fn lose_outbound(&mut self, id: MessageId, lease_token: i64, attempt: i64, http_status: Option<i64>, error: &str) -> Result<Settled> {
        let (workspace_id, now) = (self.id(), self.now());
        self.close_attempt(
            id,
            attempt,
            AttemptEnd {
                outcome: AttemptOutcome::Unknown,
                http_status,
                error: Some(error),
                wamid: None,
                at: now,
            },
        )
        .await?;
        let held = execute!(
            self,
            "update outbox set state = 'unknown', unknown_since = $4, last_error = $5
              where workspace_id = $1 and message_id = $2 and lease_token = $3 and state = 'dispatching'",
            workspace_id,
            id,
            lease_token,
            now,
            error
        )?;
        if held == 0 {
            return Ok(Settled::Stale);
        }
        self.set_outbound_status(id, MessageStatus::Unknown, Some(error)).await?;
        Ok(Settled::Done)
    }

    /// The worker vanished after "about to post" (`expire_dispatching` found it): close its attempt and show the doubt.
    pub async fn note_vanished(&mut self, id: MessageId, attempt: i64, error: &str) -> Result<()> {
        let at = self.now();
        self.close_attempt(
            id,
            attempt,
            AttemptEnd {
                outcome: AttemptOutcome::Unknown,
                http_status: None,
                error: Some(error),
                wamid: None,
                at,
            },
        )
        .await?;
        self.set_outbound_status(id, MessageStatus::Unknown, Some(error)).await
    }

    /// An unknown message that nothing confirmed in time: it stays where it is and waits for a person.
    pub async fn hold_outbound(&mut self, id: MessageId) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let touched = execute!(
            self,
            "update outbox set state = 'held', settled_at = $3 where workspace_id = $1 and message_id = $2 and state = 'unknown'",
            workspace_id,
            id,
            now
        )?;
        Ok(touched > 0)
    }

    /// A person says that an unknown message did arrive.
    pub async fn mark_outbound_sent(&mut self, id: MessageId) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let touched = execute!(
            self,
            "update outbox set state = 'accepted', settled_at = $3, unknown_since = null
              where workspace_id = $1 and message_id = $2 and state in ('unknown', 'held')",
            workspace_id,
            id,
            now
        )?;
        if touched == 0 {
            return Ok(false);
        }
        self.set_outbound_status(id, MessageStatus::Accepted, None).await?;
        Ok(true)
    }

    /// Sets what our own side knows; Meta's reports go through `MessageStatus::advance` instead.
    pub async fn set_outbound_status(&mut self, id: MessageId, status: MessageStatus, error: Option<&str>) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update messages set status = $3, status_at = $4, error = $5 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            status.as_str(),
            now,
            error
        )?;
        self.mirror_last_status(id).await
    }

    /// Gives the message its wamid and lets statuses that came first take effect.
    async fn adopt_wamid(&mut self, id: MessageId, channel_id: ChannelId, wamid: &str) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        // A history chunk or an echo may have brought the same message before our answer: ours is the one with the whole story.
        let doubled: Vec<(model::ConversationId,)> = fetch_all!(
            self,
            (model::ConversationId,),
            "delete from messages where workspace_id = $1 and channel_id = $2 and wamid = $3 and id <> $4 returning conversation_id",
            workspace_id,
            channel_id,
            wamid,
            id
        )?;
        let reports: Vec<(String, Timestamp, Option<String>, Option<String>)> = fetch_all!(
            self,
            (String, Timestamp, Option<String>, Option<String>),
            "update message_statuses set message_id = $4
              where workspace_id = $1 and channel_id = $2 and wamid = $3
             returning status, at, error, pricing",
            workspace_id,
            channel_id,
            wamid,
            id
        )?;
        let mut status = MessageStatus::Accepted;
        let mut status_at = now;
        let mut error = None;
        let mut pricing = None;
        for (word, at, report_error, report_pricing) in reports {
            let Some(news) = MessageStatus::parse(&word) else { continue };
            if status.advance(news) != status {
                (status, status_at) = (news, at);
            }
            if news == MessageStatus::Failed {
                error = report_error;
            }
            pricing = pricing.or(report_pricing);
        }
        if status != MessageStatus::Failed {
            error = None;
        }
        execute!(
            self,
            "update messages set wamid = $3, status = $4, status_at = $5, error = $6, pricing = coalesce(pricing, $7)
              where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            wamid,
            status.as_str(),
            status_at,
            error,
            pricing
        )?;
        for (conversation,) in doubled {
            self.show_last_message(conversation).await?;
        }
        self.mirror_last_status(id).await
    }
}

/// Where everybody who has to do with this wamid meets: half of a hash, so that two wamids that share one only wait for each other.
fn meeting_point(channel_id: ChannelId, wamid: &str) -> i64 {
    let hash = sha256(&[channel_id.uuid().as_bytes().as_slice(), wamid.as_bytes()].concat());
    i64::from_be_bytes(hash[..8].try_into().expect("a hash is longer than eight bytes"))
}
