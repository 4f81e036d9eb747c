//! What the figures are made of: the messages of a stretch of time without their words, closings, templates and prices.
//!
//! Each read walks one index over the stretch: some 2 µs a message on SQLite. Whoever asks gives a cap; a stretch with more is refused, not cut.

use model::{ConversationId, Timestamp, UserId};

use crate::db::{fetch_all, row};
use crate::{Result, Workspace};

row! {
    /// A message without its words.
    pub struct AnalyticsMessage {
        /// Its thread.
        pub conversation_id: ConversationId,
        /// When it was sent.
        pub sent_at: Timestamp,
        /// `inbound` or `outbound`.
        pub direction: String,
        /// Who wrote it, a word of `AuthorKind`.
        pub author_kind: String,
        /// The member.
        pub author_id: Option<UserId>,
    }
}

row! {
    /// A conversation was closed.
    pub struct AnalyticsClosing {
        /// Which, in its prefixed form.
        pub target_id: String,
        /// Who closed it.
        pub actor_id: Option<UserId>,
        /// When.
        pub at: Timestamp,
    }
}

row! {
    /// Messages of one template that ended alike.
    pub struct AnalyticsTemplate {
        /// The template's name.
        pub name: String,
        /// The message's status.
        pub status: String,
        /// How many.
        pub count: i64,
    }
}

row! {
    /// Messages that Meta prices alike.
    pub struct AnalyticsPricing {
        /// Meta's pricing object, JSON.
        pub pricing: String,
        /// How many.
        pub count: i64,
    }
}

impl Workspace<'_> {
    /// The messages of a stretch, thread by thread in the order they were sent; at most `cap`.
    pub async fn analytics_messages(&self, from: Timestamp, to: Timestamp, cap: i64) -> Result<Vec<AnalyticsMessage>> {
        let mut rows = fetch_all!(
            self,
            AnalyticsMessage,
            "select conversation_id, sent_at, direction, author_kind, author_id
               from messages
              where workspace_id = $1 and sent_at >= $2 and sent_at < $3 and author_kind <> 'system'
              order by sent_at
              limit $4",
            self.id(),
            from,
            to,
            cap
        )?;
        rows.sort_by_key(|row| (row.conversation_id, row.sent_at));
        Ok(rows)
    }

    /// The closings of a stretch, in their order.
    pub async fn analytics_closings(&self, from: Timestamp, to: Timestamp, cap: i64) -> Result<Vec<AnalyticsClosing>> {
        fetch_all!(
            self,
            AnalyticsClosing,
            "select target_id, actor_id, at
               from audit_entries
              where workspace_id = $1 and action = 'conversation.closed' and at >= $2 and at < $3
              order by id
              limit $4",
            self.id(),
            from,
            to,
            cap
        )
    }

    /// How the template messages of a stretch ended, by template.
    pub async fn analytics_templates(&self, from: Timestamp, to: Timestamp) -> Result<Vec<AnalyticsTemplate>> {
        let sql = if self.store().is_shared() {
            "select coalesce(content::jsonb #>> '{template,name}', '') as name, status, count(*) as count
               from messages
              where workspace_id = $1 and sent_at >= $2 and sent_at < $3 and direction = 'outbound' and kind = 'template'
              group by 1, 2
              order by 1, 2
              limit 5000"
        } else {
            "select coalesce(json_extract(content, '$.template.name'), '') as name, status, count(*) as count
               from messages
              where workspace_id = $1 and sent_at >= $2 and sent_at < $3 and direction = 'outbound' and kind = 'template'
              group by 1, 2
              order by 1, 2
              limit 5000"
        };
        fetch_all!(self, AnalyticsTemplate, sql, self.id(), from, to)
    }

    /// What Meta said about the price of the messages of a stretch; equal words counted together.
    pub async fn analytics_pricing(&self, from: Timestamp, to: Timestamp) -> Result<Vec<AnalyticsPricing>> {
        fetch_all!(
            self,
            AnalyticsPricing,
            "select pricing, count(*) as count
               from messages
              where workspace_id = $1 and sent_at >= $2 and sent_at < $3 and pricing is not null
              group by pricing
              order by pricing
              limit 5000",
            self.id(),
            from,
            to
        )
    }
}
