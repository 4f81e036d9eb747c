//! Messages that webhooks bring, and what later webhooks change of them, for a whole batch at once.

use std::collections::HashSet;

use model::{ChannelId, ConversationId, MediaId, MessageId, Timestamp, WebhookEventId, WorkspaceId};
use uuid::Uuid;

use crate::db::{Column, Rows as _, build_all, build_execute, execute, pairs, row};
use crate::provenance::Decided;
use crate::{MessageRow, Result, WorkspaceTx};

/// A message a webhook brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// Ours.
    pub id: MessageId,
    /// The number it was seen on.
    pub channel_id: ChannelId,
    /// The thread.
    pub conversation_id: ConversationId,
    /// Meta's id of it; a message with a known one is not stored again.
    pub wamid: String,
    /// `inbound` or `outbound`.
    pub direction: &'static str,
    /// `contact`, `phone_app` or `system`.
    pub author_kind: &'static str,
    /// WhatsApp's word for its kind.
    pub kind: String,
    /// The kind's object, JSON.
    pub content: String,
    /// One line.
    pub preview: String,
    /// What it answers.
    pub reply_to_wamid: Option<String>,
    /// The context object, JSON.
    pub context: Option<String>,
    /// The referral object, JSON.
    pub referral: Option<String>,
    /// Its file.
    pub media: Option<NewMedia>,
    /// A word of `MessageStatus`.
    pub status: &'static str,
    /// The delivery that brings it.
    pub webhook_event_id: WebhookEventId,
    /// How it found its place.
    pub decided: Decided,
    /// When it was sent.
    pub sent_at: Timestamp,
}

impl NewMessage {
    /// The row it becomes when it is new, stored at `now`.
    #[must_use]
    pub fn to_row(&self, now: Timestamp) -> MessageRow {
        MessageRow {
            id: self.id,
            channel_id: self.channel_id,
            conversation_id: self.conversation_id,
            wamid: Some(self.wamid.clone()),
            direction: self.direction.to_owned(),
            author_kind: self.author_kind.to_owned(),
            author_id: None,
            author_name: None,
            kind: self.kind.clone(),
            content: self.content.clone(),
            preview: self.preview.clone(),
            reply_to_wamid: self.reply_to_wamid.clone(),
            context: self.context.clone(),
            referral: self.referral.clone(),
            media_id: self.media.as_ref().map(|media| media.id),
            status: self.status.to_owned(),
            status_at: Some(self.sent_at),
            error: None,
            pricing: None,
            webhook_event_id: Some(self.webhook_event_id),
            sent_at: self.sent_at,
            edited_at: None,
            revoked_at: None,
            undo_until: None,
            duplicated_at: None,
            created_at: now,
        }
    }
}

/// A file a webhook announces; a job fetches it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMedia {
    /// Ours.
    pub id: MediaId,
    /// `inbound` or `outbound`.
    pub direction: &'static str,
    /// Meta's id of it.
    pub meta_media_id: String,
    /// An address that works for five minutes.
    pub meta_url: Option<String>,
    /// When Meta forgets its id.
    pub meta_expires_at: Timestamp,
    /// What the sender says it is.
    pub mime_type: String,
    /// Its name, chosen by the sender.
    pub filename: Option<String>,
    /// Its hash, in Meta's spelling.
    pub sha256: Option<String>,
}

row! {
    /// A stored message that a webhook speaks of.
    #[derive(PartialEq, Eq)]
    pub struct KnownMessage {
        /// Ours.
        pub id: MessageId,
        /// The number.
        pub channel_id: ChannelId,
        /// The thread.
        pub conversation_id: ConversationId,
        /// Meta's id of it.
        pub wamid: String,
        /// `inbound` or `outbound`.
        pub direction: String,
        /// WhatsApp's word for its kind.
        pub kind: String,
        /// A word of `MessageStatus`.
        pub status: String,
        /// It was written in the phone app, as far as we know.
        pub is_echo: bool,
        /// Its price is written down already.
        pub has_pricing: bool,
        /// When its author changed it.
        pub edited_at: Option<Timestamp>,
        /// When its author took it back.
        pub revoked_at: Option<Timestamp>,
    }
}

