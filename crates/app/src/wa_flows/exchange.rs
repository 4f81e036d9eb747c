//! What phones ask while a form is open: opened, tied to whom it was sent to, answered once, sealed, and written down.
//!
//! One request has one answer. Before anything is sealed, a row claims the request's digest and its pair of key and vector; the same request again gets the
//! same bytes, another one under that pair gets nothing. Everything inside a request is the customer's word: the token is looked up, the screen compared
//! with where the phone can be, and fields the screen does not have are dropped.

use std::sync::Arc;
use std::time::{Duration, Instant};

use model::{ContactId, FlowExchangeId, MetaAppId, WaFlowId, WorkspaceId};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Map, Value, json};
use store::{FlowExchangeEnd, NewFlowExchange, WaFlowTokenRow};
use wa_flow_crypto::{Answer, Envelope, Exchange, Opened, Request, Visit, token};

use super::answer::{self, Asked, Next, Text};
use super::definition::Definition;
use super::{WaFlows, keys};
use crate::{Error, Result};

mod pool;
mod replay;

pub(crate) use pool::Pool;
pub use replay::{AnswerChange, ExchangeReplayed, ReplayText};

/// How long a repeated request waits for the answer to the first.
const WAIT_FOR_FIRST: Duration = Duration::from_secs(8);
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// The longest request or answer that is written down.
const LONGEST_RECORD: usize = 32 * 1024;
/// What customers read when nothing better can be said.
const SORRY: &str = "Something went wrong. Please try again.";
const OVER: &str = "This form was sent already, or is too old.";

/// An answer over HTTP. With an empty body the status says it all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchanged {
    /// 200, 400, 404, 413, 421, 427, 500 or 503.
    pub status: u16,
    /// Base64 of the sealed answer, to be sent as `text/plain`.
    pub body: String,
}

impl Exchanged {
    fn bare(status: u16) -> Self {
        Self { status, body: String::new() }
    }
}

/// An answer in the clear, with what is written down about it.
struct Decided {
    answer: Answer,
    /// A phone is told nothing but this, when there is no screen to show a message on.
    bare: Option<u16>,
    error: Option<String>,
    trail: Option<Vec<String>>,
    finished: bool,
    shown: Value,
}

/// A request that was opened, with whom it is about.
struct Opening {
    visit: Visit,
    action: &'static str,
    token: Option<WaFlowTokenRow>,
    flow: Option<(store::WaFlowRow, Option<Arc<Definition>>)>,
    reported: Option<String>,
}

