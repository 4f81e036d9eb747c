//! What Meta said about a number, its account and its templates: a log that only grows, and the list of what still stands.

use std::collections::HashSet;

use model::{ChannelActivityId, ChannelId, Timestamp, WebhookEventId};

use crate::db::{build_all, execute, fetch_all, row};
use crate::secrets::sha256;
use crate::{Limit, Page, Result, Workspace, WorkspaceTx};

const TAG: &str = "channel_activity.newest";
/// Conditions of one number that are read at most, the worst first.
const MOST_ALERTS: i64 = 50;

/// Something to add to the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewActivity {
    /// Ours.
    pub id: ChannelActivityId,
    /// The number.
    pub channel_id: ChannelId,
    /// What tells it from its repetitions: Meta sends the same news again in other deliveries.
    pub item_hash: [u8; 32],
    /// `account`, `calling`, `limits`, `name`, `preference`, `quality`, `security`, `template`, `token` or `other`.
    pub area: &'static str,
    /// A stable word, such as `template.paused`.
    pub kind: String,
    /// `info`, `warning` or `critical`.
    pub severity: &'static str,
    /// What it is about within the number: a template and its language; else empty.
    pub subject: String,
    /// The values its sentence needs, a JSON object.
    pub data: String,
    /// The delivery that brought it.
    pub webhook_event_id: Option<WebhookEventId>,
    /// Meta's time of it.
    pub at: Timestamp,
    /// When it reached us.
    pub received_at: Timestamp,
}

/// A condition that stands until something ends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAlert {
    /// A stable word, such as `account.banned`.
    pub kind: &'static str,
    /// What it is about within the number.
    pub subject: String,
    /// `warning` or `critical`.
    pub severity: &'static str,
    /// The values its sentence needs, a JSON object.
    pub data: String,
    /// When it ends by itself.
    pub until: Option<Timestamp>,
}

row! {
    /// An entry of the log.
    pub struct ChannelActivityRow {
        /// Ours.
        pub id: ChannelActivityId,
        /// The number.
        pub channel_id: ChannelId,
        /// See [`NewActivity::area`].
        pub area: String,
        /// A stable word.
        pub kind: String,
        /// `info`, `warning` or `critical`.
        pub severity: String,
        /// What it is about within the number.
        pub subject: String,
        /// The values its sentence needs, JSON.
        pub data: String,
        /// The delivery that brought it.
        pub webhook_event_id: Option<WebhookEventId>,
        /// Meta's time of it.
        pub at: Timestamp,
        /// When it reached us.
        pub received_at: Timestamp,
    }
}

row! {
    /// A condition that stands.
    pub struct ChannelAlertRow {
        /// A stable word.
        pub kind: String,
        /// What it is about within the number.
        pub subject: String,
        /// `warning` or `critical`.
        pub severity: String,
        /// The values its sentence needs, JSON.
        pub data: String,
        /// The entry of the log that raised it.
        pub activity_id: ChannelActivityId,
        /// Since when.
        pub since: Timestamp,
        /// When it ends by itself.
        pub until: Option<Timestamp>,
    }
}

/// Which entries.
#[derive(Debug, Clone, Default)]
pub struct ActivityFilter {
    /// Only about this.
    pub area: Option<String>,
    /// Only of this weight.
    pub severity: Option<String>,
}

impl Workspace<'_> {
    /// The log, newest first.
    pub async fn list_channel_activity(&self, filter: &ActivityFilter, limit: Limit, cursor: Option<&str>) -> Result<Page<ChannelActivityRow>> {
        let before = match cursor {
            Some(cursor) => Some(self.decode_cursor::<ChannelActivityId>(TAG, cursor)?),
            None => None,
        };
        let rows = build_all!(self, ChannelActivityRow, |query| {
            query.push(
                "select id, channel_id, area, kind, severity, subject, data, webhook_event_id, at, received_at
                   from channel_activity where workspace_id = ",
            );
            query.push_bind(self.id());
            if let Some(area) = &filter.area {
                query.push(" and area = ").push_bind(area.clone());
            }
            if let Some(severity) = &filter.severity {
                query.push(" and severity = ").push_bind(severity.clone());
            }
            if let Some(before) = before {
                query.push(" and id < ").push_bind(before);
            }
            query.push(" order by id desc limit ").push_bind(limit.fetch());
        })?;
        Ok(Page::cut(rows, limit, |last| self.encode_cursor(TAG, &last.id)))
    }

    /// What stands now, the worst and newest first.
    pub async fn list_channel_alerts(&self, now: Timestamp) -> Result<Vec<ChannelAlertRow>> {
        fetch_all!(
            self,
            ChannelAlertRow,
            "select kind, subject, severity, data, activity_id, since, until
               from channel_alerts
              where workspace_id = $1 and (until is null or until > $2)
              order by case severity when 'critical' then 0 else 1 end, since desc, kind, subject
              limit $3",
            self.id(),
            now,
            MOST_ALERTS
        )
    }
}

