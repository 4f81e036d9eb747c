//! Forms on phones: open one, ask the business. Sending it in is [`super::acts::submit`].

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{problem::Problem, request::Body};
use crate::{exchange::Answered, form::Opened, simulator::Simulator};

/// The message that opens it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Open {
    message: String,
}

/// Flow JSON, and the screen it opens on: what the message says, or what the business answers.
pub(super) async fn open(State(simulator): State<Simulator>, Path(phone): Path<String>, Body(open): Body<Open>) -> Result<Json<Value>, Problem> {
    let opened = simulator.inner.with(|world| world.opened_form(&phone, &open.message))?;
    let mut view = json!({
        "message": open.message, "name": opened.name, "mode": if opened.is_draft { "draft" } else { "published" },
        "form": opened.form, "screen": opened.screen, "data": opened.data, "exchange": null,
    });
    if opened.asks_first {
        let answered = opened.ask(&simulator, "INIT", "", &Map::new()).await?;
        view["screen"] = answered.plain.as_ref().map(|plain| plain["screen"].clone()).unwrap_or_default();
        view["data"] = answered.plain.as_ref().map(|plain| plain["data"].clone()).unwrap_or_default();
        view["exchange"] = told(&answered);
    } else if opened.screen.is_none() {
        view["screen"] = first(&opened).into();
    }
    Ok(Json(view))
}

/// What a screen asks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asking {
    message: String,
    action: Action,
    #[serde(default)]
    screen: String,
    #[serde(default)]
    data: Map<String, Value>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
enum Action {
    #[serde(rename = "INIT")]
    Init,
    #[serde(rename = "data_exchange")]
    DataExchange,
    #[serde(rename = "BACK")]
    Back,
}

/// The answer of the business, opened.
pub(super) async fn exchange(
    State(simulator): State<Simulator>,
    Path(phone): Path<String>,
    Body(asking): Body<Asking>,
) -> Result<Json<Value>, Problem> {
    let opened = simulator.inner.with(|world| world.opened_form(&phone, &asking.message))?;
    let action = match asking.action {
        Action::Init => "INIT",
        Action::DataExchange => "data_exchange",
        Action::Back => "BACK",
    };
    let answered = opened.ask(&simulator, action, &asking.screen, &asking.data).await?;
    let mut view = told(&answered);
    view["screen"] = answered.plain.as_ref().map(|plain| plain["screen"].clone()).unwrap_or_default();
    view["data"] = answered.plain.as_ref().map(|plain| plain["data"].clone()).unwrap_or_default();
    Ok(Json(view))
}

fn told(answered: &Answered) -> Value {
    json!({ "status": answered.status, "ms": answered.ms, "error": answered.error, "answer": answered.plain })
}

/// The first screen to which nothing leads.
fn first(opened: &Opened) -> Option<String> {
    let outline = wa_flow_json::outline(&opened.form.to_string())?;
    let entry = outline.entries.first().cloned();
    entry.or_else(|| outline.screens.first().map(|screen| screen.id.clone()))
}