impl WaFlows<'_> {
    /// Answers a signed request. `secrets` are the app's, for the token's own signature.
    pub async fn exchange(&self, workspace_id: WorkspaceId, meta_app: MetaAppId, secrets: &[SecretString], body: &[u8]) -> Exchanged {
        let started = Instant::now();
        let Some(_place) = self.0.wa_flow_pool().enter(workspace_id).await else {
            metrics::counter!("prismwa_wa_flow_exchanges_total", "status" => "503").increment(1);
            return Exchanged::bare(503);
        };
        let exchanged = match self.answer_once(workspace_id, meta_app, secrets, body, started).await {
            Ok(exchanged) => exchanged,
            Err(error) => {
                tracing::error!(%workspace_id, %error, "a form's request could not be answered");
                Exchanged::bare(503)
            }
        };
        metrics::counter!("prismwa_wa_flow_exchanges_total", "status" => exchanged.status.to_string()).increment(1);
        metrics::histogram!("prismwa_wa_flow_exchange_seconds").record(started.elapsed().as_secs_f64());
        exchanged
    }

    async fn answer_once(
        &self,
        workspace_id: WorkspaceId,
        meta_app: MetaAppId,
        secrets: &[SecretString],
        body: &[u8],
        started: Instant,
    ) -> Result<Exchanged> {
        let envelope = match Envelope::parse(body) {
            Ok(envelope) => envelope,
            Err(error) => return Ok(Exchanged::bare(error.status())),
        };
        let store = self.0.store().workspace(workspace_id);
        let Some(channel) = store.find_channel().await?.filter(|channel| channel.meta_app_id == meta_app) else {
            return Ok(Exchanged::bare(404));
        };
        let digest = envelope.digest();
        if let Some(first) = self.first_answer(workspace_id, &digest).await? {
            return Ok(first);
        }
        let keys = keys::opened(self.0, workspace_id, channel.id).await?;
        let opened = self
            .0
            .wa_flow_pool()
            .crypto(move || envelope.open_any(keys.iter()).map(|(_, opened)| opened))
            .await;
        let Opened { plaintext, exchange } = match opened.map_err(Error::internal)? {
            Ok(opened) => opened,
            // Whatever failed, it looks the same from outside.
            Err(error) => {
                tracing::debug!(%workspace_id, %error, "a form's request could not be opened");
                return Ok(Exchanged::bare(error.status()));
            }
        };
        let request = match Request::parse(&plaintext) {
            // Always the same words: sealing them twice gives nothing away.
            Ok(Request::Ping { .. }) => return Ok(seal(exchange, &Answer::Active)),
            Ok(request) => request,
            Err(error) => return Ok(Exchanged::bare(error.status())),
        };
        let opening = self.look_up(workspace_id, request, secrets).await?;
        let new = opening.claim(digest, exchange.id());
        let mut tx = self.0.store().begin().await?;
        let claimed = tx.workspace(workspace_id).claim_flow_exchange(&new).await?;
        tx.commit().await?;
        if !claimed {
            let first = self.first_answer(workspace_id, &digest).await?;
            // Another request under the same key and vector: nothing may ever be sealed for it.
            return Ok(first.unwrap_or_else(|| Exchanged::bare(400)));
        }
        let decided = self.decide(workspace_id, &opening).await?;
        self.end(workspace_id, &opening, new.id, exchange, decided, started).await
    }

    /// What the same request was answered with before; waits while that is still on its way.
    async fn first_answer(&self, workspace_id: WorkspaceId, digest: &[u8; 32]) -> Result<Option<Exchanged>> {
        let begun = Instant::now();
        loop {
            let Some(row) = self.0.store().workspace(workspace_id).find_flow_answer(digest).await? else {
                return Ok(None);
            };
            if row.status != 0 {
                return Ok(Some(Exchanged {
                    status: u16::try_from(row.status).unwrap_or(500),
                    body: row.sealed,
                }));
            }
            if begun.elapsed() > WAIT_FOR_FIRST || self.0.is_stopping() {
                return Ok(Some(Exchanged::bare(503)));
            }
            self.0.pause(LOOK_EVERY).await;
        }
    }

    /// To whom the form was sent, and which it is. A token that Meta did not vouch for, when it says it did, names nobody.
    async fn look_up(&self, workspace_id: WorkspaceId, request: Request, secrets: &[SecretString]) -> Result<Opening> {
        let (visit, action, reported) = match request {
            Request::Ping { .. } => (Visit::default(), "ping", None),
            Request::Init(visit) => (visit, "INIT", None),
            Request::DataExchange(visit) => (visit, "data_exchange", None),
            Request::Back(visit) => (visit, "BACK", None),
            Request::ErrorNotification { visit, error } => (visit, "error", Some(error.key)),
        };
        let vouched = visit.flow_token_signature.as_deref().is_none_or(|signature| {
            let genuine = |secret: &SecretString| token::verify(secret.expose_secret().as_bytes(), signature, &visit.flow_token);
            secrets.iter().any(genuine)
        });
        let store = self.0.store().workspace(workspace_id);
        let token = if vouched && !visit.flow_token.is_empty() {
            store.find_wa_flow_token(&super::tokens::hash(&visit.flow_token)).await?
        } else {
            None
        };
        let flow = match &token {
            Some(token) => {
                let row = store.get_wa_flow(token.wa_flow_id).await?;
                let definition = self.0.wa_flow_definitions().of(store, &row).await?;
                Some((row, definition))
            }
            None => None,
        };
        Ok(Opening {
            visit,
            action,
            token,
            flow,
            reported,
        })
    }

    /// The answer in the clear.
    async fn decide(&self, workspace_id: WorkspaceId, opening: &Opening) -> Result<Decided> {
        if let Some(key) = &opening.reported {
            return Ok(Decided {
                answer: Answer::Acknowledged,
                bare: None,
                error: Some(format!("The phone reports {key}.")),
                trail: None,
                finished: false,
                shown: json!({ "data": { "acknowledged": true } }),
            });
        }
        let usable = |token: &&WaFlowTokenRow| token.submitted_at.is_none() && self.0.now() < token.expires_at;
        let Some(token) = opening.token.as_ref().filter(usable) else {
            return Ok(Decided {
                answer: Answer::TokenExpired { message: OVER.to_owned() },
                bare: None,
                error: Some(match opening.token {
                    Some(_) => "The form was sent in already, or is too old.".to_owned(),
                    None => "The token is none of this workspace's.".to_owned(),
                }),
                trail: None,
                finished: false,
                shown: json!({ "error_msg": OVER }),
            });
        };
        let Some((flow, Some(definition))) = &opening.flow else {
            return Ok(Decided::broken("Meta has no text of this form that can be read."));
        };
        let trail: Vec<String> = serde_json::from_str(&token.trail).unwrap_or_default();
        let screen = opening.visit.screen.as_deref().filter(|_| opening.action != "INIT");
        if opening.action != "INIT" && !screen.is_some_and(|screen| definition.can_be_on(&trail, screen)) {
            return Ok(Decided::skipped(definition, &trail, screen));
        }
        let data = screen
            .map(|screen| definition.known_fields(screen, &opening.visit.data))
            .unwrap_or_default();
        let endpoint = self.0.store().workspace(workspace_id).get_wa_flow_endpoint(flow.id).await?;
        let asked = Asked {
            workspace_id,
            flow,
            endpoint: &endpoint,
            definition,
            action: opening.action,
            screen,
            data: &data,
            trail: &trail,
            about: token.into(),
            text: Text::Live,
        };
        let (outcome, _) = answer::answer(self.0, &asked).await;
        Ok(match outcome {
            Ok((next, _)) => Decided::next(next, definition, &trail, screen, opening),
            Err(problem) => Decided::failed(definition, &trail, screen, &format!("{}: {}", problem.kind, problem.message)),
        })
    }

    /// Seals, writes down, and only then lets it go.
    async fn end(
        &self,
        workspace_id: WorkspaceId,
        opening: &Opening,
        id: FlowExchangeId,
        exchange: Exchange,
        decided: Decided,
        started: Instant,
    ) -> Result<Exchanged> {
        let exchanged = match decided.bare {
            Some(status) => Exchanged::bare(status),
            None => seal(exchange, &decided.answer),
        };
        let shown = record(&decided.shown);
        let end = FlowExchangeEnd {
            status: i64::from(exchanged.status),
            ms: i64::try_from(started.elapsed().as_millis()).unwrap_or(i64::MAX),
            error: decided.error.as_deref(),
            answer: &shown,
            sealed: &exchanged.body,
        };
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(workspace_id);
        if !workspace.end_flow_exchange(id, &end).await? {
            return Ok(Exchanged::bare(503));
        }
        if let (Some(token), Some(trail)) = (&opening.token, &decided.trail) {
            workspace
                .move_wa_flow_token(&token.token_hash, &json!(trail).to_string(), decided.finished)
                .await?;
        }
        tx.commit().await?;
        Ok(exchanged)
    }
}

