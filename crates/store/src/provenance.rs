//! Where messages come from and why they went as they did: what ingest decided, which deliveries carried them, what the send policy saw.
//!
//! Written with what is written anyway: columns of the message, the delivery and the attempt. Only a message that comes again, in another delivery, costs a
//! row of its own.

mod read;

use model::{ChannelId, Timestamp, WebhookEventId};
use serde_json::{Map, Value, json};

use crate::db::build_execute;
use crate::{NewStatus, Result, WorkspaceTx};

pub use read::{Provenance, ProvenanceAttempt, ProvenanceAudit, ProvenanceDelivery, ProvenanceMedia, ProvenanceMessage, ProvenanceStatus};

/// By which rules a message found its place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Decided {
    /// What named the channel.
    pub routed_by: RoutedBy,
    /// By what its contact was found.
    pub found_by: FoundBy,
    /// The thread began with it.
    pub thread_begun: bool,
    /// How it came: `live`, `echo`, `notice`, `history` or `history_file`.
    pub came_as: &'static str,
    /// Until when it opened the service window, by Meta's time of the message.
    pub window_until: Option<Timestamp>,
}

/// What named the channel of a change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RoutedBy {
    /// Meta's id of the number, in the change itself.
    #[default]
    Number,
    /// Meta's id of the business account, for changes that name no number.
    Account,
}

/// By what a contact was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FoundBy {
    /// The business-scoped user id.
    UserId,
    /// The business-scoped user id they had before.
    PreviousUserId,
    /// The phone number.
    Phone,
    /// The phone number they had before.
    PreviousPhone,
    /// None of their ids was known: the contact is new.
    #[default]
    Nothing,
}

/// With which app secret a delivery was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedWith {
    /// The one in use.
    Current,
    /// The one before it, while it still counted.
    Previous,
    /// Nobody looked: it was handed over inside the program.
    Unknown,
}

/// A message, or a report about one, in a delivery that was not the first to bring it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// The number.
    pub channel_id: ChannelId,
    /// Meta's id of the message.
    pub wamid: String,
    /// `message`, or Meta's word of the report.
    pub item: String,
    /// The delivery.
    pub webhook_event_id: WebhookEventId,
    /// When it arrived.
    pub received_at: Timestamp,
}

impl Decided {
    /// A message that was routed and not looked at further.
    #[must_use]
    pub fn routed(routed_by: RoutedBy) -> Self {
        Self {
            routed_by,
            ..Self::default()
        }
    }

    pub(crate) fn to_stored(self) -> String {
        let mut stored = Map::from_iter([
            ("routed_by".to_owned(), json!(self.routed_by.as_str())),
            ("found_by".to_owned(), json!(self.found_by.as_str())),
            ("came_as".to_owned(), json!(self.came_as)),
        ]);
        if self.thread_begun {
            stored.insert("thread_begun".to_owned(), Value::Bool(true));
        }
        if let Some(until) = self.window_until {
            stored.insert("window_until".to_owned(), json!(until.millis()));
        }
        Value::Object(stored).to_string()
    }
}

impl RoutedBy {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Number => "phone_number_id",
            Self::Account => "waba_id",
        }
    }
}

impl FoundBy {
    const fn as_str(self) -> &'static str {
        match self {
            Self::UserId => "user_id",
            Self::PreviousUserId => "previous_user_id",
            Self::Phone => "phone",
            Self::PreviousPhone => "previous_phone",
            Self::Nothing => "created",
        }
    }
}

impl SignedWith {
    pub(crate) const fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Current => Some("current"),
            Self::Previous => Some("previous"),
            Self::Unknown => None,
        }
    }
}

impl Sighting {
    /// A report that was known.
    #[must_use]
    pub fn of_status(status: &NewStatus) -> Self {
        Self {
            channel_id: status.channel_id,
            wamid: status.wamid.clone(),
            item: status.status.clone(),
            webhook_event_id: status.webhook_event_id,
            received_at: status.received_at,
        }
    }
}

impl WorkspaceTx<'_> {
    /// Writes down in which later deliveries messages and reports came again.
    pub async fn note_sightings(&mut self, sightings: &[Sighting]) -> Result<()> {
        let workspace_id = self.id();
        for sightings in sightings.chunks(500) {
            build_execute!(self, |query| {
                query.push("insert into message_sightings (workspace_id, channel_id, wamid, item, webhook_event_id, received_at) ");
                query.push_values(sightings, |mut values, sighting| {
                    values
                        .push_bind(workspace_id)
                        .push_bind(sighting.channel_id)
                        .push_bind(sighting.wamid.as_str())
                        .push_bind(sighting.item.as_str());
                    values.push_bind(sighting.webhook_event_id).push_bind(sighting.received_at);
                });
                query.push(" on conflict do nothing");
            })?;
        }
        Ok(())
    }
}
