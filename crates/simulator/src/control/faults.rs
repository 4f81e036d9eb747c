//! The faults in force.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{problem::Problem, request::Body};
use crate::{
    faults::{self, Rule},
    simulator::Simulator,
};

pub(super) async fn list(State(simulator): State<Simulator>) -> Json<Value> {
    Json(simulator.inner.with(|world| json!({ "faults": world.faults.list() })))
}

pub(super) async fn kinds() -> Json<Value> {
    Json(json!({ "kinds": faults::kinds() }))
}

pub(super) async fn add(State(simulator): State<Simulator>, Body(rule): Body<Rule>) -> Result<(StatusCode, Json<Rule>), Problem> {
    let rule = checked(&simulator, rule)?;
    Ok((StatusCode::CREATED, Json(simulator.inner.with(|world| world.faults.add(rule)))))
}

/// The whole list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct All {
    faults: Vec<Rule>,
}

pub(super) async fn replace(State(simulator): State<Simulator>, Body(all): Body<All>) -> Result<Json<Value>, Problem> {
    let rules = all
        .faults
        .into_iter()
        .map(|rule| checked(&simulator, rule))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Json(simulator.inner.with(|world| {
        world.faults.retain(|_| false);
        for rule in rules {
            world.faults.add(rule);
        }
        json!({ "faults": world.faults.list() })
    })))
}

pub(super) async fn remove(State(simulator): State<Simulator>, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    match simulator.inner.with(|world| world.faults.remove(&id)) {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::not_found(format!("There is no fault {id}. It may have been used up."))),
    }
}

fn checked(simulator: &Simulator, rule: Rule) -> Result<Rule, Problem> {
    if !(0.0..=1.0).contains(&rule.rate) {
        return Err(Problem::invalid("rate is a number from 0 to 1."));
    }
    match &rule.business {
        Some(id) if simulator.inner.with(|world| world.business(id).is_none()) => Err(Problem::not_found(format!(
            "There is no business {id}. GET /control/businesses lists them."
        ))),
        Some(_) | None => Ok(rule),
    }
}
