//! Time, waiting and starting over.

use std::time::Duration;

use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    problem::Problem,
    request::{Body, Query},
};
use crate::simulator::Simulator;

pub(super) async fn get(State(simulator): State<Simulator>) -> Json<Value> {
    Json(view(&simulator))
}

/// How far.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Turn {
    hours: u64,
    seconds: u64,
    ms: u64,
}

pub(super) async fn advance(State(simulator): State<Simulator>, Body(turn): Body<Turn>) -> Result<Json<Value>, Problem> {
    let seconds = turn.hours.saturating_mul(3600).saturating_add(turn.seconds);
    let by = Duration::from_secs(seconds).saturating_add(Duration::from_millis(turn.ms));
    let ten_years = Duration::from_secs(10 * 366 * 86_400);
    if by.is_zero() || by > ten_years {
        return Err(Problem::invalid(
            "Say how far: hours, seconds or ms, more than zero and at most ten years.",
        ));
    }
    simulator.advance(by);
    Ok(Json(view(&simulator)))
}

pub(super) async fn reset(State(simulator): State<Simulator>) -> StatusCode {
    simulator.reset();
    StatusCode::NO_CONTENT
}

/// How long to wait.
#[derive(Debug, Deserialize)]
pub(super) struct Patience {
    #[serde(default = "five_seconds")]
    timeout_ms: u64,
}

fn five_seconds() -> u64 {
    5_000
}

pub(super) async fn settle(State(simulator): State<Simulator>, Query(patience): Query<Patience>) -> Json<Value> {
    let most = Duration::from_millis(patience.timeout_ms.min(60_000));
    let settled = tokio::time::timeout(most, simulator.settle()).await.is_ok();
    Json(json!({ "settled": settled }))
}

fn view(simulator: &Simulator) -> Value {
    let clock = &simulator.inner.clock;
    json!({ "now": clock.now(), "offset_ms": clock.offset(), "frozen": clock.is_frozen() })
}
