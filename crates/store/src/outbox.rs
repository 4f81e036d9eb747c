//! The outbox: messages that were decided but that Meta has not answered for yet, and every attempt made for them.
//!
//! `queued` → (lease) → `dispatching` → `accepted`, `failed`, `unknown`, or `queued` again. Every write of a worker names its lease token:
//! zero rows touched means that the lease went to somebody else, and the work is dropped.
//! On the wire an attempt is named `<opaque>.<attempt>` (`biz_opaque_callback_data`), random and without meaning; Meta repeats it in each status.

use std::time::Duration;

use model::{ChannelId, ConversationId, MediaId, MessageId, Timestamp, UserId, WorkspaceId};

use crate::db::{execute, fetch_all, fetch_optional, row};
use crate::{Error, Result, System, SystemTx, WorkspaceTx};

mod attempts;
mod claim;
mod facts;
mod pace;
mod reaction;
mod scheduled;
mod settle;
mod undo;

pub use attempts::AttemptOutcome;
pub use claim::Claimed;
pub use facts::{OutboundMessage, SendFacts};
pub use pace::ChannelPace;
pub use scheduled::{NewScheduled, ScheduledChange, ScheduledRow};
pub use settle::Settled;
pub use undo::Undone;

/// A message to send.
#[derive(Debug, Clone)]
pub struct NewOutbound {
    /// Made by the caller, often by the client: it is the idempotency key.
    pub id: MessageId,
    /// The number it leaves from.
    pub channel_id: ChannelId,
    /// The thread.
    pub conversation_id: ConversationId,
    /// `agent`, `flow` or `api`.
    pub author_kind: &'static str,
    /// The member who wrote it.
    pub author_id: Option<UserId>,
    /// WhatsApp's word for the kind.
    pub kind: String,
    /// The kind's own object, JSON.
    pub content: String,
    /// One line of it.
    pub preview: String,
    /// The quoted message.
    pub reply_to_wamid: Option<String>,
    /// The file it carries.
    pub media_id: Option<MediaId>,
    /// How long the phone shows "typing" before it.
    pub typing_pause: Duration,
    /// Random text that names it to Meta.
    pub opaque: String,
    /// A person wrote in spite of the contact's opt-out, with a reason.
    pub opt_out_overridden: bool,
    /// Whose turn comes first when the number is short of them.
    pub priority: Priority,
    /// How long it can be taken back before it leaves.
    pub undo_for: Duration,
    /// The pen's epoch under which automation decided it: after people took the pen it does not leave. Nothing for what people write.
    pub holder_epoch: Option<i64>,
}

/// Whose message takes its turn first at a number that has more to send than it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// A person wrote it, here or through the API.
    Person = 0,
    /// A flow answers.
    Automation = 1,
    /// One of many.
    Broadcast = 2,
}

row! {
    /// A message of ours that exists already.
    pub struct ExistingOutbound {
        /// The thread.
        pub conversation_id: ConversationId,
        /// `inbound` or `outbound`.
        pub direction: String,
        /// WhatsApp's word for the kind.
        pub kind: String,
        /// The kind's own object, JSON.
        pub content: String,
        /// How far it has come.
        pub status: String,
        /// Meta's id of it.
        pub wamid: Option<String>,
    }
}

row! {
    /// An outbox row this worker holds the lease of.
    pub struct ClaimedOutbound {
        /// The tenant.
        pub workspace_id: WorkspaceId,
        /// The message.
        pub message_id: MessageId,
        /// The number it leaves from.
        pub channel_id: ChannelId,
        /// The thread.
        pub conversation_id: ConversationId,
        /// Names the lease in every write.
        pub lease_token: i64,
        /// How many attempts were made before.
        pub attempt: i64,
        /// Random text that names it to Meta.
        pub opaque: String,
        /// How long the phone shows "typing" before it.
        pub typing_pause_ms: i64,
        /// When it was queued.
        pub created_at: Timestamp,
    }
}

row! {
    /// An outbox row whose answer is missing.
    pub struct UnsettledOutbound {
        /// The tenant.
        pub workspace_id: WorkspaceId,
        /// The message.
        pub message_id: MessageId,
        /// The thread.
        pub conversation_id: ConversationId,
        /// The attempt nobody knows the end of.
        pub attempt: i64,
        /// Since when nobody knows.
        pub unknown_since: Option<Timestamp>,
    }
}

