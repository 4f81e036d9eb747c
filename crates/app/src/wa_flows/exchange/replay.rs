//! Asking again what a phone asked, of the endpoint as it is now or of a function that is being written, and what is different.

use std::time::Instant;

use model::{FlowExchangeId, WaFlowId};
use serde::Serialize;
use serde_json::{Map, Value};
use store::FlowExchangeRow;
use utoipa::ToSchema;

use super::{in_metas_words, shown};
use crate::wa_flows::WaFlows;
use crate::wa_flows::answer::{self, About, AnswerLog, AnswerProblem, Asked, Text};
use crate::wa_flows::definition::HIDDEN;
use crate::{Actor, Error, Result};

/// Differences that are told; more are nothing that anybody reads.
const MOST_CHANGES: usize = 200;

/// Who answers, where a function does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReplayText {
    /// What is published.
    Live,
    /// What is being written.
    Draft,
    /// This, which is saved nowhere.
    Unsaved(String),
}

/// An exchange, asked again.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ExchangeReplayed {
    /// What was answered then, without what the form calls sensitive.
    #[schema(value_type = Object)]
    pub before: Value,
    /// What went wrong then.
    pub before_error: Option<String>,
    /// How long it took then.
    pub before_ms: i64,
    /// What is answered now; `null` when there is a problem.
    #[schema(value_type = Option<Object>)]
    pub after: Option<Value>,
    /// Why a phone would show an error now.
    pub problem: Option<AnswerProblem>,
    /// How long it takes now.
    pub after_ms: u64,
    /// What the function wrote now.
    pub logs: Vec<AnswerLog>,
    /// Is the answer the same? Never when something goes wrong now.
    pub same: bool,
    /// What is different, at most 200 places.
    pub changes: Vec<AnswerChange>,
    /// Something sensitive stood in the question: it was not kept, and dots were asked with instead.
    pub is_hidden: bool,
}

/// One difference between two answers.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AnswerChange {
    /// Where, as a JSON pointer.
    pub pointer: String,
    /// What stood there; absent when nothing did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub before: Option<Value>,
    /// What stands there; absent when nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub after: Option<Value>,
}

impl WaFlows<'_> {
    /// Asks again. No phone hears of it and nobody's token is touched; what the function fetches it really fetches.
    pub async fn replay_exchange(&self, actor: &Actor, flow: WaFlowId, id: FlowExchangeId, text: &ReplayText) -> Result<ExchangeReplayed> {
        let store = self.0.store().workspace(actor.workspace_id);
        let row = store.get_wa_flow(flow).await?;
        let exchange = store.get_flow_exchange(flow, id).await?;
        let action = asks(&exchange)?;
        let request: Value = serde_json::from_str(&exchange.request).unwrap_or_default();
        let Some(asked_data) = request["data"].as_object() else {
            return Err(Error::conflict(
                "wa_flow.exchange_not_kept",
                "The question was too long to be kept, so it cannot be asked again.",
            ));
        };
        let definition = match self.0.wa_flow_definitions().of(store, &row).await? {
            Some(definition) => definition,
            None => return Err(Error::conflict("wa_flow.has_errors", "Meta has no text of this form that can be read.")),
        };
        let screen = Some(exchange.screen.as_str()).filter(|screen| action != "INIT" && definition.has(screen));
        if action != "INIT" && screen.is_none() {
            return Err(Error::conflict(
                "wa_flow.exchange_not_kept",
                "The form no longer has the screen that was asked from.",
            ));
        }
        let endpoint = store.get_wa_flow_endpoint(flow).await?;
        let data: Map<String, Value> = screen.map(|screen| definition.known_fields(screen, asked_data)).unwrap_or_default();
        let trail = screen.map(|screen| definition.ways_to(screen)).unwrap_or_default();
        let asked = Asked {
            workspace_id: actor.workspace_id,
            flow: &row,
            endpoint: &endpoint,
            definition: &definition,
            action,
            screen,
            data: &data,
            trail: &trail,
            about: About {
                contact: exchange.contact_id,
                ..About::default()
            },
            text: match text {
                ReplayText::Live => Text::Live,
                ReplayText::Draft => Text::Draft,
                ReplayText::Unsaved(source) => Text::Unsaved(source),
            },
        };
        let started = Instant::now();
        let (outcome, logs) = answer::answer(self.0, &asked).await;
        let after_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (after, problem) = match outcome {
            Ok((next, _)) => (Some(shown(&definition, &in_metas_words(next, "").0)), None),
            Err(problem) => (None, Some(problem)),
        };
        Ok(compared(exchange, after, problem, after_ms, logs))
    }
}

