//! Field `standby`: what happens on our number while another responder answers.

use serde_json::Value;

use super::message::{MessagesValue, unix_seconds};
use super::{ContactProfile, InboundMessage, Item, Status, item};
use crate::ids::Wamid;
use crate::wire::{self, Read, Unreadable};

/// The value of field `standby`: we look on. Sending a service message takes the conversation over.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Standby {
    /// The people concerned.
    pub contacts: Vec<ContactProfile>,
    /// What contacts wrote to the other responder.
    pub messages: Vec<Item<InboundMessage>>,
    /// What the other responder sent.
    pub echoes: Vec<Item<StandbyEcho>>,
    /// What became of its messages.
    pub statuses: Vec<Item<Status>>,
}

/// A message the other responder sent. Never a customer's message.
#[derive(Debug, Clone, PartialEq)]
pub struct StandbyEcho {
    /// Meta's id of it.
    pub id: Wamid,
    /// Unix seconds. `0` when it could not be read.
    pub timestamp: i64,
    /// The body it was sent with, as given to the send endpoint.
    pub message: Value,
    /// Definition of the template it used.
    pub template: Option<Value>,
    /// The native Flow it used.
    pub flow: Option<StandbyFlow>,
    /// The echo as it came.
    pub raw: Value,
}

wire! {
    /// A native Flow another responder sent.
    pub struct StandbyFlow {
        /// Meta's id of it.
        pub id: Option<String>,
        /// Its name.
        pub name: Option<String>,
        /// `PUBLISHED`, `DRAFT` …
        pub status: Option<String>,
        /// What it is for.
        pub categories: Vec<String>,
    }
}

impl Read for Standby {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let members = value.as_object().ok_or_else(|| Unreadable("expected an object".into()))?;
        let inner = members.get("standby").and_then(Value::as_object).unwrap_or(members);
        let MessagesValue {
            contacts,
            messages,
            statuses,
            ..
        } = MessagesValue::of_members(inner);
        Ok(Self {
            contacts: if contacts.is_empty() {
                wire::readable(members.get("contacts"))
            } else {
                contacts
            },
            messages,
            echoes: item::read_all(inner.get("message_echoes")),
            statuses,
        })
    }
}

impl Read for StandbyEcho {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let id = item::wamid(value.get("id"))?;
        Ok(Self {
            id,
            timestamp: unix_seconds(value.get("timestamp")).unwrap_or(0),
            message: value.get("message").cloned().unwrap_or(Value::Null),
            template: value.get("template").filter(|template| template.is_object()).cloned(),
            flow: value.get("flow").and_then(|flow| StandbyFlow::read(flow).ok()),
            raw: value.clone(),
        })
    }
}
