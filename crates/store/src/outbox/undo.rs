//! Taking a message back before it leaves, or letting it go at once.

use model::{ConversationId, MediaId, MessageId, Timestamp};

use crate::db::{execute, fetch_optional, row};
use crate::{Result, WorkspaceTx};

row! {
    /// What was taken back.
    pub struct Undone {
        /// The thread it was in.
        pub conversation_id: ConversationId,
        /// WhatsApp's word for the kind.
        pub kind: String,
        /// The kind's own object, JSON.
        pub content: String,
        /// The quoted message.
        pub reply_to_wamid: Option<String>,
        /// The file it carried.
        pub media_id: Option<MediaId>,
    }
}

impl WorkspaceTx<'_> {
    /// Takes a message back that still waits for its time, and its traces in the thread with it. Nothing when it is too late.
    pub async fn undo_outbound(&mut self, id: MessageId) -> Result<Option<Undone>> {
        let (workspace_id, now) = (self.id(), self.now());
        let waiting: Option<(ConversationId, Option<Timestamp>)> = fetch_optional!(
            self,
            (ConversationId, Option<Timestamp>),
            "delete from outbox
              where workspace_id = $1 and message_id = $2 and state = 'queued' and attempt = 0 and lease_until <= $3 and next_attempt_at > $3
                and exists (select 1 from messages where workspace_id = $1 and id = $2 and undo_until > $3)
             returning conversation_id, waiting_before",
            workspace_id,
            id,
            now
        )?;
        let Some((conversation_id, waiting_before)) = waiting else {
            return Ok(None);
        };
        let undone = fetch_optional!(
            self,
            Undone,
            "delete from messages where workspace_id = $1 and id = $2 returning conversation_id, kind, content, reply_to_wamid, media_id",
            workspace_id,
            id
        )?;
        self.unindex(id.uuid()).await?;
        self.forget_in_thread(conversation_id, waiting_before).await?;
        Ok(undone)
    }

    /// The thread shows its newest message again, and the contact waits again unless another answer is on its way.
    async fn forget_in_thread(&mut self, id: ConversationId, waiting_before: Option<Timestamp>) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let others = execute!(
            self,
            "update outbox set waiting_before = coalesce(waiting_before, $3)
              where workspace_id = $1 and conversation_id = $2 and state in ('queued', 'dispatching', 'unknown')",
            workspace_id,
            id,
            waiting_before
        )?;
        execute!(
            self,
            "update conversations
                set last_message_id = null, last_message_preview = '', last_message_kind = '', last_message_direction = '', last_message_author = '',
                    last_message_status = '', waiting_since = case when $4 = 0 then coalesce(waiting_since, $3) else waiting_since end,
                    version = version + 1, updated_at = $5
              where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            waiting_before,
            i64::try_from(others).unwrap_or(1),
            now
        )?;
        execute!(
            self,
            "update conversations
                set last_message_id = newest.id, last_message_at = newest.sent_at, last_message_preview = newest.preview,
                    last_message_kind = newest.kind, last_message_direction = newest.direction, last_message_author = newest.author_kind,
                    last_message_status = newest.status
               from (select id, sent_at, preview, kind, direction, author_kind, status
                       from messages
                      where workspace_id = $1 and conversation_id = $2 and author_kind <> 'system' and kind <> 'reaction'
                      order by sent_at desc, id desc
                      limit 1) newest
              where conversations.workspace_id = $1 and conversations.id = $2",
            workspace_id,
            id
        )?;
        Ok(())
    }

    /// Lets a message go that could still be taken back. False when nothing holds it.
    pub async fn release_outbound(&mut self, id: MessageId) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let released = execute!(
            self,
            "update outbox set next_attempt_at = $3
              where workspace_id = $1 and message_id = $2 and state = 'queued' and attempt = 0 and next_attempt_at > $3
                and exists (select 1 from messages where workspace_id = $1 and id = $2 and undo_until > $3)",
            workspace_id,
            id,
            now
        )?;
        if released == 0 {
            return Ok(false);
        }
        execute!(
            self,
            "update messages set undo_until = null where workspace_id = $1 and id = $2",
            workspace_id,
            id
        )?;
        self.committed().outbox = true;
        Ok(true)
    }
}
