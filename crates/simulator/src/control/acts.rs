//! What a phone does: send, tap, choose, submit, react, read, play, edit, revoke.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{problem::Problem, request::Body};
use crate::{
    deliver::Delivery,
    simulator::Simulator,
    world::{
        message::Message,
        say::{How, Say},
    },
};

type Answer = Result<Json<Message>, Problem>;
type Created = Result<(StatusCode, Json<Message>), Problem>;

/// Something a phone sends, and how.
#[derive(Debug, Deserialize)]
pub(super) struct Sending {
    #[serde(flatten)]
    say: Say,
    #[serde(flatten)]
    how: How,
}

pub(super) async fn send(State(simulator): State<Simulator>, Path(phone): Path<String>, Body(sending): Body<Sending>) -> Created {
    let said = simulator.inner.with(|world| world.say(&phone, sending.say, sending.how))?;
    Ok((StatusCode::CREATED, Json(said.message)))
}

/// A button of a message.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tap {
    message: String,
    button: String,
    card: Option<usize>,
    #[serde(default)]
    delivery: Delivery,
}

pub(super) async fn tap(State(simulator): State<Simulator>, Path(phone): Path<String>, Body(tap): Body<Tap>) -> Created {
    let said = simulator
        .inner
        .with(|world| world.tap(&phone, &tap.message, &tap.button, tap.card, tap.delivery))?;
    Ok((StatusCode::CREATED, Json(said.message)))
}

/// A row of a list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Choice {
    message: String,
    row: String,
    #[serde(default)]
    delivery: Delivery,
}

pub(super) async fn choose(State(simulator): State<Simulator>, Path(phone): Path<String>, Body(choice): Body<Choice>) -> Created {
    let said = simulator
        .inner
        .with(|world| world.choose(&phone, &choice.message, &choice.row, choice.delivery))?;
    Ok((StatusCode::CREATED, Json(said.message)))
}

/// A completed form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    message: String,
    #[serde(default)]
    response: Map<String, Value>,
    #[serde(default)]
    delivery: Delivery,
}

pub(super) async fn submit(State(simulator): State<Simulator>, Path(phone): Path<String>, Body(form): Body<Form>) -> Created {
    let said = simulator
        .inner
        .with(|world| world.submit(&phone, &form.message, form.response, form.delivery))?;
    Ok((StatusCode::CREATED, Json(said.message)))
}

/// A reaction, or `null`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reacting {
    message: String,
    emoji: Option<String>,
    #[serde(default)]
    delivery: Delivery,
}

pub(super) async fn react(State(simulator): State<Simulator>, Path(phone): Path<String>, Body(reacting): Body<Reacting>) -> Answer {
    let said = simulator
        .inner
        .with(|world| world.react(&phone, &reacting.message, reacting.emoji.as_deref(), reacting.delivery))?;
    Ok(Json(said.message))
}

/// Up to which message.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reading {
    message: Option<String>,
    number: Option<String>,
}

pub(super) async fn read(
    State(simulator): State<Simulator>,
    Path(phone): Path<String>,
    Body(reading): Body<Reading>,
) -> Result<Json<Value>, Problem> {
    let read = simulator.inner.with(|world| {
        let number = match &reading.message {
            Some(message) => world.chat_of(&phone, message)?,
            None => world.number_or_first(reading.number.as_deref())?,
        };
        world.read(&phone, &number, reading.message.as_deref())
    })?;
    Ok(Json(json!({ "read": read })))
}

/// One message.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct One {
    message: String,
    #[serde(default)]
    delivery: Delivery,
}

pub(super) async fn play(State(simulator): State<Simulator>, Path(phone): Path<String>, Body(one): Body<One>) -> Answer {
    Ok(Json(simulator.inner.with(|world| world.play(&phone, &one.message))?))
}

pub(super) async fn revoke(State(simulator): State<Simulator>, Path(phone): Path<String>, Body(one): Body<One>) -> Answer {
    Ok(Json(
        simulator.inner.with(|world| world.revoke(&phone, &one.message, one.delivery))?.message,
    ))
}

/// What a message says now.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Edit {
    message: String,
    text: String,
    #[serde(default)]
    delivery: Delivery,
}

pub(super) async fn edit(State(simulator): State<Simulator>, Path(phone): Path<String>, Body(edit): Body<Edit>) -> Answer {
    Ok(Json(
        simulator
            .inner
            .with(|world| world.edit(&phone, &edit.message, &edit.text, edit.delivery))?
            .message,
    ))
}
