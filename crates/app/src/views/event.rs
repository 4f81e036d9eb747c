//! Something that happened, with its place in the workspace's order of events.

use model::Timestamp;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

/// One event of a workspace.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EventView {
    /// Its number in the workspace; each event has the next.
    pub seq: i64,
    /// What happened, such as `message.created`.
    #[serde(rename = "type")]
    pub kind: String,
    /// When.
    pub at: Timestamp,
    /// What it is about.
    #[schema(value_type = Value)]
    pub data: Box<RawValue>,
}

/// The events after a number, for a screen that was away.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EventPage {
    /// The events, in order.
    pub data: Vec<EventView>,
    /// The workspace's newest number.
    pub last_seq: i64,
    /// The number asked for is too old (or not of this workspace): load everything again.
    pub reset: bool,
}

impl From<store::EventRow> for EventView {
    fn from(row: store::EventRow) -> Self {
        Self {
            seq: row.seq,
            kind: row.kind,
            at: row.created_at,
            data: super::raw(row.data),
        }
    }
}
