//! What Meta tells about an account, its numbers and its templates, one event at a time.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde_json::{Value, json};

use super::{problem::Problem, request::Body};
use crate::{
    simulator::Simulator,
    world::account::{AccountEvent, EVENTS},
};

/// The events there are, with what each wants to know.
pub(super) async fn kinds() -> Json<Value> {
    let events: Vec<Value> = EVENTS
        .iter()
        .map(|(event, field, about)| json!({ "event": event, "field": field, "about": about }))
        .collect();
    Json(json!({ "events": events }))
}

/// Sends one; answers with the webhook's value as it goes out.
pub(super) async fn send(
    State(simulator): State<Simulator>,
    Path(business): Path<String>,
    Body(event): Body<AccountEvent>,
) -> Result<(StatusCode, Json<Value>), Problem> {
    let sent = simulator.inner.with(|world| world.account_event(&business, &event));
    sent.map(|(field, value)| (StatusCode::CREATED, Json(json!({ "field": field, "value": value }))))
        .map_err(Problem::invalid)
}