/// The action of an exchange that asked something.
fn asks(exchange: &FlowExchangeRow) -> Result<&'static str> {
    match exchange.action.as_str() {
        "INIT" => Ok("INIT"),
        "data_exchange" => Ok("data_exchange"),
        "BACK" => Ok("BACK"),
        _ => Err(Error::conflict(
            "wa_flow.exchange_not_kept",
            "The phone asked nothing here, so nothing can be asked again.",
        )),
    }
}

fn compared(
    exchange: FlowExchangeRow,
    after: Option<Value>,
    problem: Option<AnswerProblem>,
    after_ms: u64,
    logs: Vec<AnswerLog>,
) -> ExchangeReplayed {
    let before: Value = serde_json::from_str(&exchange.answer).unwrap_or_default();
    let mut changes = Vec::new();
    if let Some(after) = &after {
        differences("", Some(&before), Some(after), &mut changes);
    }
    ExchangeReplayed {
        same: after.is_some() && changes.is_empty(),
        is_hidden: exchange.request.contains(HIDDEN),
        before,
        before_error: exchange.error,
        before_ms: exchange.ms,
        after,
        problem,
        after_ms,
        logs,
        changes,
    }
}

/// What is different between two values, the deepest places that say it.
fn differences(pointer: &str, before: Option<&Value>, after: Option<&Value>, changes: &mut Vec<AnswerChange>) {
    if before == after || changes.len() >= MOST_CHANGES {
        return;
    }
    let below = |name: &str| format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
    match (before, after) {
        (Some(Value::Object(was)), Some(Value::Object(is))) => {
            let gone = was.keys().filter(|name| !is.contains_key(*name));
            for name in is.keys().chain(gone) {
                differences(&below(name), was.get(name), is.get(name), changes);
            }
        }
        (Some(Value::Array(was)), Some(Value::Array(is))) => {
            for place in 0..was.len().max(is.len()) {
                differences(&below(&place.to_string()), was.get(place), is.get(place), changes);
            }
        }
        _ => changes.push(AnswerChange {
            pointer: pointer.to_owned(),
            before: before.cloned(),
            after: after.cloned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn differences_are_told_where_they_are() {
        let before = json!({ "screen": "A", "data": { "days": [{ "id": "mon" }, { "id": "tue" }], "a/b": 1, "same": [1] } });
        let after = json!({ "screen": "A", "data": { "days": [{ "id": "mon", "title": "Monday" }], "same": [1], "new": null } });
        let mut changes = Vec::new();
        differences("", Some(&before), Some(&after), &mut changes);
        let told: Vec<(&str, Option<&Value>, Option<&Value>)> = changes
            .iter()
            .map(|change| (change.pointer.as_str(), change.before.as_ref(), change.after.as_ref()))
            .collect();
        assert!(told.contains(&("/data/days/0/title", None, Some(&json!("Monday")))), "{told:?}");
        assert!(told.contains(&("/data/days/1", Some(&json!({ "id": "tue" })), None)));
        assert!(told.contains(&("/data/a~1b", Some(&json!(1)), None)));
        assert!(told.contains(&("/data/new", None, Some(&Value::Null))));
        assert_eq!(told.len(), 4);
        let wide = |letter: &str| json!((0..1000).map(|at| format!("{letter}{at}")).collect::<Vec<_>>());
        let mut changes = Vec::new();
        differences("", Some(&wide("a")), Some(&wide("b")), &mut changes);
        assert_eq!(changes.len(), MOST_CHANGES);
    }
}
