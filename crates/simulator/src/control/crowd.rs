//! Crowds, scenarios, and reports about the account.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{problem::Problem, request::Body};
use crate::{crowd::Crowd, scenario::Scenario, simulator::Simulator};

/// Lets a crowd write in the background; the ledger and the webhook log tell how it goes.
pub(super) async fn start(State(simulator): State<Simulator>, Body(crowd): Body<Crowd>) -> Result<(StatusCode, Json<Value>), Problem> {
    crowd.check()?;
    let answer = json!({ "customers": crowd.customers, "messages": crowd.messages, "per_second": crowd.per_second });
    let world = simulator.clone();
    simulator.inner.tracker.spawn(async move {
        match world.crowd(&crowd).await {
            Ok(report) => tracing::info!(?report, "the crowd has written everything"),
            Err(error) => tracing::warn!(%error, "the crowd went home early"),
        }
    });
    Ok((StatusCode::ACCEPTED, Json(answer)))
}

/// Plays a scenario and answers when it has ended: how it went, and the steps that were taken.
pub(super) async fn play(State(simulator): State<Simulator>, text: String) -> Result<Json<Value>, Problem> {
    let scenario = Scenario::parse(&text).map_err(|error| Problem::invalid(error.to_string()))?;
    let mut steps = Vec::new();
    let outcome = scenario.play(&simulator, |step| steps.push(step.to_owned())).await;
    let failure = outcome.as_ref().err().map(ToString::to_string);
    Ok(Json(
        json!({ "title": scenario.title, "passed": outcome.is_ok(), "failure": failure, "steps": steps }),
    ))
}

/// Anything Meta may report about an account.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Report {
    field: String,
    value: Value,
}

pub(super) async fn report(
    State(simulator): State<Simulator>,
    Path(business): Path<String>,
    Body(report): Body<Report>,
) -> Result<StatusCode, Problem> {
    simulator.report(Some(&business), &report.field, report.value)?;
    Ok(StatusCode::ACCEPTED)
}
