//! The control API: the other side of the conversation, for phone pages and tests. The README describes every route.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    response::{IntoResponse as _, Response},
    routing::{delete, get, post},
};

use crate::simulator::Simulator;

mod account_events;
mod acts;
mod businesses;
mod clock;
mod crowd;
mod events;
mod faults;
mod forms;
mod ledger;
mod media;
mod phones;
mod problem;
mod request;
mod templates;
mod webhooks;

/// Files a phone sends may be this large.
const LARGEST_FILE: usize = 100 << 20;

/// The answer outside all routes.
pub(crate) async fn nowhere() -> Response {
    problem::Problem::not_found("There is no such route. The simulator's README lists them all.").into_response()
}

/// THE LIST of routes.
pub(crate) fn router(simulator: Simulator) -> Router {
    Router::new()
        .route("/account-events", get(account_events::kinds))
        .route("/businesses", get(businesses::list))
        .route("/businesses/{business}", axum::routing::patch(businesses::change))
        .route("/businesses/{business}/account-events", post(account_events::send))
        .route("/businesses/{business}/credentials", get(businesses::credentials))
        .route("/businesses/{business}/report", post(crowd::report))
        .route("/clock", get(clock::get))
        .route("/clock/advance", post(clock::advance))
        .route("/crowd", post(crowd::start))
        .route("/events", get(events::stream))
        .route("/faults", get(faults::list).post(faults::add).put(faults::replace))
        .route("/faults/kinds", get(faults::kinds))
        .route("/faults/{fault}", delete(faults::remove))
        .route("/ledger", get(ledger::get))
        .route("/media", post(media::upload).layer(DefaultBodyLimit::max(LARGEST_FILE)))
        .route("/media/{media}", get(media::get))
        .route("/numbers/{number}", axum::routing::patch(businesses::change_number))
        .route("/numbers/{number}/contact-sync", post(businesses::sync_contacts))
        .route("/numbers/{number}/echo", post(businesses::echo))
        .route("/numbers/{number}/history", post(businesses::history))
        .route("/phones", get(phones::list).post(phones::add))
        .route("/phones/{phone}", get(phones::get).patch(phones::change).delete(phones::remove))
        .route("/phones/{phone}/change-number", post(phones::change_number))
        .route("/phones/{phone}/choose", post(acts::choose))
        .route("/phones/{phone}/edit", post(acts::edit))
        .route("/phones/{phone}/forms/exchange", post(forms::exchange))
        .route("/phones/{phone}/forms/open", post(forms::open))
        .route("/phones/{phone}/marketing", post(phones::marketing))
        .route("/phones/{phone}/messages", post(acts::send))
        .route("/phones/{phone}/play", post(acts::play))
        .route("/phones/{phone}/react", post(acts::react))
        .route("/phones/{phone}/read", post(acts::read))
        .route("/phones/{phone}/revoke", post(acts::revoke))
        .route("/phones/{phone}/submit", post(acts::submit))
        .route("/phones/{phone}/tap", post(acts::tap))
        .route("/phones/{phone}/thread", get(phones::thread))
        .route("/reset", post(clock::reset))
        .route("/scenario", post(crowd::play))
        .route("/settle", get(clock::settle))
        .route("/templates", get(templates::list))
        .route("/templates/review", axum::routing::put(templates::set_review))
        .route("/templates/{template}/status", post(templates::decide))
        .route("/webhooks", get(webhooks::list))
        .route("/webhooks/hold", post(webhooks::hold))
        .route("/webhooks/raw", post(webhooks::raw))
        .route("/webhooks/release", post(webhooks::release))
        .route("/webhooks/{delivery}", get(webhooks::get))
        .route("/webhooks/{delivery}/redeliver", post(webhooks::redeliver))
        .fallback(nowhere)
        .method_not_allowed_fallback(async || problem::Problem::method())
        .with_state(simulator)
}
