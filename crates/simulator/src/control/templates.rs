//! Templates, and Meta's decisions about them.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    problem::Problem,
    request::{Body, Query},
};
use crate::{simulator::Simulator, world::template::Template};

/// Whose templates.
#[derive(Debug, Deserialize)]
pub(super) struct Whose {
    business: Option<String>,
}

pub(super) async fn list(State(simulator): State<Simulator>, Query(whose): Query<Whose>) -> Json<Value> {
    let templates = simulator.inner.with(|world| {
        let ours = world
            .businesses
            .iter()
            .filter(|business| whose.business.as_ref().is_none_or(|id| id == &business.id));
        ours.flat_map(|business| &business.templates).map(Template::view).collect::<Vec<_>>()
    });
    Json(json!({ "templates": templates }))
}

/// What Meta decides.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Decision {
    status: String,
    reason: Option<String>,
}

/// Statuses a template can have.
const STATUSES: [&str; 10] = [
    "APPROVED",
    "ARCHIVED",
    "DELETED",
    "DISABLED",
    "IN_APPEAL",
    "LIMIT_EXCEEDED",
    "PAUSED",
    "PENDING",
    "PENDING_DELETION",
    "REJECTED",
];

pub(super) async fn decide(
    State(simulator): State<Simulator>,
    Path(id): Path<String>,
    Body(decision): Body<Decision>,
) -> Result<Json<Value>, Problem> {
    if !STATUSES.contains(&decision.status.as_str()) {
        return Err(Problem::invalid(format!("status is one of {}.", STATUSES.join(", "))));
    }
    let view = simulator.inner.with(|world| {
        world.decide_template(&id, &decision.status, decision.reason.as_deref().unwrap_or("NONE"));
        world.businesses.iter().find_map(|business| business.template(&id)).map(Template::view)
    });
    view.map(Json)
        .ok_or_else(|| Problem::not_found(format!("There is no template {id}. GET /control/templates lists them.")))
}