impl Opening {
    fn claim(&self, digest: [u8; 32], pair: [u8; 32]) -> NewFlowExchange {
        let definition = self.flow.as_ref().and_then(|(_, definition)| definition.as_ref());
        // Of a form we do not know nothing can be told from secrets.
        let data = definition
            .map(|definition| definition.without_secrets(&self.visit.data))
            .unwrap_or_default();
        let request = json!({ "action": self.action, "screen": self.visit.screen, "data": data });
        NewFlowExchange {
            id: FlowExchangeId::new(),
            digest,
            pair,
            wa_flow_id: self.token.as_ref().map(|token| token.wa_flow_id) as Option<WaFlowId>,
            contact_id: self.token.as_ref().map(|token| token.contact_id) as Option<ContactId>,
            action: self.action,
            screen: self.visit.screen.as_deref().unwrap_or_default().chars().take(200).collect(),
            request: record(&request),
        }
    }
}

impl Decided {
    /// What the business says.
    fn next(next: Next, definition: &Definition, trail: &[String], from: Option<&str>, opening: &Opening) -> Self {
        let (answer, to) = in_metas_words(next, &opening.visit.flow_token);
        let shown = shown(definition, &answer);
        Self {
            finished: to.is_none(),
            trail: Some(moved(trail, from, to.as_deref(), opening.action)),
            bare: None,
            error: None,
            answer,
            shown,
        }
    }

    /// Nothing useful came: the customer stays where they are and may try again.
    fn failed(definition: &Definition, trail: &[String], screen: Option<&str>, why: &str) -> Self {
        let Some(screen) = screen.or_else(|| trail.last().map(String::as_str)) else {
            return Self::broken(why);
        };
        let answer = Answer::Refused {
            screen: screen.to_owned(),
            message: SORRY.to_owned(),
            data: Map::new(),
        };
        Self {
            shown: shown(definition, &answer),
            answer,
            bare: None,
            error: Some(why.to_owned()),
            trail: Some(moved(trail, Some(screen), Some(screen), "data_exchange")),
            finished: false,
        }
    }

