//! Two contacts turn out to be one person: everything of the first goes to the second, and the first is gone.
//!
//! Rare (a contact added by hand writes for the first time with an id we knew), so it is done one by one and not in sets.

use model::{ChannelId, ContactId, ConversationId};

use crate::db::{execute, fetch_all};
use crate::{Result, WorkspaceTx};

impl WorkspaceTx<'_> {
    /// Merges `from` into `into`: ids, tags, fields the second lacks, and the threads with all they hold.
    pub async fn merge_contacts(&mut self, from: ContactId, into: ContactId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        self.lock_contacts(&[from, into]).await?;
        execute!(
            self,
            "update contact_identities set contact_id = $3 where workspace_id = $1 and contact_id = $2",
            workspace_id,
            from,
            into
        )?;
        execute!(
            self,
            "insert into contact_tags (workspace_id, contact_id, tag_id, created_at)
             select workspace_id, $3, tag_id, created_at from contact_tags where workspace_id = $1 and contact_id = $2
             on conflict do nothing",
            workspace_id,
            from,
            into
        )?;
        // What people decided counts for the person, whichever contact they decided it on.
        execute!(
            self,
            "update contacts
                set name = coalesce(contacts.name, other.name), email = coalesce(contacts.email, other.email),
                    locale = coalesce(contacts.locale, other.locale), phone = coalesce(other.phone, contacts.phone),
                    attributes = case when contacts.attributes = '{}' then other.attributes else contacts.attributes end,
                    opted_out_at = coalesce(contacts.opted_out_at, other.opted_out_at),
                    blocked_at = coalesce(contacts.blocked_at, other.blocked_at),
                    version = contacts.version + 1, updated_at = $4
               from contacts other
              where contacts.workspace_id = $1 and contacts.id = $3 and other.workspace_id = $1 and other.id = $2",
            workspace_id,
            from,
            into,
            now
        )?;
        let threads: Vec<(ConversationId, ChannelId, Option<ConversationId>)> = fetch_all!(
            self,
            (ConversationId, ChannelId, Option<ConversationId>),
            "select own.id, own.channel_id, other.id
               from conversations own
               left join conversations other
                 on other.workspace_id = own.workspace_id and other.channel_id = own.channel_id and other.contact_id = $3
              where own.workspace_id = $1 and own.contact_id = $2
              order by own.id",
            workspace_id,
            from,
            into
        )?;
        for (thread, _, other) in threads {
            match other {
                Some(other) => self.merge_threads(thread, other).await?,
                None => {
                    execute!(
                        self,
                        "update conversations set contact_id = $3 where workspace_id = $1 and id = $2",
                        workspace_id,
                        thread,
                        into
                    )?;
                }
            }
        }
        execute!(self, "delete from contacts where workspace_id = $1 and id = $2", workspace_id, from)?;
        Ok(())
    }

    async fn merge_threads(&mut self, from: ConversationId, into: ConversationId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        self.lock_threads(&[from, into]).await?;
        execute!(
            self,
            "update messages set conversation_id = $3 where workspace_id = $1 and conversation_id = $2",
            workspace_id,
            from,
            into
        )?;
        execute!(
            self,
            "update outbox set conversation_id = $3 where workspace_id = $1 and conversation_id = $2",
            workspace_id,
            from,
            into
        )?;
        execute!(
            self,
            "update notes set conversation_id = $3 where workspace_id = $1 and conversation_id = $2",
            workspace_id,
            from,
            into
        )?;
        execute!(
            self,
            "update conversations
                set assignee_id = coalesce(conversations.assignee_id, other.assignee_id),
                    inbound_count = conversations.inbound_count + other.inbound_count,
                    read_inbound_count = conversations.read_inbound_count + other.read_inbound_count,
                    waiting_since = coalesce(conversations.waiting_since, other.waiting_since),
                    window_expires_at = case when coalesce(other.window_expires_at, 0) > coalesce(conversations.window_expires_at, 0)
                                             then other.window_expires_at else conversations.window_expires_at end,
                    last_inbound_wamid = case when coalesce(other.last_inbound_at, 0) > coalesce(conversations.last_inbound_at, 0)
                                              then other.last_inbound_wamid else conversations.last_inbound_wamid end,
                    last_inbound_at = case when coalesce(other.last_inbound_at, 0) > coalesce(conversations.last_inbound_at, 0)
                                           then other.last_inbound_at else conversations.last_inbound_at end,
                    version = conversations.version + 1, updated_at = $4
               from conversations other
              where conversations.workspace_id = $1 and conversations.id = $3 and other.workspace_id = $1 and other.id = $2",
            workspace_id,
            from,
            into,
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
                      where workspace_id = $1 and conversation_id = $2 and author_kind <> 'system'
                      order by sent_at desc, id desc
                      limit 1) newest
              where conversations.workspace_id = $1 and conversations.id = $2",
            workspace_id,
            into
        )?;
        execute!(self, "delete from conversations where workspace_id = $1 and id = $2", workspace_id, from)?;
        Ok(())
    }
}
