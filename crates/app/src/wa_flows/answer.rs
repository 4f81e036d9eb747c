//! What a form's question is answered with: fixed data, a function or an address of the business, looked over before a phone gets it.

use std::time::Duration;

use model::{ContactId, ConversationId, MessageId, WorkspaceId};
use serde_json::{Map, Value, json};
use store::{WaFlowEndpoint, WaFlowRow, WaFlowTokenRow};
use wa_flow_json::client::{Phone, Unusable};

use super::definition::Definition;
use super::endpoint::{FixedScreen, LONGEST};
use crate::App;

mod fixed;
mod forward;
mod function;

/// A question of a phone, after everything in it was looked at.
pub(super) struct Asked<'a> {
    pub(super) workspace_id: WorkspaceId,
    pub(super) flow: &'a WaFlowRow,
    pub(super) endpoint: &'a WaFlowEndpoint,
    pub(super) definition: &'a Definition,
    /// `INIT`, `data_exchange` or `BACK`.
    pub(super) action: &'static str,
    /// The screen it comes from; nothing at `INIT`.
    pub(super) screen: Option<&'a str>,
    /// What the screen sends.
    pub(super) data: &'a Map<String, Value>,
    /// Screens that were shown, the present one last.
    pub(super) trail: &'a [String],
    /// To whom the form was sent; nobody when it is only tried.
    pub(super) about: About,
    /// Which text of a function answers.
    pub(super) text: Text<'a>,
}

/// Whom a question is about.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct About {
    pub(super) contact: Option<ContactId>,
    pub(super) conversation: Option<ConversationId>,
    pub(super) message: Option<MessageId>,
}

/// Which text of a function answers, where a function does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text<'a> {
    /// What is published.
    Live,
    /// What is being written.
    Draft,
    /// This, which is saved nowhere.
    Unsaved(&'a str),
}

impl From<&WaFlowTokenRow> for About {
    fn from(token: &WaFlowTokenRow) -> Self {
        Self {
            contact: Some(token.contact_id),
            conversation: Some(token.conversation_id),
            message: Some(token.message_id),
        }
    }
}

/// The next screen, as a phone can use it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Next {
    /// Show this screen.
    Screen { screen: String, data: Map<String, Value> },
    /// Stay and show this message.
    Refused {
        screen: String,
        message: String,
        data: Map<String, Value>,
    },
    /// The form is done.
    Done { params: Map<String, Value> },
}

/// A line that a function wrote.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct AnswerLog {
    /// `log`, `warn`, `error` …
    pub level: String,
    /// What it wrote.
    pub text: String,
    /// Milliseconds since it began.
    pub at_ms: u64,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct AnswerProblem {
    /// Stable word: `no_endpoint`, `timeout`, `unreachable`, `refused`, `bad_answer`, `functions_unavailable`, or the key that phones would report.
    pub kind: String,
    /// What happened, in words.
    pub message: String,
    /// What a function wrote until then.
    #[serde(skip)]
    pub logs: Vec<AnswerLog>,
}

/// What was said, and what was written on the way.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// As it came.
    pub(super) raw: Value,
    pub(super) logs: Vec<AnswerLog>,
}

impl AnswerProblem {
    pub(super) fn new(kind: &str, message: impl Into<String>) -> Self {
        Self {
            kind: kind.to_owned(),
            message: message.into(),
            logs: Vec::new(),
        }
    }
}

/// Answers within the time that is left. The second value is what was written on the way, problem or not.
pub(super) async fn answer(app: &App, asked: &Asked<'_>) -> (Result<(Next, Value), AnswerProblem>, Vec<AnswerLog>) {
    let settings: Value = serde_json::from_str(&asked.endpoint.endpoint).unwrap_or_default();
    let budget = settings["timeout_ms"].as_u64().map_or(LONGEST, Duration::from_millis).min(LONGEST);
    let said = async {
        match asked.endpoint.endpoint_kind.as_str() {
            "fixed" => fixed::answer(asked, &settings),
            "function" => function::answer(app, asked, &settings, budget).await,
            "forward" => forward::answer(app, asked, &settings, budget).await,
            _ => Err(AnswerProblem::new("no_endpoint", "Nobody was set to answer this form.")),
        }
    };
    let said = match tokio::time::timeout(budget, said).await {
        Ok(said) => said,
        Err(_) => Err(AnswerProblem::new("timeout", format!("No answer came within {} ms.", budget.as_millis()))),
    };
    match said {
        Ok(said) => (looked_over(asked, &said.raw).map(|next| (next, said.raw)), said.logs),
        Err(problem) => {
            let logs = problem.logs.clone();
            (Err(problem), logs)
        }
    }
}