impl WorkspaceTx<'_> {
    /// Adds to the log; gives the ids of what was not there before.
    pub async fn insert_channel_activity(&mut self, activity: &[NewActivity]) -> Result<HashSet<ChannelActivityId>> {
        let workspace_id = self.id();
        let mut new = HashSet::with_capacity(activity.len());
        for activity in activity.chunks(200) {
            let inserted: Vec<(ChannelActivityId,)> = build_all!(self, (ChannelActivityId,), |query| {
                query.push(
                    "insert into channel_activity
                       (workspace_id, id, channel_id, item_hash, area, kind, severity, subject, data, webhook_event_id, at, received_at) ",
                );
                query.push_values(activity, |mut values, entry| {
                    values
                        .push_bind(workspace_id)
                        .push_bind(entry.id)
                        .push_bind(entry.channel_id)
                        .push_bind(entry.item_hash.to_vec());
                    values
                        .push_bind(entry.area)
                        .push_bind(entry.kind.as_str())
                        .push_bind(entry.severity)
                        .push_bind(entry.subject.as_str());
                    values
                        .push_bind(entry.data.as_str())
                        .push_bind(entry.webhook_event_id)
                        .push_bind(entry.at)
                        .push_bind(entry.received_at);
                });
                query.push(" on conflict (workspace_id, channel_id, item_hash) do nothing returning id");
            })?;
            new.extend(inserted.into_iter().map(|(id,)| id));
        }
        Ok(new)
    }

    /// Meta began to refuse the token: written down, and stands until it takes one again.
    pub(crate) async fn note_token_refused(&mut self, channel_id: ChannelId) -> Result<()> {
        let entry = self.token_entry(channel_id, "token.refused", "critical");
        self.insert_channel_activity(std::slice::from_ref(&entry)).await?;
        let alert = NewAlert {
            kind: "token.refused",
            subject: String::new(),
            severity: "critical",
            data: "{}".to_owned(),
            until: None,
        };
        self.raise_channel_alert(&entry, &alert).await
    }

    /// Meta takes the token again, if it refused it before.
    pub(crate) async fn note_token_accepted(&mut self, channel_id: ChannelId) -> Result<()> {
        if self.clear_channel_alert(channel_id, "token.refused", None).await? {
            let entry = self.token_entry(channel_id, "token.accepted", "info");
            self.insert_channel_activity(&[entry]).await?;
        }
        Ok(())
    }

    fn token_entry(&self, channel_id: ChannelId, kind: &'static str, severity: &'static str) -> NewActivity {
        let (id, now) = (ChannelActivityId::new(), self.now());
        NewActivity {
            id,
            channel_id,
            item_hash: sha256(id.uuid().as_bytes()),
            area: "token",
            kind: kind.to_owned(),
            severity,
            subject: String::new(),
            data: "{}".to_owned(),
            webhook_event_id: None,
            at: now,
            received_at: now,
        }
    }

    /// Is this the newest that was said about its subject by words of these kinds? What came late must not undo what came after it.
    pub async fn is_newest_activity(&mut self, entry: &NewActivity, kinds: &[&str]) -> Result<bool> {
        let workspace_id = self.id();
        let newer: Vec<(ChannelActivityId,)> = build_all!(self, (ChannelActivityId,), |query| {
            query
                .push("select id from channel_activity where workspace_id = ")
                .push_bind(workspace_id);
            query.push(" and area = ").push_bind(entry.area);
            query.push(" and channel_id = ").push_bind(entry.channel_id);
            query.push(" and subject = ").push_bind(entry.subject.as_str());
            query.push(" and at > ").push_bind(entry.at).push(" and kind in (");
            let mut list = query.separated(", ");
            for kind in kinds {
                list.push_bind(*kind);
            }
            query.push(") limit 1");
        })?;
        Ok(newer.is_empty())
    }

    /// A condition stands from now on.
    pub async fn raise_channel_alert(&mut self, entry: &NewActivity, alert: &NewAlert) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "insert into channel_alerts (workspace_id, channel_id, kind, subject, severity, data, activity_id, since, until)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             on conflict (workspace_id, channel_id, kind, subject) do update
                set severity = excluded.severity, data = excluded.data, activity_id = excluded.activity_id, since = excluded.since,
                    until = excluded.until",
            workspace_id,
            entry.channel_id,
            alert.kind,
            alert.subject.as_str(),
            alert.severity,
            alert.data.as_str(),
            entry.id,
            entry.at,
            alert.until
        )?;
        Ok(())
    }

    /// A condition is over, for one subject or for all of them. False when it did not stand.
    pub async fn clear_channel_alert(&mut self, channel_id: ChannelId, kind: &str, subject: Option<&str>) -> Result<bool> {
        let workspace_id = self.id();
        let cleared = execute!(
            self,
            "delete from channel_alerts where workspace_id = $1 and channel_id = $2 and kind = $3 and subject = coalesce($4, subject)",
            workspace_id,
            channel_id,
            kind,
            subject
        )?;
        Ok(cleared > 0)
    }
}
