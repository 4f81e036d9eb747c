//! One request of a step, sent once for the person who writes it: really sent, with its secrets, through the same door as a run's.

use std::time::{Duration, Instant};

use flow_engine::host::HttpQuestion;
use flow_engine::nodes::HttpRequest;
use model::FlowId;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::Runs;
use super::outside::{headers, request};
use crate::flows::expressions::Given;
use crate::flows::off_thread;
use crate::views::{RequestTrialView, TrialAnswer, TrialRequest};
use crate::{Actor, Error, Result};

/// Somebody waits for it on a screen, and the server answers within its own limit.
const MOST_SECONDS: u32 = 20;
/// What is shown of a body, in bytes; runs get all of it.
const SHOWN: usize = 64 * 1024;

/// What to send, and the values it is filled with.
#[derive(Debug, Clone)]
pub struct TrialAsked {
    /// The settings of the step.
    pub config: Value,
    /// Scopes such as `{"contact": {…}, "vars": {…}}`; secrets are never among them.
    pub scope: Map<String, Value>,
    /// Language that numbers and dates are written in; `en` when absent.
    pub language: Option<String>,
    /// IANA time zone of dates; UTC when absent.
    pub time_zone: Option<String>,
}

impl Runs<'_> {
    /// Sends a step's request once, never again after a failure. What was sent and what came back have dots for secrets.
    pub async fn try_request(&self, actor: &Actor, flow: FlowId, asked: TrialAsked) -> Result<RequestTrialView> {
        let app = self.0;
        app.store().workspace(actor.workspace_id).get_flow(flow).await?;
        let step: HttpRequest =
            serde_json::from_value(asked.config).map_err(|error| Error::invalid("/config", "invalid_value", error.to_string()))?;
        let given = Given::new(asked.scope, asked.language, asked.time_zone, app.now())?;
        let question = match off_thread(move || step.filled(&given)).await? {
            Ok(question) => question,
            Err(problem) => return Ok(unsent(problem)),
        };
        let key = format!("trial:{}", Uuid::now_v7());
        let (mut request, secrets) = match request(app, actor.workspace_id, &key, &question).await {
            Ok(opened) => opened,
            Err(problem) => return Ok(unsent(problem)),
        };
        request.timeout = request.timeout.min(Duration::from_secs(u64::from(MOST_SECONDS)));
        // Written down before it leaves: what was sent cannot be taken back.
        let mut tx = app.store().begin().await?;
        let detail = json!({ "method": question.method, "to": origin(&question.url.shown()) });
        tx.workspace(actor.workspace_id)
            .append_audit(&actor.audit("flow.request_tried", "flow", flow, detail))
            .await?;
        tx.commit().await?;
        let begun = Instant::now();
        let answer = app.egress().send(request).await;
        let took_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        let sent = Some(shown(&question));
        Ok(match answer {
            Err(error) => RequestTrialView {
                sent,
                answer: None,
                problem: Some(error.to_string()),
                took_ms,
            },
            Ok(response) => {
                let text = response.text();
                let body = secrets.redact_answer(&text);
                let is_cut = text.len() > SHOWN;
                RequestTrialView {
                    sent,
                    answer: Some(TrialAnswer {
                        status: response.status.as_u16(),
                        headers: headers(&response, &secrets),
                        body: if is_cut { cut(&secrets.redact(&text)).into() } else { body },
                        bytes: response.body.len(),
                        is_cut,
                    }),
                    problem: None,
                    took_ms,
                }
            }
        })
    }
}

fn unsent(problem: String) -> RequestTrialView {
    RequestTrialView {
        sent: None,
        answer: None,
        problem: Some(problem),
        took_ms: 0,
    }
}

fn shown(question: &HttpQuestion) -> TrialRequest {
    let headers = question.headers.iter();
    TrialRequest {
        method: question.method.clone(),
        url: question.url.shown(),
        headers: headers.map(|(name, value)| (name.to_lowercase(), value.shown())).collect(),
        body: question.body.as_ref().map(|body| cut(&body.shown()).to_owned()),
    }
}

/// `https://host:port` without what may be private: names, passwords, paths and queries.
fn origin(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    cut_at(&format!("{scheme}://{host}"), 300).to_owned()
}

fn cut(text: &str) -> &str {
    cut_at(text, SHOWN)
}

fn cut_at(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_origin_is_written_down() {
        for (url, told) in [
            ("https://shop.example:8443/orders/7?phone=346", "https://shop.example:8443"),
            ("https://ana:••••@shop.example#x", "https://shop.example"),
            ("shop.example/orders", "://shop.example"),
        ] {
            assert_eq!(origin(url), told);
        }
        assert_eq!(cut_at("añb", 2), "a");
    }
}
