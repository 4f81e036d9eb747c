//! Where changes go, and what they say about our numbers.

use model::{ChannelId, Timestamp};

use crate::channels::ChannelRoute;
use crate::db::{Column, Rows as _, build_all, execute};
use crate::{Result, SystemTx, WorkspaceTx};

/// What a webhook changes of a channel. Nothing means no change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChannelNews {
    /// The name customers see.
    pub verified_name: Option<String>,
    /// Meta's word for its state.
    pub status: Option<String>,
    /// Messages a second.
    pub throughput_per_second: Option<i64>,
    /// `GREEN`, `YELLOW`, `RED` or `UNKNOWN`.
    pub quality_rating: Option<String>,
    /// People the portfolio may write to first in 24 hours: `TIER_2K` …
    pub messaging_limit: Option<String>,
    /// What became of the display name: `APPROVED`, `REJECTED` …
    pub name_status: Option<String>,
    /// Outcome of Meta's review of the account.
    pub account_review: Option<String>,
    /// Whether contacts can call: `ENABLED` or `DISABLED`.
    pub calling_status: Option<String>,
    /// When the two-step PIN was changed.
    pub pin_changed_at: Option<Timestamp>,
}

impl SystemTx<'_> {
    /// The routes of these numbers, and of every number of these accounts.
    pub async fn find_routes(&mut self, numbers: &[&str], accounts: &[&str]) -> Result<Vec<ChannelRoute>> {
        let mut routes = Vec::new();
        for (column, names) in [("phone_number_id", numbers), ("waba_id", accounts)] {
            for names in names.chunks(1000) {
                routes.extend(build_all!(
                    self,
                    ChannelRoute,
                    fixed | query | {
                        query.push(
                            "select phone_number_id, waba_id, meta_app_id, workspace_id, channel_id,
                                    exists (select 1 from flows where flows.workspace_id = channel_routes.workspace_id) as has_flows
                               from channel_routes where ",
                        );
                        query.push(column).push(" in (");
                        query.push_table(vec![Column::Texts(names.iter().map(|name| (*name).to_owned()).collect())]);
                        query.push(")");
                    }
                )?);
            }
        }
        Ok(routes)
    }
}

impl WorkspaceTx<'_> {
    /// Writes what Meta says about a number. False when it said nothing new.
    pub async fn apply_channel_news(&mut self, id: ChannelId, news: &ChannelNews) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update channels
                set verified_name = coalesce($3, verified_name), status = coalesce($4, status),
                    throughput_per_second = coalesce($5, throughput_per_second), quality_rating = coalesce($7, quality_rating),
                    messaging_limit = coalesce($8, messaging_limit), name_status = coalesce($9, name_status),
                    account_review = coalesce($10, account_review), calling_status = coalesce($11, calling_status),
                    pin_changed_at = coalesce($12, pin_changed_at), version = version + 1, updated_at = $6
              where workspace_id = $1 and id = $2
                and (verified_name <> coalesce($3, verified_name) or status <> coalesce($4, status)
                     or throughput_per_second <> coalesce($5, throughput_per_second) or quality_rating <> coalesce($7, quality_rating)
                     or messaging_limit is distinct from coalesce($8, messaging_limit) or name_status is distinct from coalesce($9, name_status)
                     or account_review is distinct from coalesce($10, account_review)
                     or calling_status is distinct from coalesce($11, calling_status)
                     or pin_changed_at is distinct from coalesce($12, pin_changed_at))",
            workspace_id,
            id,
            news.verified_name.as_deref(),
            news.status.as_deref(),
            news.throughput_per_second,
            now,
            news.quality_rating.as_deref(),
            news.messaging_limit.as_deref(),
            news.name_status.as_deref(),
            news.account_review.as_deref(),
            news.calling_status.as_deref(),
            news.pin_changed_at
        )?;
        Ok(changed > 0)
    }

    /// Notes when webhooks last came for a channel; not more often than every half minute.
    pub async fn note_channel_heard(&mut self, id: ChannelId, at: Timestamp) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "update channels set last_event_at = $3 where workspace_id = $1 and id = $2 and (last_event_at is null or last_event_at < $4)",
            workspace_id,
            id,
            at,
            at - std::time::Duration::from_secs(30)
        )?;
        Ok(())
    }
}