    /// A screen where the phone cannot be: it is put back where it was.
    fn skipped(definition: &Definition, trail: &[String], screen: Option<&str>) -> Self {
        let why = format!("The phone asks from {}, where it cannot be.", screen.unwrap_or("no screen"));
        let mut decided = Self::failed(definition, trail, trail.last().map(String::as_str), &why);
        decided.trail = None;
        decided
    }

    /// There is no screen to say it on.
    fn broken(why: &str) -> Self {
        Self {
            answer: Answer::Acknowledged,
            bare: Some(500),
            error: Some(why.to_owned()),
            trail: None,
            finished: false,
            shown: Value::Null,
        }
    }
}

/// The answer as phones get it, and the screen it leads to.
fn in_metas_words(next: Next, flow_token: &str) -> (Answer, Option<String>) {
    match next {
        Next::Screen { screen, data } => (
            Answer::Screen {
                screen: screen.clone(),
                data,
            },
            Some(screen),
        ),
        Next::Refused { screen, message, data } => {
            let to = screen.clone();
            (Answer::Refused { screen, message, data }, Some(to))
        }
        Next::Done { params } => {
            let flow_token = flow_token.to_owned();
            (Answer::Done { flow_token, params }, None)
        }
    }
}

fn seal(exchange: Exchange, answer: &Answer) -> Exchanged {
    Exchanged {
        status: answer.status(),
        body: exchange.seal(&answer.to_vec()),
    }
}

/// The answer for people who look at exchanges.
fn shown(definition: &Definition, answer: &Answer) -> Value {
    let mut shown = answer.to_json();
    if let Some(data) = shown.get_mut("data").filter(|data| data.is_object()) {
        let kept = data.as_object().map(|data| definition.without_secrets(data)).unwrap_or_default();
        *data = Value::Object(kept);
    }
    // Not by index: that would write down a place that the answer does not have.
    if let Some(Value::Object(params)) = shown.pointer_mut("/data/extension_message_response/params") {
        params.remove("flow_token");
        let kept = definition.without_secrets(params);
        *params = kept;
    }
    shown
}

/// Where the phone is after an answer: screens come once, and going to one that was shown leads back to it.
fn moved(trail: &[String], from: Option<&str>, to: Option<&str>, action: &str) -> Vec<String> {
    let mut trail = if action == "INIT" { Vec::new() } else { trail.to_vec() };
    for screen in from.filter(|_| action != "BACK").into_iter().chain(to) {
        match trail.iter().position(|seen| seen == screen) {
            Some(place) => trail.truncate(place + 1),
            None => trail.push(screen.to_owned()),
        }
    }
    trail
}

/// JSON to be written down; what is very long is not.
fn record(value: &Value) -> String {
    let text = value.to_string();
    if text.len() <= LONGEST_RECORD {
        return text;
    }
    json!({ "too_long": text.len() }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trail_follows_the_phone() {
        let trail = |screens: &[&str]| screens.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        assert_eq!(moved(&trail(&["X"]), None, Some("A"), "INIT"), ["A"], "opened anew");
        assert_eq!(moved(&trail(&["A"]), Some("A"), Some("B"), "data_exchange"), ["A", "B"]);
        assert_eq!(
            moved(&trail(&["A"]), Some("B"), Some("C"), "data_exchange"),
            ["A", "B", "C"],
            "B was reached without asking"
        );
        assert_eq!(
            moved(&trail(&["A", "B", "C"]), Some("A"), Some("B"), "data_exchange"),
            ["A", "B"],
            "after going back"
        );
        assert_eq!(moved(&trail(&["A", "B"]), Some("B"), Some("B"), "data_exchange"), ["A", "B"], "stayed");
        assert_eq!(moved(&trail(&["A", "B"]), Some("B"), Some("A"), "BACK"), ["A"]);
        assert_eq!(moved(&trail(&["A", "B"]), Some("B"), None, "data_exchange"), ["A", "B"], "done");
    }

    #[test]
    fn what_is_very_long_is_not_written_down() {
        assert_eq!(record(&json!({ "a": 1 })), r#"{"a":1}"#);
        assert!(record(&json!({ "a": "x".repeat(40_000) })).len() < 100);
    }
}
