//! The webhook log, holding and releasing, and webhooks made by hand.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    problem::Problem,
    request::{Body, Query},
};
use crate::{
    deliver::{self, DeliveryRecord, DeliveryState},
    faults::Fault,
    release::Release,
    simulator::Simulator,
};

/// Which deliveries.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    business: Option<String>,
    phone: Option<String>,
    state: Option<DeliveryState>,
    #[serde(default = "fifty")]
    limit: usize,
}

fn fifty() -> usize {
    50
}

pub(super) async fn list(State(simulator): State<Simulator>, Query(wanted): Query<Wanted>) -> Json<Value> {
    let fits = |record: &&DeliveryRecord| {
        wanted.business.as_ref().is_none_or(|business| business == &record.business)
            && wanted.phone.as_ref().is_none_or(|phone| Some(phone) == record.phone.as_ref())
            && wanted.state.is_none_or(|state| state == record.state)
    };
    Json(simulator.inner.with(|world| {
        let deliveries: Vec<Value> = world
            .log
            .newest()
            .filter(fits)
            .take(wanted.limit.clamp(1, 500))
            .map(without_body)
            .collect();
        json!({ "deliveries": deliveries, "pending": world.ledger.webhooks.waiting, "held": world.ledger.webhooks.held })
    }))
}

pub(super) async fn get(State(simulator): State<Simulator>, Path(id): Path<String>) -> Result<Json<DeliveryRecord>, Problem> {
    let record = simulator.inner.with(|world| world.log.get(&id).cloned());
    record.map(Json).ok_or_else(|| no_delivery(&id))
}

pub(super) async fn redeliver(State(simulator): State<Simulator>, Path(id): Path<String>) -> Result<(StatusCode, Json<Value>), Problem> {
    let again = simulator.inner.with(|world| {
        let again = deliver::redeliver(&simulator.inner, world, &id)?;
        world.log.get(&again).map(without_body)
    });
    again.map(|record| (StatusCode::ACCEPTED, Json(record))).ok_or_else(|| no_delivery(&id))
}

pub(super) async fn hold(State(simulator): State<Simulator>) -> Json<Value> {
    simulator.inner.with(|world| world.faults.add(Fault::Hold.always()));
    Json(simulator.inner.with(|world| json!({ "held": world.ledger.webhooks.held })))
}

pub(super) async fn release(State(simulator): State<Simulator>, Body(release): Body<Release>) -> Json<Value> {
    let released = simulator.inner.with(|world| world.release(release));
    Json(json!({ "released": released.items, "posts": released.posts }))
}

/// Any payload.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    business: Option<String>,
    /// An object is written as JSON, text is sent as it is.
    body: Value,
    #[serde(default = "yes")]
    sign: bool,
}

fn yes() -> bool {
    true
}

pub(super) async fn raw(State(simulator): State<Simulator>, Body(raw): Body<Raw>) -> Result<(StatusCode, Json<Value>), Problem> {
    let body = match raw.body {
        Value::String(text) => text,
        value => value.to_string(),
    };
    let record = simulator.inner.with(|world| {
        let first = world.businesses.first().map(|business| business.id.clone());
        let business = raw.business.or(first).filter(|id| world.business(id).is_some())?;
        let id = deliver::raw(&simulator.inner, world, &business, body, raw.sign);
        world.log.get(&id).map(without_body)
    });
    let record = record.ok_or_else(|| Problem::not_found("There is no such business. GET /control/businesses lists them."))?;
    Ok((StatusCode::ACCEPTED, Json(record)))
}

fn without_body(record: &DeliveryRecord) -> Value {
    let mut record = serde_json::to_value(record).expect("a record is plain data");
    if let Some(object) = record.as_object_mut() {
        object.remove("body");
    }
    record
}

fn no_delivery(id: &str) -> Problem {
    Problem::not_found(format!(
        "There is no delivery {id}; only the latest are kept. GET /control/webhooks lists them."
    ))
}