/// A message's new words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentChange {
    /// Which message.
    pub id: MessageId,
    /// WhatsApp's word for its kind.
    pub kind: String,
    /// The kind's object, JSON.
    pub content: String,
    /// One line.
    pub preview: String,
    /// Its file, when the change brings another.
    pub media_id: Option<MediaId>,
    /// When its author changed it; nothing when Meta only filled in what was missing.
    pub edited_at: Option<Timestamp>,
}

impl WorkspaceTx<'_> {
    /// Stores messages; gives the ids of those that are new.
    pub async fn insert_messages(&mut self, messages: &[NewMessage]) -> Result<HashSet<MessageId>> {
        let (workspace_id, now) = (self.id(), self.now());
        let mut messages: Vec<&NewMessage> = messages.iter().collect();
        messages.sort_unstable_by_key(|message| (message.channel_id, message.wamid.as_str()));
        let mut new = HashSet::with_capacity(messages.len());
        for messages in messages.chunks(500) {
            let inserted: Vec<(MessageId,)> = build_all!(
                self,
                (MessageId,),
                fixed | query | {
                    query.push(
                        "insert into messages (workspace_id, id, channel_id, conversation_id, wamid, direction, author_kind, kind, content, preview,
                                           reply_to_wamid, context, referral, media_id, status, status_at, webhook_event_id, decided, sent_at,
                                           created_at) ",
                    );
                    query.push_table(columns(workspace_id, messages, now));
                    query.push(" on conflict (workspace_id, channel_id, wamid) do nothing returning id");
                }
            )?;
            new.extend(inserted.into_iter().map(|(id,)| id));
        }
        Ok(new)
    }

    /// Announces files, each with the job that fetches it.
    pub async fn insert_media(&mut self, channel_id: ChannelId, media: &[&NewMedia]) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        for media in media.chunks(500) {
            build_execute!(self, |query| {
                query.push(
                    "insert into media (workspace_id, id, channel_id, direction, state, meta_media_id, meta_url, meta_expires_at, mime_type, filename,
                                        sha256, created_at, updated_at) ",
                );
                query.push_values(media, |mut values, media| {
                    values
                        .push_bind(workspace_id)
                        .push_bind(media.id)
                        .push_bind(channel_id)
                        .push_bind(media.direction)
                        .push("'pending'");
                    values
                        .push_bind(media.meta_media_id.as_str())
                        .push_bind(media.meta_url.as_deref())
                        .push_bind(media.meta_expires_at);
                    values
                        .push_bind(media.mime_type.as_str())
                        .push_bind(media.filename.as_deref())
                        .push_bind(media.sha256.as_deref());
                    values.push_bind(now).push_bind(now);
                });
            })?;
        }
        Ok(())
    }

    /// Messages by Meta's ids, kept from changing until the end of the transaction; unknown ones are missing.
    pub async fn lock_messages(&mut self, wamids: &[(ChannelId, &str)]) -> Result<Vec<KnownMessage>> {
        let (workspace_id, lock) = (self.id(), self.store().row_lock());
        let mut found = Vec::with_capacity(wamids.len());
        for wamids in wamids.chunks(1000) {
            found.extend(build_all!(self, KnownMessage, fixed |query| {
                query.push(
                    "select id, channel_id, conversation_id, wamid, direction, kind, status, author_kind = 'phone_app' as is_echo, pricing is not null as has_pricing, edited_at, revoked_at
                       from messages where workspace_id = ",
                );
                query.push_bind(workspace_id).push(" and (channel_id, wamid) in (");
                query.push_table(pairs(wamids.iter().copied()));
                query.push(") order by id").push(lock);
            })?);
        }
        Ok(found)
    }

    /// Writes new words of messages that were locked before.
    pub async fn change_contents(&mut self, changes: &[ContentChange]) -> Result<()> {
        let workspace_id = self.id();
        for changes in changes.chunks(500) {
            build_execute!(self, |query| {
                query.push("with news (id, kind, content, preview, media_id, edited_at) as (");
                query.push_values(changes, |mut values, change| {
                    values
                        .push_bind(change.id)
                        .push_bind(change.kind.as_str())
                        .push_bind(change.content.as_str());
                    values
                        .push_bind(change.preview.as_str())
                        .push_bind(change.media_id)
                        .push_bind(change.edited_at);
                });
                query.push(
                    ") update messages
                          set kind = news.kind, content = news.content, preview = news.preview, media_id = coalesce(news.media_id, messages.media_id),
                              edited_at = coalesce(news.edited_at, messages.edited_at)
                         from news where messages.workspace_id = ",
                );
                query.push_bind(workspace_id).push(" and messages.id = news.id");
            })?;
        }
        Ok(())
    }

    /// Marks messages taken back.
    pub async fn revoke_messages(&mut self, revoked: &[(MessageId, Timestamp)]) -> Result<()> {
        let workspace_id = self.id();
        for revoked in revoked.chunks(500) {
            build_execute!(self, |query| {
                query.push("with news (id, revoked_at) as (");
                query.push_values(revoked, |mut values, (id, at)| {
                    values.push_bind(*id).push_bind(*at);
                });
                query
                    .push(") update messages set revoked_at = news.revoked_at from news where messages.workspace_id = ")
                    .push_bind(workspace_id);
                query.push(" and messages.id = news.id and messages.revoked_at is null");
            })?;
        }
        Ok(())
    }

    /// A line of ours in a thread, between its messages: what happened to the conversation. It is nobody's message and nobody's unread.
    pub async fn insert_line(&mut self, conversation_id: ConversationId, content: &str, preview: &str, at: Timestamp) -> Result<MessageId> {
        let (workspace_id, now, id) = (self.id(), self.now(), MessageId::new());
        execute!(
            self,
            "insert into messages (workspace_id, id, channel_id, conversation_id, direction, author_kind, kind, content, preview, status, sent_at, created_at)
             select workspace_id, $3, channel_id, id, 'inbound', 'system', 'system', $4, $5, 'received', $6, $7
               from conversations where workspace_id = $1 and id = $2",
            workspace_id,
            conversation_id,
            id,
            content,
            preview,
            at,
            now
        )?;
        Ok(id)
    }
}

