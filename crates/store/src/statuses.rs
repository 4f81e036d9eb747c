//! Meta's reports about messages we sent, for a whole batch at once. A report of a message we do not know waits for it.

use std::collections::HashSet;

use model::{ChannelId, MessageId, MessageStatus, Timestamp, WebhookEventId};

use crate::db::{build_all, build_execute, fetch_all, row};
use crate::page::{Limit, Page};
use crate::{Result, Workspace, WorkspaceTx};

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStatus {
    /// The number.
    pub channel_id: ChannelId,
    /// Meta's id of the message.
    pub wamid: String,
    /// Meta's word.
    pub status: String,
    /// The member of the group it is about; empty outside groups.
    pub participant: String,
    /// The message, when we know it.
    pub message_id: Option<MessageId>,
    /// What we sent along.
    pub opaque: Option<String>,
    /// Meta's time.
    pub at: Timestamp,
    /// Why it failed, JSON.
    pub error: Option<String>,
    /// Meta's pricing object, JSON.
    pub pricing: Option<String>,
    /// The delivery that brings it.
    pub webhook_event_id: WebhookEventId,
    /// When it reached us.
    pub received_at: Timestamp,
}

/// What tells a report from its repetitions.
pub type StatusKey = (ChannelId, String, String, String);

impl NewStatus {
    /// What tells this report from its repetitions.
    #[must_use]
    pub fn key(&self) -> StatusKey {
        (self.channel_id, self.wamid.clone(), self.status.clone(), self.participant.clone())
    }
}

row! {
    /// A report that came before its message.
    pub struct EarlyStatus {
        /// The message it is about.
        pub message_id: MessageId,
        /// Meta's word.
        pub status: String,
        /// Meta's time.
        pub at: Timestamp,
        /// Why it failed, JSON.
        pub error: Option<String>,
        /// Meta's pricing object, JSON.
        pub pricing: Option<String>,
    }
}

row! {
    /// A report whose message nobody knows: sent by another tool with this number, or deleted here since.
    pub struct OrphanStatus {
        /// Meta's id of the message.
        pub wamid: String,
        /// Meta's word.
        pub status: String,
        /// Meta's time.
        pub at: Timestamp,
        /// Why it failed, JSON.
        pub error: Option<String>,
        /// The delivery that brought it.
        pub webhook_event_id: Option<WebhookEventId>,
        /// When it reached us.
        pub received_at: Timestamp,
    }
}

impl Workspace<'_> {
    /// Reports about a number's messages that nobody knows, newest first; `message_statuses_orphans` reads them in that order.
    pub async fn list_orphan_statuses(&self, channel_id: ChannelId, limit: Limit, cursor: Option<&str>) -> Result<Page<OrphanStatus>> {
        let tag = format!("orphan_statuses|{channel_id}");
        let (at, wamid, status) = match cursor {
            Some(cursor) => self.decode_cursor::<(i64, String, String)>(&tag, cursor)?,
            None => (i64::MAX, String::new(), String::new()),
        };
        let rows = fetch_all!(
            self,
            OrphanStatus,
            "select wamid, status, at, error, webhook_event_id, received_at
               from message_statuses
              where workspace_id = $1 and channel_id = $2 and message_id is null
                and received_at <= $3 and (received_at < $3 or (wamid, status) > ($4, $5))
              order by received_at desc, wamid, status
              limit $6",
            self.id(),
            channel_id,
            at,
            wamid,
            status,
            limit.fetch()
        )?;
        Ok(Page::cut(rows, limit, |row| {
            self.encode_cursor(&tag, &(row.received_at.millis(), row.wamid.clone(), row.status.clone()))
        }))
    }
}

/// How far a message has come now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusChange {
    /// Which message.
    pub id: MessageId,
    /// How far.
    pub status: MessageStatus,
    /// Since when; nothing keeps what is written.
    pub at: Option<Timestamp>,
    /// Why it failed, JSON; counts only when the status changes.
    pub error: Option<String>,
    /// Meta's pricing object, JSON; nothing keeps what is written.
    pub pricing: Option<String>,
}

