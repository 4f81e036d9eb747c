//! Field `calls`: calls with contacts.

use serde_json::Value;

use super::message::MessagesValue;
use super::{ContactProfile, Item, Status, item};
use crate::error::GraphErrorBody;
use crate::wire::{Read, Unreadable};

/// The value of field `calls`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Calls {
    /// The people concerned.
    pub contacts: Vec<ContactProfile>,
    /// What happened in calls.
    pub calls: Vec<Item<Call>>,
    /// `RINGING`, `ACCEPTED`, `REJECTED` of calls we made.
    pub statuses: Vec<Item<Status>>,
    /// Trouble of the number or the app itself.
    pub errors: Vec<GraphErrorBody>,
}

wire! {
    /// Something that happened in a call. A call by the contact opens the 24-hour window.
    pub struct Call {
        /// Meta's id of the call.
        pub id: String,
        /// `connect`, `terminate`, `call_created`, `call_recording_available`, `call_transcription_available`.
        pub event: Option<String>,
        /// `USER_INITIATED` or `BUSINESS_INITIATED`.
        pub direction: Option<String>,
        /// Who calls.
        pub from: Option<String>,
        /// Business-scoped user id of who calls.
        pub from_user_id: Option<String>,
        /// Who is called.
        pub to: Option<String>,
        /// Business-scoped user id of who is called.
        pub to_user_id: Option<String>,
        /// Unix seconds.
        pub timestamp: Option<i64>,
        /// How it ended: `COMPLETED`, `FAILED` … (Meta's samples differ in form).
        pub status: Option<Value>,
        /// Unix seconds.
        pub start_time: Option<i64>,
        /// Unix seconds.
        pub end_time: Option<i64>,
        /// Seconds.
        pub duration: Option<i64>,
        /// The offer or answer of the media connection.
        pub session: Option<Value>,
        /// What we sent along.
        pub biz_opaque_callback_data: Option<String>,
        /// Why it failed.
        pub errors: Vec<GraphErrorBody>,
    }
}

impl Read for Calls {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let members = value.as_object().ok_or_else(|| Unreadable("expected an object".into()))?;
        let MessagesValue {
            contacts, statuses, errors, ..
        } = MessagesValue::of_members(members);
        Ok(Self {
            contacts,
            calls: item::read_all(members.get("calls")),
            statuses,
            errors,
        })
    }
}
