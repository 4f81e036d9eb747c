//! Conversations as webhooks change them, for a whole batch at once.

use model::{ChannelId, ContactId, ConversationId, MessageId, Timestamp};

use crate::db::{Column, Rows as _, build_all, build_execute, execute, row};
use crate::{Result, WorkspaceTx};

row! {
    /// The columns of a conversation that webhooks change.
    #[derive(PartialEq, Eq)]
    pub struct Thread {
        /// Its id.
        pub id: ConversationId,
        /// With whom.
        pub contact_id: ContactId,
        /// `open`, `snoozed` or `closed`.
        pub status: String,
        /// When it comes back.
        pub snoozed_until: Option<Timestamp>,
        /// `none`, `human`, `bot` or `phone_app`.
        pub holder: String,
        /// Grows when the holder changes.
        pub holder_epoch: i64,
        /// The newest message.
        pub last_message_id: Option<MessageId>,
        /// When it was sent; when the thread began, before the first.
        pub last_message_at: Timestamp,
        /// One line of it.
        pub last_message_preview: String,
        /// Its kind.
        pub last_message_kind: String,
        /// `inbound` or `outbound`.
        pub last_message_direction: String,
        /// Who wrote it.
        pub last_message_author: String,
        /// How far it has come.
        pub last_message_status: String,
        /// When the contact last wrote.
        pub last_inbound_at: Option<Timestamp>,
        /// That message.
        pub last_inbound_wamid: Option<String>,
        /// When the window closes.
        pub window_expires_at: Option<Timestamp>,
        /// Until when messages are free.
        pub free_entry_until: Option<Timestamp>,
        /// Since when the contact waits.
        pub waiting_since: Option<Timestamp>,
        /// Messages from the contact, in all.
        pub inbound_count: i64,
    }
}

/// A thread that begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewThread {
    /// With whom.
    pub contact_id: ContactId,
    /// Its id.
    pub id: ConversationId,
    /// `open`; `closed` when only the past is known of it.
    pub status: &'static str,
    /// The time of its first message.
    pub at: Timestamp,
}

