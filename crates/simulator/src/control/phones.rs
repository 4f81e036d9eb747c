//! Phones and their threads.

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
use crate::{config::PhoneConfig, simulator::Simulator, world::people::PhoneChange};

type Answer = Result<Json<Value>, Problem>;

/// A phone to be made.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPhone {
    name: String,
    wa_id: Option<String>,
    username: Option<String>,
    #[serde(default)]
    username_only: bool,
    #[serde(default)]
    country: String,
    #[serde(default)]
    language: String,
    #[serde(default = "yes")]
    online: bool,
    #[serde(default)]
    auto_read: bool,
}

fn yes() -> bool {
    true
}

pub(super) async fn list(State(simulator): State<Simulator>) -> Json<Value> {
    let phones = simulator.inner.with(|world| {
        let now = world.now();
        world
            .phones_in_order()
            .into_iter()
            .map(|phone| phone.view(&world.businesses, now))
            .collect::<Vec<_>>()
    });
    Json(json!({ "phones": phones }))
}

pub(super) async fn add(State(simulator): State<Simulator>, Body(new): Body<NewPhone>) -> Result<(StatusCode, Json<Value>), Problem> {
    let country = new.country.trim().to_uppercase();
    if !(country.is_empty() || country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase())) {
        return Err(Problem::invalid("country is a two-letter ISO 3166 code, like MX."));
    }
    let config = PhoneConfig {
        name: new.name,
        wa_id: new.wa_id,
        username: new.username,
        username_only: new.username_only,
        country,
        language: new.language,
        auto_read: new.auto_read,
        offline: !new.online,
    };
    let view = simulator
        .inner
        .with(|world| world.add_phone(&config).and_then(|id| world.phone_view(&id)))?;
    Ok((StatusCode::CREATED, Json(view)))
}

pub(super) async fn get(State(simulator): State<Simulator>, Path(phone): Path<String>) -> Answer {
    Ok(Json(simulator.inner.with(|world| world.phone_view(&phone))?))
}

pub(super) async fn change(State(simulator): State<Simulator>, Path(phone): Path<String>, Body(change): Body<PhoneChange>) -> Answer {
    let view = simulator
        .inner
        .with(|world| world.change_phone(&phone, change).and_then(|()| world.phone_view(&phone)))?;
    Ok(Json(view))
}

pub(super) async fn remove(State(simulator): State<Simulator>, Path(phone): Path<String>) -> Result<StatusCode, Problem> {
    simulator.inner.with(|world| world.remove_phone(&phone))?;
    Ok(StatusCode::NO_CONTENT)
}

/// A new number, or `null` for one that is not shown.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewNumber {
    wa_id: Option<String>,
}

pub(super) async fn change_number(State(simulator): State<Simulator>, Path(phone): Path<String>, Body(new): Body<NewNumber>) -> Answer {
    let changed = simulator.inner.with(|world| {
        world.change_number(&phone, new.wa_id.as_deref())?;
        world.phone_view(&phone)
    })?;
    Ok(Json(changed))
}

/// Marketing wanted or not.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Preference {
    value: Marketing,
    number: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Marketing {
    Stop,
    Resume,
}

pub(super) async fn marketing(State(simulator): State<Simulator>, Path(phone): Path<String>, Body(preference): Body<Preference>) -> Answer {
    let view = simulator.inner.with(|world| {
        let number = world.number_or_first(preference.number.as_deref())?;
        world.prefer(&phone, &number, preference.value == Marketing::Stop)?;
        world.phone_view(&phone)
    })?;
    Ok(Json(view))
}

/// Which part of a thread.
#[derive(Debug, Deserialize)]
pub(super) struct Part {
    number: Option<String>,
    before: Option<String>,
    #[serde(default = "fifty")]
    limit: usize,
}

fn fifty() -> usize {
    50
}

pub(super) async fn thread(State(simulator): State<Simulator>, Path(phone): Path<String>, Query(part): Query<Part>) -> Answer {
    let view = simulator.inner.with(|world| {
        let number = world.number_or_first(part.number.as_deref())?;
        let now = world.now();
        let chat = world.phone(&phone)?.chat(&number);
        let arrived: Vec<_> = chat.into_iter().flat_map(|chat| chat.arrived()).collect();
        let end = part
            .before
            .as_deref()
            .and_then(|id| arrived.iter().position(|message| message.id == id))
            .unwrap_or(arrived.len());
        let start = end.saturating_sub(part.limit.clamp(1, 500));
        let typing = chat.and_then(|chat| chat.typing(now));
        Ok::<_, Problem>(json!({
            "phone": phone, "number": number, "typing_until": typing, "more": start > 0, "messages": arrived[start..end],
        }))
    })?;
    Ok(Json(view))
}
