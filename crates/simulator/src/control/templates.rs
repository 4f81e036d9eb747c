//! Templates, and Meta's decisions about them.

use std::time::Duration;

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
    let (templates, review) = simulator.inner.with(|world| {
        let ours = world
            .businesses
            .iter()
            .filter(|business| whose.business.as_ref().is_none_or(|id| id == &business.id));
        let views = ours.flat_map(|business| &business.templates).map(Template::view).collect::<Vec<_>>();
        (views, world.config.pace.review)
    });
    Json(json!({ "templates": templates, "review_seconds": review.map(|delay| delay.as_secs_f64()) }))
}

/// Who reviews: this Meta by itself after so many seconds, or whoever holds the controls.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Review {
    seconds: Option<f64>,
}

pub(super) async fn set_review(State(simulator): State<Simulator>, Body(review): Body<Review>) -> Result<Json<Value>, Problem> {
    let delay = match review.seconds {
        Some(seconds) if !(0.0..=86_400.0).contains(&seconds) => {
            return Err(Problem::invalid("seconds is 0 to 86400, or null to decide by hand.".to_owned()));
        }
        seconds => seconds.map(Duration::from_secs_f64),
    };
    simulator
        .inner
        .with(|world| std::sync::Arc::make_mut(&mut world.config).pace.review = delay);
    Ok(Json(json!({ "review_seconds": review.seconds })))
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