impl WorkspaceTx<'_> {
    /// The message with this id, if the workspace has it, whichever way it went.
    pub async fn find_outbound(&mut self, id: MessageId) -> Result<Option<ExistingOutbound>> {
        let workspace_id = self.id();
        fetch_optional!(
            self,
            ExistingOutbound,
            "select conversation_id, direction, kind, content, status, wamid from messages where workspace_id = $1 and id = $2",
            workspace_id,
            id
        )
    }

    /// Stores a message and queues it; the thread's last message, holder and waiting time follow. [`Error::Duplicate`] when the id is taken.
    pub async fn create_outbound(&mut self, message: &NewOutbound) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let undo_until = (!message.undo_for.is_zero()).then(|| now + message.undo_for);
        execute!(
            self,
            "insert into messages (workspace_id, id, channel_id, conversation_id, direction, author_kind, author_id, kind, content, preview,
                                   reply_to_wamid, media_id, status, status_at, sent_at, created_at, undo_until)
             values ($1, $2, $3, $4, 'outbound', $5, $6, $7, $8, $9, $10, $11, 'queued', $12, $12, $12, $13)",
            workspace_id,
            message.id,
            message.channel_id,
            message.conversation_id,
            message.author_kind,
            message.author_id,
            message.kind.as_str(),
            message.content.as_str(),
            message.preview.as_str(),
            message.reply_to_wamid.as_deref(),
            message.media_id,
            now,
            undo_until
        )?;
        let pause = i64::try_from(message.typing_pause.as_millis()).unwrap_or(0);
        execute!(
            self,
            "insert into outbox (workspace_id, message_id, channel_id, conversation_id, state, opaque, typing_pause_ms, opt_out_overridden,
                                 next_attempt_at, created_at, priority, holder_epoch, turn_at, waiting_before,
                                 policy_window_expires_at, policy_opted_out_at, policy_blocked_at)
             select $1, $2, $3, $4, 'queued', $5, $6, $7, $9, $8, $10, $11,
                    -- A second between the turns of one conversation: many messages to one person do not hold up the others.
                    coalesce((select max(waiting.turn_at) + 1000 from outbox waiting
                               where waiting.workspace_id = $1 and waiting.conversation_id = $4 and waiting.turn_at > $8 - 1000
                                 and waiting.state in ('queued', 'dispatching', 'unknown')), $8),
                    thread.waiting_since, thread.window_expires_at, contact.opted_out_at, contact.blocked_at
               from conversations thread
               join contacts contact on contact.workspace_id = $1 and contact.id = thread.contact_id
              where thread.workspace_id = $1 and thread.id = $4",
            workspace_id,
            message.id,
            message.channel_id,
            message.conversation_id,
            message.opaque.as_str(),
            pause,
            message.opt_out_overridden,
            now,
            undo_until.unwrap_or(now),
            message.priority as i64,
            message.holder_epoch
        )?;
        // A reaction is drawn on its target, not as a bubble of its own.
        if message.kind != "reaction" {
            self.note_outbound(message, now).await?;
        }
        self.committed().outbox = true;
        Ok(())
    }

    /// What an answer of ours changes in its thread. A person's answer takes the pen; any answer ends the contact's wait.
    async fn note_outbound(&mut self, message: &NewOutbound, now: Timestamp) -> Result<()> {
        let workspace_id = self.id();
        let touched = execute!(
            self,
            "update conversations
                set last_message_id = $3, last_message_at = $4, last_message_preview = $5, last_message_kind = $6,
                    last_message_direction = 'outbound', last_message_author = $7, last_message_status = 'queued', waiting_since = null,
                    holder = case when $7 = 'agent' then 'human' else holder end,
                    holder_epoch = case when $7 = 'agent' and holder <> 'human' then holder_epoch + 1 else holder_epoch end,
                    holder_since = case when $7 = 'agent' and holder <> 'human' then $4 else holder_since end,
                    status = case when status = 'closed' then 'open' else status end, version = version + 1, updated_at = $4
              where workspace_id = $1 and id = $2",
            workspace_id,
            message.conversation_id,
            message.id,
            now,
            message.preview.as_str(),
            message.kind.as_str(),
            message.author_kind
        )?;
        if touched == 0 {
            return Err(Error::NotFound("conversation"));
        }
        if message.author_kind == "agent" {
            self.tell_taken_over(message.conversation_id).await?;
        }
        Ok(())
    }

    /// Queues a message again at a person's wish: a new attempt, whatever ended the last one. `false` when it is not at an end that allows it.
    pub async fn requeue_outbound(&mut self, id: MessageId) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let touched = execute!(
            self,
            "update outbox
                set state = 'queued', next_attempt_at = $3, lease_token = lease_token + 1, lease_until = 0, unknown_since = null,
                    last_error = null, settled_at = null, created_at = $3, turn_at = $3
              where workspace_id = $1 and message_id = $2
                and (state in ('failed', 'unknown', 'held')
                     -- WhatsApp took it and reported the failure afterwards: the row was settled, the message was not delivered.
                     or (state = 'accepted'
                         and exists (select 1 from messages where workspace_id = $1 and id = $2 and status = 'failed')))",
            workspace_id,
            id,
            now
        )?;
        if touched == 0 {
            return Ok(false);
        }
        // A failed message of Meta's keeps its old wamid in its attempts; the message itself starts anew.
        execute!(
            self,
            "update messages set status = 'queued', status_at = $3, error = null, wamid = null where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            now
        )?;
        self.mirror_last_status(id).await?;
        self.committed().outbox = true;
        Ok(true)
    }

    /// Lets everything that waits for this channel go at once, after its token was mended.
    pub async fn wake_outbox_of_channel(&mut self, channel_id: ChannelId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update outbox set next_attempt_at = $3
              where workspace_id = $1 and channel_id = $2 and state = 'queued' and next_attempt_at > $3",
            workspace_id,
            channel_id,
            now
        )?;
        self.committed().outbox = true;
        Ok(())
    }

    /// The list shows the newest message's status: keep it in step when that message is this one.
    pub(crate) async fn mirror_last_status(&mut self, id: MessageId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update conversations
                set last_message_status = (select status from messages where workspace_id = $1 and id = $2), version = version + 1, updated_at = $3
              where workspace_id = $1 and last_message_id = $2
                and id = (select conversation_id from messages where workspace_id = $1 and id = $2)",
            workspace_id,
            id,
            now
        )?;
        Ok(())
    }
}