fn columns(workspace_id: WorkspaceId, messages: &[&NewMessage], now: Timestamp) -> Vec<Column> {
    let words = |of: fn(&NewMessage) -> &str| Column::Texts(messages.iter().map(|message| of(message).to_owned()).collect());
    let texts = |of: fn(&NewMessage) -> &Option<String>| Column::MaybeTexts(messages.iter().map(|message| of(message).clone()).collect());
    let ids = |of: fn(&NewMessage) -> Uuid| Column::Ids(messages.iter().map(|message| of(message)).collect());
    let sent_at = || Column::Numbers(messages.iter().map(|message| message.sent_at.millis()).collect());
    vec![
        Column::Ids(vec![workspace_id.uuid(); messages.len()]),
        ids(|message| message.id.uuid()),
        ids(|message| message.channel_id.uuid()),
        ids(|message| message.conversation_id.uuid()),
        words(|message| &message.wamid),
        words(|message| message.direction),
        words(|message| message.author_kind),
        words(|message| &message.kind),
        words(|message| &message.content),
        words(|message| &message.preview),
        texts(|message| &message.reply_to_wamid),
        texts(|message| &message.context),
        texts(|message| &message.referral),
        Column::MaybeIds(messages.iter().map(|message| Some(message.media.as_ref()?.id.uuid())).collect()),
        words(|message| message.status),
        sent_at(),
        ids(|message| message.webhook_event_id.uuid()),
        Column::Texts(messages.iter().map(|message| message.decided.to_stored()).collect()),
        sent_at(),
        Column::Numbers(vec![now.millis(); messages.len()]),
    ]
}