impl WorkspaceTx<'_> {
    /// The threads of these contacts on a number.
    pub async fn find_threads(&mut self, channel_id: ChannelId, contacts: &[ContactId]) -> Result<Vec<(ContactId, ConversationId)>> {
        let workspace_id = self.id();
        let mut found = Vec::with_capacity(contacts.len());
        for contacts in contacts.chunks(1000) {
            found.extend(build_all!(
                self,
                (ContactId, ConversationId),
                fixed | query | {
                    query
                        .push("select contact_id, id from conversations where workspace_id = ")
                        .push_bind(workspace_id);
                    query.push(" and channel_id = ").push_bind(channel_id).push(" and contact_id");
                    query.push_ids(contacts.iter().map(|contact| contact.uuid()));
                }
            )?);
        }
        Ok(found)
    }

    /// Begins threads.
    pub async fn insert_threads(&mut self, channel_id: ChannelId, threads: &[NewThread]) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        for threads in threads.chunks(1000) {
            build_execute!(self, |query| {
                query.push("insert into conversations (workspace_id, id, channel_id, contact_id, status, last_message_at, created_at, updated_at) ");
                query.push_values(threads, |mut values, thread| {
                    values
                        .push_bind(workspace_id)
                        .push_bind(thread.id)
                        .push_bind(channel_id)
                        .push_bind(thread.contact_id);
                    values.push_bind(thread.status).push_bind(thread.at).push_bind(now).push_bind(now);
                });
            })?;
        }
        Ok(())
    }

    /// Reads conversations and keeps others from changing them until the end of the transaction.
    pub async fn lock_threads(&mut self, conversations: &[ConversationId]) -> Result<Vec<Thread>> {
        let (workspace_id, lock) = (self.id(), self.store().row_lock());
        let mut found = Vec::with_capacity(conversations.len());
        for conversations in conversations.chunks(1000) {
            found.extend(build_all!(
                self,
                Thread,
                fixed | query | {
                    query.push(
                        "select id, contact_id, status, snoozed_until, holder, holder_epoch, last_message_id, last_message_at, last_message_preview,
                            last_message_kind, last_message_direction, last_message_author, last_message_status, last_inbound_at, last_inbound_wamid,
                            window_expires_at, free_entry_until, waiting_since, inbound_count
                       from conversations where workspace_id = ",
                    );
                    query.push_bind(workspace_id).push(" and id");
                    query.push_ids(conversations.iter().map(|conversation| conversation.uuid()));
                    query.push(" order by id").push(lock);
                }
            )?);
        }
        Ok(found)
    }

    /// Writes conversations that were locked before.
    pub async fn update_threads(&mut self, threads: &[Thread]) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        for threads in threads.chunks(500) {
            build_execute!(
                self,
                fixed | query | {
                    query.push(
                        "with news (id, status, snoozed_until, holder, holder_epoch, last_message_id, last_message_at, last_message_preview,
                                last_message_kind, last_message_direction, last_message_author, last_message_status, last_inbound_at,
                                last_inbound_wamid, window_expires_at, free_entry_until, waiting_since, inbound_count) as (",
                    );
                    query.push_table(columns(threads));
                    query.push(
                        ") update conversations
                          set status = news.status, snoozed_until = news.snoozed_until, holder = news.holder, holder_epoch = news.holder_epoch,
                              last_message_id = news.last_message_id, last_message_at = news.last_message_at,
                              last_message_preview = news.last_message_preview, last_message_kind = news.last_message_kind,
                              last_message_direction = news.last_message_direction, last_message_author = news.last_message_author,
                              last_message_status = news.last_message_status, last_inbound_at = news.last_inbound_at,
                              last_inbound_wamid = news.last_inbound_wamid, window_expires_at = news.window_expires_at,
                              free_entry_until = news.free_entry_until, waiting_since = news.waiting_since, inbound_count = news.inbound_count,
                              holder_since = case when news.holder_epoch <> conversations.holder_epoch then ",
                    );
                    query.push_bind(now);
                    query.push(" else conversations.holder_since end, version = version + 1, updated_at = ");
                    query
                        .push_bind(now)
                        .push(" from news where conversations.workspace_id = ")
                        .push_bind(workspace_id);
                    query.push(" and conversations.id = news.id");
                }
            )?;
        }
        Ok(())
    }

    /// Reads two conversations and keeps everybody from changing them and from adding to them until the end of the transaction.
    pub(crate) async fn seize_threads(&mut self, one: ConversationId, other: ConversationId) -> Result<Vec<Thread>> {
        let workspace_id = self.id();
        // The stronger lock also holds off new rows that name the conversation. SQLite has one writer and needs neither.
        if self.store().is_shared() {
            execute!(
                self,
                "with held as (select id from conversations where workspace_id = $1 and id in ($2, $3) order by id for update) select count(*) from held",
                workspace_id,
                one,
                other
            )?;
        }
        self.lock_threads(&[one, other]).await
    }

    /// The newest message of a thread is the one the list shows; notices and reactions are not.
    pub(crate) async fn show_last_message(&mut self, id: ConversationId) -> Result<()> {
        let workspace_id = self.id();
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
}

fn columns(threads: &[Thread]) -> Vec<Column> {
    let texts = |of: fn(&Thread) -> &String| Column::Texts(threads.iter().map(|thread| of(thread).clone()).collect());
    let times = |of: fn(&Thread) -> Option<Timestamp>| Column::MaybeNumbers(threads.iter().map(|thread| of(thread).map(Timestamp::millis)).collect());
    vec![
        Column::Ids(threads.iter().map(|thread| thread.id.uuid()).collect()),
        texts(|thread| &thread.status),
        times(|thread| thread.snoozed_until),
        texts(|thread| &thread.holder),
        Column::Numbers(threads.iter().map(|thread| thread.holder_epoch).collect()),
        Column::MaybeIds(threads.iter().map(|thread| thread.last_message_id.map(MessageId::uuid)).collect()),
        Column::Numbers(threads.iter().map(|thread| thread.last_message_at.millis()).collect()),
        texts(|thread| &thread.last_message_preview),
        texts(|thread| &thread.last_message_kind),
        texts(|thread| &thread.last_message_direction),
        texts(|thread| &thread.last_message_author),
        texts(|thread| &thread.last_message_status),
        times(|thread| thread.last_inbound_at),
        Column::MaybeTexts(threads.iter().map(|thread| thread.last_inbound_wamid.clone()).collect()),
        times(|thread| thread.window_expires_at),
        times(|thread| thread.free_entry_until),
        times(|thread| thread.waiting_since),
        Column::Numbers(threads.iter().map(|thread| thread.inbound_count).collect()),
    ]
}
