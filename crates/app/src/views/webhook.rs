//! Where events of the workspace are sent, and every sending.

use model::{Timestamp, WebhookDeliveryId, WebhookId};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

/// Are events sent?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WebhookState {
    /// They are.
    Active,
    /// The team turned it off.
    Off,
    /// Nothing arrived for days, so that we stopped; turn it on again.
    Paused,
}

impl WebhookState {
    /// The database's word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Off => "off",
            Self::Paused => "paused",
        }
    }

    fn parse(word: &str) -> Self {
        match word {
            "active" => Self::Active,
            "paused" => Self::Paused,
            _ => Self::Off,
        }
    }
}

/// Where events are sent; never its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct WebhookView {
    /// Its id.
    pub id: WebhookId,
    /// The address.
    pub url: String,
    /// What it is for.
    pub description: String,
    /// Which events; `*` for all.
    pub events: Vec<String>,
    /// Are events sent?
    pub state: WebhookState,
    /// Since when nothing arrived.
    pub failing_since: Option<Timestamp>,
    /// What went wrong then, or when it was paused. May be written by the other side: always text, never markup.
    pub problem: Option<String>,
    /// Until when the secret before the last one signs too.
    pub previous_secret_until: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl WebhookView {
    /// As it is at `now`.
    #[must_use]
    pub fn of(row: store::WebhookRow, now: Timestamp) -> Self {
        Self {
            id: row.id,
            url: row.url,
            description: row.description,
            events: serde_json::from_str(&row.events).unwrap_or_default(),
            state: WebhookState::parse(&row.state),
            failing_since: row.failing_since,
            problem: row.problem,
            previous_secret_until: Some(row.previous_until).filter(|until| *until > now),
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// What became of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// The other side answered with a status from 200 to 299.
    Delivered,
    /// It was given up.
    Failed,
    /// It is due, or is tried again later.
    Pending,
}

impl DeliveryState {
    /// The database's word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Pending => "pending",
        }
    }

    fn parse(word: &str) -> Self {
        match word {
            "delivered" => Self::Delivered,
            "failed" => Self::Failed,
            _ => Self::Pending,
        }
    }
}

/// A sending of one event.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookDeliveryView {
    /// Its id, the same at every try: the other side sees it as `webhook-id`.
    pub id: WebhookDeliveryId,
    /// Which event.
    pub event: String,
    /// What became of it.
    pub state: DeliveryState,
    /// How often it was tried since it was last asked for.
    pub attempts: i64,
    /// When it is tried next.
    pub next_attempt_at: Option<Timestamp>,
    /// The status of the last answer.
    pub status: Option<i64>,
    /// What went wrong last.
    pub problem: Option<String>,
    /// The beginning of the last answer.
    pub answer: Option<String>,
    /// How long the last try took, in milliseconds.
    pub ms: Option<i64>,
    /// When the event was written down for sending.
    pub created_at: Timestamp,
    /// When it was last tried.
    pub tried_at: Option<Timestamp>,
    /// What is sent; only when one delivery is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub body: Option<Box<RawValue>>,
}

impl WebhookDeliveryView {
    /// A delivery in a list, without what is sent.
    #[must_use]
    pub fn listed(row: store::WebhookDeliveryRow) -> Self {
        let state = DeliveryState::parse(&row.state);
        Self {
            id: row.id,
            event: row.event,
            state,
            attempts: row.attempts,
            next_attempt_at: (state == DeliveryState::Pending).then_some(row.next_attempt_at),
            status: row.status,
            problem: row.problem,
            answer: row.answer,
            ms: row.ms,
            created_at: row.created_at,
            tried_at: row.tried_at,
            body: None,
        }
    }

    /// A delivery with what is sent.
    #[must_use]
    pub fn whole(mut row: store::WebhookDeliveryRow) -> Self {
        let body = RawValue::from_string(std::mem::take(&mut row.body)).ok();
        Self { body, ..Self::listed(row) }
    }
}
