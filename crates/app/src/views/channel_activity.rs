//! What Meta said about the number: entries of its log, and what still stands, each with a plain sentence and what to do.

use model::{ChannelActivityId, Timestamp, WebhookEventId};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::ActivitySeverity;
use super::activity_words::activity_words;

/// An entry of the number's log.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChannelActivityView {
    /// Its id; entries are in its order.
    pub id: ChannelActivityId,
    /// `account`, `calling`, `limits`, `name`, `preference`, `quality`, `security`, `template` or `token`.
    pub area: String,
    /// Stable word, such as `template.paused`.
    pub kind: String,
    /// How much it matters.
    pub severity: ActivitySeverity,
    /// What it is about within the number: a template with its language, a restriction; else empty.
    pub subject: String,
    /// What happened, in one sentence.
    pub sentence: String,
    /// What to do about it; `null` when there is nothing to do.
    pub remedy: Option<String>,
    /// The values behind the sentence.
    #[schema(value_type = Object)]
    pub data: Map<String, Value>,
    /// The delivery that brought it.
    pub webhook_event_id: Option<WebhookEventId>,
    /// Meta's time of it.
    pub at: Timestamp,
    /// When it reached us.
    pub received_at: Timestamp,
}

/// A condition of the number that stands until Meta ends it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChannelAlertView {
    /// Stable word, such as `account.banned`.
    pub kind: String,
    /// What it is about within the number.
    pub subject: String,
    /// How much it matters.
    pub severity: ActivitySeverity,
    /// What stands, in one sentence.
    pub sentence: String,
    /// What to do about it.
    pub remedy: Option<String>,
    /// The entry of the log that raised it.
    pub activity_id: ChannelActivityId,
    /// Since when.
    pub since: Timestamp,
    /// When it ends by itself.
    pub until: Option<Timestamp>,
}

impl ChannelActivityView {
    /// An entry as it is written.
    pub(crate) fn of_new(entry: &store::NewActivity) -> Self {
        Self::from(store::ChannelActivityRow {
            id: entry.id,
            channel_id: entry.channel_id,
            area: entry.area.to_owned(),
            kind: entry.kind.clone(),
            severity: entry.severity.to_owned(),
            subject: entry.subject.clone(),
            data: entry.data.clone(),
            webhook_event_id: entry.webhook_event_id,
            at: entry.at,
            received_at: entry.received_at,
        })
    }
}

impl From<store::ChannelActivityRow> for ChannelActivityView {
    fn from(row: store::ChannelActivityRow) -> Self {
        let data = object(&row.data);
        let words = activity_words(&row.kind, &row.subject, &data);
        Self {
            id: row.id,
            area: row.area,
            severity: ActivitySeverity::parse(&row.severity),
            sentence: words.sentence,
            remedy: words.remedy,
            kind: row.kind,
            subject: row.subject,
            data,
            webhook_event_id: row.webhook_event_id,
            at: row.at,
            received_at: row.received_at,
        }
    }
}

impl From<store::ChannelAlertRow> for ChannelAlertView {
    fn from(row: store::ChannelAlertRow) -> Self {
        let words = activity_words(&row.kind, &row.subject, &object(&row.data));
        Self {
            severity: ActivitySeverity::parse(&row.severity),
            sentence: words.sentence,
            remedy: words.remedy,
            kind: row.kind,
            subject: row.subject,
            activity_id: row.activity_id,
            since: row.since,
            until: row.until,
        }
    }
}

fn object(stored: &str) -> Map<String, Value> {
    serde_json::from_str(stored).unwrap_or_default()
}