/// What is asked, as functions and addresses of the business get it. The token stays here: who asks is told by our own ids.
pub(super) fn question(asked: &Asked<'_>) -> Value {
    json!({
        "version": "3.0", "action": asked.action, "screen": asked.screen, "data": asked.data,
        "workspace_id": asked.workspace_id, "wa_flow": { "id": asked.flow.id, "name": asked.flow.name },
        "contact_id": asked.about.contact, "conversation_id": asked.about.conversation, "message_id": asked.about.message,
    })
}

/// Reads an answer in Meta's shape, or with `error_message` beside `data`, and looks whether a phone could use it.
fn looked_over(asked: &Asked<'_>, raw: &Value) -> Result<Next, AnswerProblem> {
    let bad = |says: &str| AnswerProblem::new("bad_answer", says);
    let here = asked.screen.or_else(|| asked.definition.entry()).unwrap_or_default();
    let mut data = match raw.get("data") {
        None | Some(Value::Null) => Map::new(),
        Some(Value::Object(data)) => data.clone(),
        Some(_) => return Err(bad("The answer's `data` is not an object.")),
    };
    let message = raw.get("error_message").cloned().or_else(|| data.remove("error_message"));
    let screen = match raw.get("screen") {
        Some(Value::String(screen)) => screen.clone(),
        None if message.is_some() => here.to_owned(),
        _ => return Err(bad("The answer names no `screen`.")),
    };
    if screen == "SUCCESS" {
        let params = match data.remove("extension_message_response").map(|response| response["params"].clone()) {
            Some(Value::Object(params)) => params,
            Some(_) => return Err(bad("`data.extension_message_response.params` is not an object.")),
            None => data,
        };
        return Ok(Next::Done { params });
    }
    usable(asked, &screen, &data, message.is_some())?;
    Ok(match message {
        Some(Value::String(message)) => Next::Refused { screen, message, data },
        Some(_) => return Err(bad("`error_message` is not a text.")),
        None => Next::Screen { screen, data },
    })
}

/// Would a phone take it? Asked of one that acts the form out.
fn usable(asked: &Asked<'_>, screen: &str, data: &Map<String, Value>, is_refusal: bool) -> Result<(), AnswerProblem> {
    let problem = |unusable: &Unusable| {
        let says = match unusable {
            Unusable::Transition { from, to } => format!("No route leads from {from} to {to}."),
            Unusable::Payload { screen, says } => format!("The data does not fit {screen}: {says}."),
        };
        AnswerProblem::new(unusable.key(), says)
    };
    let form = &asked.definition.form;
    let Some(from) = asked.screen else {
        // The first screen may be any; only its data is looked at.
        let mut phone = Phone::open(form.clone(), Some(screen), Map::new()).map_err(|error| AnswerProblem::new("bad_answer", format!("{error}.")))?;
        return phone
            .answer(&json!({ "screen": screen, "data": data }))
            .map(|_| ())
            .map_err(|unusable| problem(&unusable));
    };
    if asked.action == "BACK" || asked.trail.iter().any(|seen| seen == screen) && screen != from {
        if !asked.definition.has(screen) {
            return Err(problem(&Unusable::Transition {
                from: from.to_owned(),
                to: screen.to_owned(),
            }));
        }
        return Ok(());
    }
    let mut phone = Phone::open(form.clone(), Some(from), Map::new()).map_err(|error| AnswerProblem::new("bad_answer", format!("{error}.")))?;
    let mut told = json!({ "screen": screen, "data": data });
    if is_refusal {
        told["data"]["error_message"] = "…".into();
    }
    match phone.answer(&told) {
        Ok(_) => Ok(()),
        // A real phone still has what it got before for the screen it is on.
        Err(Unusable::Payload { says, .. }) if screen == from && says.ends_with("is missing") => Ok(()),
        Err(unusable) => Err(problem(&unusable)),
    }
}

/// The screens of fixed data.
fn fixed_screens(settings: &Value) -> std::collections::BTreeMap<String, FixedScreen> {
    serde_json::from_value(settings["screens"].clone()).unwrap_or_default()
}
