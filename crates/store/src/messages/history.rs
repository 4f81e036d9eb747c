//! Where a message came from and what happened to it: reports, calls, edits.

use model::{MessageId, Timestamp, WebhookEventId};

use crate::db::{fetch_all, fetch_optional, row};
use crate::{Error, Result, Workspace};

row! {
    /// One status report from Meta.
    pub struct StatusRow {
        /// Meta's word.
        pub status: String,
        /// Meta's time.
        pub at: Timestamp,
        /// When it reached us.
        pub received_at: Timestamp,
        /// Why it failed, JSON.
        pub error: Option<String>,
        /// Meta's pricing object, JSON.
        pub pricing: Option<String>,
        /// The delivery that brought it.
        pub webhook_event_id: Option<WebhookEventId>,
    }
}

row! {
    /// One call to Meta.
    pub struct AttemptRow {
        /// 1 for the first.
        pub attempt: i64,
        /// How it ended.
        pub outcome: String,
        /// When it began.
        pub started_at: Timestamp,
        /// When it ended.
        pub finished_at: Option<Timestamp>,
        /// The answer's HTTP status.
        pub http_status: Option<i64>,
        /// What went wrong, JSON.
        pub error: Option<String>,
    }
}

row! {
    /// An edit or a revocation.
    pub struct EditRow {
        /// `edit` or `revoke`.
        pub kind: String,
        /// Meta's time.
        pub at: Timestamp,
        /// The new content, JSON.
        pub content: Option<String>,
    }
}

/// Everything known about a message's way.
#[derive(Debug, Clone)]
pub struct History {
    /// Status reports, oldest first.
    pub statuses: Vec<StatusRow>,
    /// Calls to Meta, oldest first.
    pub attempts: Vec<AttemptRow>,
    /// The delivery that brought it.
    pub webhook_event_id: Option<WebhookEventId>,
    /// Edits and revocations, oldest first.
    pub edits: Vec<EditRow>,
}

impl Workspace<'_> {
    /// The history of one message: four index reads of the few rows that belong to it.
    pub async fn get_message_history(&self, id: MessageId) -> Result<History> {
        let workspace_id = self.id();
        let found: Option<(model::ChannelId, Option<String>, Option<WebhookEventId>)> = fetch_optional!(
            self,
            (model::ChannelId, Option<String>, Option<WebhookEventId>),
            "select channel_id, wamid, webhook_event_id from messages where workspace_id = $1 and id = $2",
            workspace_id,
            id
        )?;
        let (channel_id, wamid, webhook_event_id) = found.ok_or(Error::NotFound("message"))?;
        let attempts = fetch_all!(
            self,
            AttemptRow,
            "select attempt, outcome, started_at, finished_at, http_status, error
               from outbox_attempts
              where workspace_id = $1 and message_id = $2
              order by attempt",
            workspace_id,
            id
        )?;
        let Some(wamid) = wamid.as_deref() else {
            return Ok(History {
                statuses: Vec::new(),
                attempts,
                webhook_event_id,
                edits: Vec::new(),
            });
        };
        // Meta's times are whole seconds: within one, the order is how far the message had come.
        let statuses = fetch_all!(
            self,
            StatusRow,
            "select status, at, received_at, error, pricing, webhook_event_id
               from message_statuses
              where workspace_id = $1 and channel_id = $2 and wamid = $3
              order by at, case status when 'sent' then 1 when 'delivered' then 2 when 'read' then 3 when 'played' then 4 else 5 end, received_at",
            workspace_id,
            channel_id,
            wamid
        )?;
        let edits = fetch_all!(
            self,
            EditRow,
            "select kind, at, content
               from message_edits
              where workspace_id = $1 and channel_id = $2 and target_wamid = $3 and kind <> 'reaction'
              order by at, wamid",
            workspace_id,
            channel_id,
            wamid
        )?;
        Ok(History {
            statuses,
            attempts,
            webhook_event_id,
            edits,
        })
    }
}