impl SystemTx<'_> {
    /// Ends every lease. For the only process on a SQLite file, at its start: whoever held them is gone. What was about to leave is then found by
    /// [`SystemTx::expire_dispatching`], what was only claimed is free.
    pub async fn end_outbox_leases(&mut self) -> Result<()> {
        execute!(
            self,
            "update outbox set lease_until = 0, lease_token = lease_token + 1 where state in ('queued', 'dispatching') and lease_until > 0"
        )?;
        Ok(())
    }

    /// Attempts whose worker vanished between "about to post" and the answer: nobody knows whether Meta has them. Gives those it found.
    pub async fn expire_dispatching(&mut self) -> Result<Vec<UnsettledOutbound>> {
        let now = self.now();
        fetch_all!(
            self,
            UnsettledOutbound,
            "update outbox set state = 'unknown', unknown_since = $1, lease_token = lease_token + 1, lease_until = 0
              where state = 'dispatching' and lease_until < $1
             returning workspace_id, message_id, conversation_id, attempt, unknown_since",
            now
        )
    }

    /// Puts every message that is still to be sent on hold, after a restore: nothing old goes out by itself. Gives how many.
    pub async fn hold_outbox(&mut self) -> Result<u64> {
        let now = self.now();
        execute!(
            self,
            "update outbox set state = 'held', settled_at = $1, lease_token = lease_token + 1 where state in ('queued', 'dispatching', 'unknown')",
            now
        )
    }
}

impl System<'_> {
    /// Messages that have been unknown since before `before`, oldest first.
    pub async fn list_unknown_outbox(&self, before: Timestamp, limit: i64) -> Result<Vec<UnsettledOutbound>> {
        fetch_all!(
            self,
            UnsettledOutbound,
            "select workspace_id, message_id, conversation_id, attempt, unknown_since from outbox
              where state = 'unknown' and unknown_since < $1 order by unknown_since limit $2",
            before,
            limit
        )
    }

    /// How many messages wait to be sent, and since when the oldest does.
    pub async fn outbox_depth(&self) -> Result<(i64, Option<Timestamp>)> {
        let depth: Option<(i64, Option<Timestamp>)> = fetch_optional!(
            self,
            (i64, Option<Timestamp>),
            "select count(*), min(created_at) from outbox where state in ('queued', 'dispatching', 'unknown') and state <> 'unknown'"
        )?;
        Ok(depth.unwrap_or((0, None)))
    }
}