impl WorkspaceTx<'_> {
    /// Writes reports down; gives the keys of those that are new.
    pub async fn insert_statuses(&mut self, statuses: &[NewStatus]) -> Result<HashSet<StatusKey>> {
        let workspace_id = self.id();
        let mut statuses: Vec<&NewStatus> = statuses.iter().collect();
        statuses.sort_unstable_by_key(|status| {
            (
                status.channel_id,
                status.wamid.as_str(),
                status.status.as_str(),
                status.participant.as_str(),
            )
        });
        let mut new = HashSet::with_capacity(statuses.len());
        for statuses in statuses.chunks(500) {
            let inserted: Vec<StatusKey> = build_all!(self, StatusKey, |query| {
                query.push(
                    "insert into message_statuses (workspace_id, channel_id, wamid, status, participant, message_id, opaque, at, error, pricing,
                                                   webhook_event_id, received_at) ",
                );
                query.push_values(statuses, |mut values, status| {
                    values
                        .push_bind(workspace_id)
                        .push_bind(status.channel_id)
                        .push_bind(status.wamid.as_str())
                        .push_bind(status.status.as_str());
                    values
                        .push_bind(status.participant.as_str())
                        .push_bind(status.message_id)
                        .push_bind(status.opaque.as_deref())
                        .push_bind(status.at);
                    values
                        .push_bind(status.error.as_deref())
                        .push_bind(status.pricing.as_deref())
                        .push_bind(status.webhook_event_id);
                    values.push_bind(status.received_at);
                });
                query.push(
                    " on conflict (workspace_id, channel_id, wamid, status, participant) do nothing
                      returning channel_id, wamid, status, participant",
                );
            })?;
            new.extend(inserted);
        }
        Ok(new)
    }

    /// Gives reports that waited for these messages to them.
    pub async fn adopt_early_statuses(&mut self, messages: &[(ChannelId, &str, MessageId)]) -> Result<Vec<EarlyStatus>> {
        let workspace_id = self.id();
        let mut adopted = Vec::new();
        for messages in messages.chunks(500) {
            adopted.extend(build_all!(self, EarlyStatus, |query| {
                query.push("with known (channel_id, wamid, message_id) as (");
                query.push_values(messages, |mut values, (channel_id, wamid, id)| {
                    values.push_bind(*channel_id).push_bind(*wamid).push_bind(*id);
                });
                query.push(
                    ") update message_statuses set message_id = known.message_id from known
                        where message_statuses.channel_id = known.channel_id and message_statuses.wamid = known.wamid
                          and message_statuses.message_id is null and message_statuses.workspace_id = ",
                );
                query.push_bind(workspace_id).push(
                    " returning message_statuses.message_id, message_statuses.status, message_statuses.at, message_statuses.error,
                                message_statuses.pricing",
                );
            })?);
        }
        Ok(adopted)
    }

    /// Writes how far messages have come; they were locked before.
    pub async fn advance_statuses(&mut self, changes: &[StatusChange]) -> Result<()> {
        let workspace_id = self.id();
        for changes in changes.chunks(500) {
            build_execute!(self, |query| {
                query.push("with news (id, status, at, error, pricing) as (");
                query.push_values(changes, |mut values, change| {
                    values.push_bind(change.id).push_bind(change.status.as_str()).push_bind(change.at);
                    values.push_bind(change.error.as_deref()).push_bind(change.pricing.as_deref());
                });
                query.push(
                    ") update messages
                          set status = news.status, status_at = coalesce(news.at, messages.status_at),
                              error = case when news.status <> messages.status then news.error else messages.error end,
                              pricing = coalesce(messages.pricing, news.pricing)
                         from news where messages.workspace_id = ",
                );
                query.push_bind(workspace_id).push(" and messages.id = news.id");
            })?;
        }
        Ok(())
    }
}
