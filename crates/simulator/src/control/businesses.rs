//! Businesses and their numbers, and the owner who answers in the Business app.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{problem::Problem, request::Body};
use crate::{
    simulator::Simulator,
    world::{
        World,
        business::{Business, Number},
        message::Message,
        past::{BookChange, Past},
    },
};

pub(super) async fn list(State(simulator): State<Simulator>) -> Json<Value> {
    let businesses = simulator
        .inner
        .with(|world| world.businesses.iter().map(|business| view(world, business)).collect::<Vec<_>>());
    Json(json!({ "businesses": businesses }))
}

/// What a console needs to connect.
pub(super) async fn credentials(State(simulator): State<Simulator>, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let credentials = simulator.inner.with(|world| {
        let business = world.business(&id)?;
        let app = world.app(&business.app_id)?;
        let numbers: Vec<_> = business.numbers.iter().map(|number| &number.id).collect();
        Some(json!({
            "graph_base": format!("{}/graph", world.public_base), "version": world.config.version, "app_id": app.id,
            "app_secret": app.secret, "verify_token": app.verify_token, "access_token": business.access_token,
            "waba_id": business.id, "phone_number_ids": numbers,
        }))
    });
    credentials.map(Json).ok_or_else(|| no_business(&id))
}

/// What may be set without asking anybody.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    callback_url: Option<String>,
    verify_token: Option<String>,
    subscribed: Option<bool>,
    app_secret: Option<String>,
    access_token: Option<String>,
    token_expired: Option<bool>,
}

pub(super) async fn change(State(simulator): State<Simulator>, Path(id): Path<String>, Body(change): Body<Change>) -> Result<Json<Value>, Problem> {
    if let Some(url) = &change.callback_url
        && !simulator.inner.config.callbacks.allow(url)
    {
        return Err(Problem::invalid(
            "callback_url must be an http or https address that this simulator may call.",
        ));
    }
    let view = simulator.inner.with(|world| {
        let business = world.business_mut(&id)?;
        business.subscribed = change.subscribed.unwrap_or(business.subscribed || change.callback_url.is_some());
        business.access_token = change.access_token.unwrap_or_else(|| business.access_token.clone());
        business.token_expired = change.token_expired.unwrap_or(business.token_expired);
        let app_id = business.app_id.clone();
        let app = world.app_mut(&app_id)?;
        app.callback = change.callback_url.or_else(|| app.callback.clone());
        app.verify_token = change.verify_token.unwrap_or_else(|| app.verify_token.clone());
        app.secret = change.app_secret.unwrap_or_else(|| app.secret.clone());
        world.business(&id).map(|business| view(world, business))
    });
    view.map(Json).ok_or_else(|| no_business(&id))
}

/// What Meta may change about a number.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NumberChange {
    quality_rating: Option<String>,
    throughput: Option<String>,
    status: Option<String>,
    coexistence: Option<bool>,
    verified_name: Option<String>,
}

pub(super) async fn change_number(
    State(simulator): State<Simulator>,
    Path(id): Path<String>,
    Body(change): Body<NumberChange>,
) -> Result<Json<Value>, Problem> {
    let view = simulator.inner.with(|world| {
        let business = world.number(&id).map(|(business, _)| business.id.clone())?;
        let number = world.number_mut(&id)?;
        let digits = number.digits();
        let upgraded = change.throughput.as_ref().is_some_and(|level| level != &number.throughput);
        let quality_changed = change.quality_rating.as_ref().is_some_and(|rating| rating != &number.quality);
        let renamed = change.verified_name.clone().filter(|name| name != &number.verified_name);
        number.quality = change.quality_rating.unwrap_or_else(|| number.quality.clone());
        number.throughput = change.throughput.unwrap_or_else(|| number.throughput.clone());
        number.status = change.status.unwrap_or_else(|| number.status.clone());
        number.coexistence = change.coexistence.unwrap_or(number.coexistence);
        number.verified_name = renamed.clone().unwrap_or_else(|| number.verified_name.clone());
        let (quality, view) = (number.quality.clone(), number_view(number));
        report(world, &business, &digits, upgraded, quality_changed.then_some(quality), renamed);
        Some(view)
    });
    view.map(Json)
        .ok_or_else(|| Problem::not_found(format!("There is no number {id}. GET /control/businesses lists them.")))
}

/// The webhooks that tell about a changed number.
fn report(world: &mut World, business: &str, digits: &str, upgraded: bool, quality: Option<String>, renamed: Option<String>) {
    if upgraded {
        let value = json!({ "display_phone_number": digits, "event": "THROUGHPUT_UPGRADE", "current_limit": "TIER_UNLIMITED" });
        world.report_account(business, "phone_number_quality_update", value, "throughput".to_owned());
    }
    if let Some(quality) = quality {
        let (event, limit) = if quality == "RED" {
            ("FLAGGED", "TIER_250")
        } else {
            ("UNFLAGGED", "TIER_2K")
        };
        let value = json!({ "display_phone_number": digits, "event": event, "current_limit": limit });
        world.report_account(business, "phone_number_quality_update", value, format!("quality {quality}"));
    }
    if let Some(name) = renamed {
        let value = json!({
            "display_phone_number": digits, "decision": "APPROVED", "requested_verified_name": name, "rejection_reason": null,
        });
        world.report_account(business, "phone_number_name_update", value, "name".to_owned());
    }
}

/// What the owner writes, and to whom.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Echo {
    phone: String,
    text: String,
}

pub(super) async fn echo(
    State(simulator): State<Simulator>,
    Path(number): Path<String>,
    Body(echo): Body<Echo>,
) -> Result<(StatusCode, Json<Message>), Problem> {
    let message = simulator.inner.with(|world| world.echo(&number, &echo.phone, &echo.text))?;
    Ok((StatusCode::CREATED, Json(message)))
}

pub(super) async fn history(State(simulator): State<Simulator>, Path(number): Path<String>, Body(past): Body<Past>) -> Result<Json<Value>, Problem> {
    Ok(Json(simulator.inner.with(|world| world.share_history(&number, &past))?))
}

/// Entries of the app's address book.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Book {
    contacts: Vec<BookChange>,
}

pub(super) async fn sync_contacts(
    State(simulator): State<Simulator>,
    Path(number): Path<String>,
    Body(book): Body<Book>,
) -> Result<Json<Value>, Problem> {
    Ok(Json(simulator.inner.with(|world| world.sync_contacts(&number, &book.contacts))?))
}

fn view(world: &World, business: &Business) -> Value {
    let callback = world.app(&business.app_id).and_then(|app| app.callback.clone());
    json!({
        "id": business.id, "name": business.name, "app_id": business.app_id, "portfolio_id": business.portfolio_id,
        "callback": { "url": business.override_callback.clone().or(callback), "subscribed": business.subscribed },
        "token_expired": business.token_expired, "numbers": business.numbers.iter().map(number_view).collect::<Vec<_>>(),
    })
}

fn number_view(number: &Number) -> Value {
    json!({
        "id": number.id, "display_phone_number": number.display, "verified_name": number.verified_name, "quality_rating": number.quality,
        "throughput": number.throughput, "status": number.status, "coexistence": number.coexistence,
    })
}

fn no_business(id: &str) -> Problem {
    Problem::not_found(format!("There is no business {id}. GET /control/businesses lists them."))
}
