//! One raw delivery from Meta, as a workspace sees its part of it.

use model::{Timestamp, WebhookEventId};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::WebhookEventState;

/// One delivery.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WebhookEventView {
    /// Its id.
    pub id: WebhookEventId,
    /// Where its processing stands.
    pub state: WebhookEventState,
    /// Which webhook fields it carried for this workspace.
    pub fields: Vec<String>,
    /// How many items were for this workspace.
    pub item_count: i64,
    /// How many of them were new; the rest had come before.
    pub new_item_count: i64,
    /// How often Meta delivered the same bytes.
    pub delivery_count: i64,
    /// Why it is dead.
    pub error: Option<WebhookEventError>,
    /// When it arrived.
    pub received_at: Timestamp,
    /// When it was processed.
    pub done_at: Option<Timestamp>,
}

/// Why a delivery could not be processed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct WebhookEventError {
    /// Stable word.
    pub code: String,
    /// In words.
    pub detail: String,
}

/// A delivery with what it said.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WebhookEventDetail {
    /// The short form.
    #[serde(flatten)]
    pub event: WebhookEventView,
    /// How often processing was tried.
    pub attempts: i64,
    /// When it will be tried next, while it waits.
    pub next_attempt_at: Option<Timestamp>,
    /// The body, only what concerns this workspace.
    #[schema(value_type = Value)]
    pub body: Box<RawValue>,
}

/// How many deliveries are in which state. Counting ends at 1,000: that many means "1,000 or more".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct WebhookEventStats {
    /// Waiting to be processed.
    pub accepted: i64,
    /// Processed.
    pub done: i64,
    /// Given up; they need a person.
    pub dead: i64,
    /// Put aside by a person.
    pub discarded: i64,
    /// When the last one arrived.
    pub last_received_at: Option<Timestamp>,
}

impl From<store::WebhookEventRow> for WebhookEventView {
    fn from(row: store::WebhookEventRow) -> Self {
        Self {
            id: row.id,
            state: WebhookEventState::parse(&row.state),
            fields: row.fields.split(',').filter(|field| !field.is_empty()).map(str::to_owned).collect(),
            item_count: row.item_count,
            new_item_count: row.new_item_count,
            delivery_count: row.delivery_count,
            error: row.error_code.map(|code| WebhookEventError {
                code,
                detail: row.error_detail.unwrap_or_default(),
            }),
            received_at: row.received_at,
            done_at: row.done_at,
        }
    }
}
