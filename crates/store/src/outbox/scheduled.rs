//! Messages that wait for their time: a row until they are due, a message from then on, in one transaction.

use model::{ChannelId, ContactId, ConversationId, MediaId, MessageId, Timestamp, UserId, WorkspaceId};

use crate::db::{Connection, execute, fetch_all, fetch_optional, row};
use crate::page::{Limit, Page};
use crate::reads::reads;
use crate::{Error, Result, System, Workspace, WorkspaceTx};

row! {
    /// A message that waits for its time.
    pub struct ScheduledRow {
        /// The id it will have as a message.
        pub id: MessageId,
        /// The number it leaves from.
        pub channel_id: ChannelId,
        /// The thread.
        pub conversation_id: ConversationId,
        /// For whom.
        pub contact_id: ContactId,
        /// Their name, as far as it is known.
        pub contact_name: String,
        /// Who wrote it.
        pub author_id: UserId,
        /// Their name.
        pub author_name: String,
        /// WhatsApp's word for the kind.
        pub kind: String,
        /// The kind's own object, JSON.
        pub content: String,
        /// One line of it.
        pub preview: String,
        /// The file it carries.
        pub media_id: Option<MediaId>,
        /// The quoted message.
        pub reply_to_wamid: Option<String>,
        /// Why it goes in spite of an opt-out.
        pub override_opt_out_reason: Option<String>,
        /// When it is due.
        pub send_at: Timestamp,
        /// `scheduled`, `held`, `sent`, `failed` or `cancelled`.
        pub state: String,
        /// Why it failed, JSON.
        pub error: Option<String>,
        /// Grows with each change.
        pub version: i64,
        /// When it was written.
        pub created_at: Timestamp,
        /// When it last changed.
        pub updated_at: Timestamp,
    }
}

/// A message to keep for its time.
#[derive(Debug, Clone)]
pub struct NewScheduled {
    /// The id it will have as a message.
    pub id: MessageId,
    /// The number it leaves from.
    pub channel_id: ChannelId,
    /// The thread.
    pub conversation_id: ConversationId,
    /// Who wrote it.
    pub author_id: UserId,
    /// WhatsApp's word for the kind.
    pub kind: String,
    /// The kind's own object, JSON.
    pub content: String,
    /// One line of it.
    pub preview: String,
    /// The file it carries.
    pub media_id: Option<MediaId>,
    /// The quoted message.
    pub reply_to_wamid: Option<String>,
    /// Why it goes in spite of an opt-out.
    pub override_opt_out_reason: Option<String>,
    /// When it is due.
    pub send_at: Timestamp,
}

/// How a message that waits should be.
#[derive(Debug, Clone)]
pub struct ScheduledChange {
    /// WhatsApp's word for the kind.
    pub kind: String,
    /// The kind's own object, JSON.
    pub content: String,
    /// One line of it.
    pub preview: String,
    /// The file it carries.
    pub media_id: Option<MediaId>,
    /// When it is due.
    pub send_at: Timestamp,
}

macro_rules! select_scheduled {
    ($rest:literal) => {
        concat!(
            "select scheduled.id, scheduled.channel_id, scheduled.conversation_id, thread.contact_id,
                    coalesce(nullif(contact.name, ''), nullif(contact.profile_name, ''), contact.username, contact.phone, '') as contact_name,
                    scheduled.author_id, coalesce(author.name, '') as author_name, scheduled.kind, scheduled.content, scheduled.preview,
                    scheduled.media_id, scheduled.reply_to_wamid, scheduled.override_opt_out_reason, scheduled.send_at, scheduled.state,
                    scheduled.error, scheduled.version, scheduled.created_at, scheduled.updated_at
               from scheduled_messages scheduled
               join conversations thread on thread.workspace_id = scheduled.workspace_id and thread.id = scheduled.conversation_id
               join contacts contact on contact.workspace_id = thread.workspace_id and contact.id = thread.contact_id
               left join users author on author.id = scheduled.author_id ",
            $rest
        )
    };
}

reads! {
    /// One message that waits, or waited, for its time.
    fn get_scheduled(id: MessageId) -> ScheduledRow = get;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: MessageId) -> Result<ScheduledRow> {
    fetch_optional!(
        connection,
        ScheduledRow,
        select_scheduled!("where scheduled.workspace_id = $1 and scheduled.id = $2"),
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("scheduled message"))
}

impl Workspace<'_> {
    /// What waits in the workspace, soonest first; `scheduled_messages_open` reads it in that order.
    pub async fn list_scheduled(&self, limit: Limit, cursor: Option<&str>) -> Result<Page<ScheduledRow>> {
        let (at, id) = self.scheduled_after("scheduled", cursor)?;
        let rows = fetch_all!(
            self,
            ScheduledRow,
            select_scheduled!(
                "where scheduled.workspace_id = $1 and scheduled.state in ('scheduled', 'held') and (scheduled.send_at, scheduled.id) > ($2, $3)
                 order by scheduled.send_at, scheduled.id
                 limit $4"
            ),
            self.id(),
            at,
            id,
            limit.fetch()
        )?;
        Ok(self.scheduled_page("scheduled", rows, limit))
    }

    /// What waits in a conversation, soonest first; `scheduled_messages_thread` reads it in that order.
    pub async fn list_scheduled_of(&self, conversation_id: ConversationId, limit: Limit, cursor: Option<&str>) -> Result<Page<ScheduledRow>> {
        let tag = format!("scheduled|{conversation_id}");
        let (at, id) = self.scheduled_after(&tag, cursor)?;
        let rows = fetch_all!(
            self,
            ScheduledRow,
            select_scheduled!(
                "where scheduled.workspace_id = $1 and scheduled.conversation_id = $2 and scheduled.state in ('scheduled', 'held')
                   and (scheduled.send_at, scheduled.id) > ($3, $4)
                 order by scheduled.send_at, scheduled.id
                 limit $5"
            ),
            self.id(),
            conversation_id,
            at,
            id,
            limit.fetch()
        )?;
        Ok(self.scheduled_page(&tag, rows, limit))
    }

    fn scheduled_after(&self, tag: &str, cursor: Option<&str>) -> Result<(i64, MessageId)> {
        match cursor {
            Some(cursor) => self.decode_cursor(tag, cursor),
            None => Ok((i64::MIN, MessageId::from_uuid(uuid::Uuid::nil()))),
        }
    }

    fn scheduled_page(&self, tag: &str, rows: Vec<ScheduledRow>, limit: Limit) -> Page<ScheduledRow> {
        Page::cut(rows, limit, |row| self.encode_cursor(tag, &(row.send_at.millis(), row.id)))
    }
}

impl System<'_> {
    /// What is due, in every workspace, longest due first.
    pub async fn list_due_scheduled(&self, limit: i64) -> Result<Vec<(WorkspaceId, MessageId)>> {
        fetch_all!(
            self,
            (WorkspaceId, MessageId),
            "select workspace_id, id from scheduled_messages where state = 'scheduled' and send_at <= $1 order by send_at limit $2",
            self.store().now(),
            limit
        )
    }
}

impl WorkspaceTx<'_> {
    /// Keeps a message for its time; [`Error::Duplicate`] when the id is taken.
    pub async fn create_scheduled(&mut self, message: &NewScheduled) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into scheduled_messages (workspace_id, id, channel_id, conversation_id, author_id, kind, content, preview, media_id,
                                             reply_to_wamid, override_opt_out_reason, send_at, state, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'scheduled', $13, $13)",
            workspace_id,
            message.id,
            message.channel_id,
            message.conversation_id,
            message.author_id,
            message.kind.as_str(),
            message.content.as_str(),
            message.preview.as_str(),
            message.media_id,
            message.reply_to_wamid.as_deref(),
            message.override_opt_out_reason.as_deref(),
            message.send_at,
            now
        )?;
        Ok(())
    }

    /// Changes a message that still waits, if it is as it was at `version`. One that was held after a restore waits for its time again.
    pub async fn update_scheduled(&mut self, id: MessageId, version: i64, change: &ScheduledChange) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update scheduled_messages
                set kind = $4, content = $5, preview = $6, media_id = $7, send_at = $8, state = 'scheduled', version = version + 1, updated_at = $9
              where workspace_id = $1 and id = $2 and version = $3 and state in ('scheduled', 'held')",
            workspace_id,
            id,
            version,
            change.kind.as_str(),
            change.content.as_str(),
            change.preview.as_str(),
            change.media_id,
            change.send_at,
            now
        )?;
        if changed == 0 {
            return Err(Error::VersionMismatch("scheduled message"));
        }
        Ok(())
    }

    /// Ends the wait of a message: it is `sent` (a message from now on), `failed` (with the reason) or `cancelled`. Gives it as it was, or nothing when
    /// it does not wait any more, or when only what is due was asked for and it is not.
    pub async fn end_scheduled(&mut self, id: MessageId, state: &'static str, error: Option<&str>, only_due: bool) -> Result<Option<ScheduledRow>> {
        let (workspace_id, now) = (self.id(), self.now());
        let ended = execute!(
            self,
            "update scheduled_messages set state = $3, error = $4, version = version + 1, updated_at = $5
              where workspace_id = $1 and id = $2
                and ((state = 'scheduled' and send_at <= $5) or (not $6 and state in ('scheduled', 'held')))",
            workspace_id,
            id,
            state,
            error,
            now,
            only_due
        )?;
        if ended == 0 {
            return Ok(None);
        }
        Ok(Some(self.get_scheduled(id).await?))
    }

    /// Writes down why a message that was due did not go.
    pub async fn fail_scheduled(&mut self, id: MessageId, error: &str) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "update scheduled_messages set state = 'failed', error = $3 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            error
        )?;
        Ok(())
    }
}
