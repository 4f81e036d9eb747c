//! Questions of runs to the outside: requests, functions, models. Asked outside of any transaction, under `Idempotency-Key: run:step`; whoever cannot be asked
//! answers so, and the run leaves by its failure: never silence.

use std::collections::BTreeMap;
use std::time::Duration;

use flow_engine::expr::Sealed;
use flow_engine::host::{Asking, FunctionQuestion, HttpQuestion, LlmQuestion};
use flow_engine::{Answer, Question};
use model::{ConversationId, WorkspaceId};
use reqwest::Method;
use reqwest::header::{HeaderName, HeaderValue};
use serde_json::Value;

use crate::App;
use crate::functions::{Caller, FunctionRef};
use crate::llm::LlmFailure;
use crate::secrets::Filled;

/// Added to what a question may take, for the ways around it.
const LEEWAY: Duration = Duration::from_secs(30);

/// How long a question may be open before another node asks it again, under the same key.
pub(super) fn longest(question: &Question) -> Duration {
    let (seconds, tries) = match question {
        Question::Agent(_) => (5, 1),
        Question::Function(question) => (question.timeout_seconds, 1),
        Question::Http(question) => (question.timeout_seconds, u32::from(question.retries) + 1),
        Question::Llm(question) => (question.timeout_seconds, 1),
    };
    // Between tries there are pauses of at most as long again.
    Duration::from_secs(u64::from(seconds) * u64::from(tries) * 2) + LEEWAY
}

/// Asks; gives up in time. A question about members is answered from the database, in the transaction that gives the answer.
pub(super) async fn ask(app: &App, workspace: WorkspaceId, conversation: ConversationId, asking: &Asking) -> Option<Answer> {
    let answer = match &asking.question {
        Question::Agent(_) => return None,
        Question::Http(question) => http(app, workspace, &asking.key, question).await,
        Question::Function(question) => function(app, workspace, &asking.key, question).await,
        Question::Llm(question) => llm(app, workspace, conversation, &asking.key, question).await,
    };
    Some(answer)
}

async fn http(app: &App, workspace: WorkspaceId, key: &str, question: &HttpQuestion) -> Answer {
    let (request, secrets) = match request(app, workspace, key, question).await {
        Ok(opened) => opened,
        Err(message) => return Answer::Failed { message },
    };
    for attempt in 0.. {
        let answer = match app.egress().send(request.clone()).await {
            Ok(response) => Ok(response),
            Err(egress::Error::TimedOut(_)) => Err(Answer::Timeout),
            Err(error) if error.is_refusal() => return Answer::Failed { message: error.to_string() },
            Err(error) => Err(Answer::Network { message: error.to_string() }),
        };
        let again = match &answer {
            Ok(response) => response.status.as_u16() == 429 || response.status.is_server_error(),
            Err(Answer::Network { .. }) => true,
            Err(_) => false,
        };
        if !again || attempt >= question.retries {
            return answer.map_or_else(|failed| failed, |response| read(&response, &secrets));
        }
        app.pause(Duration::from_secs(1 << attempt.min(3))).await;
    }
    Answer::Timeout
}

/// The request with its secrets, which exist from here to the wire only, and what takes them out of the answer.
pub(super) async fn request(app: &App, workspace: WorkspaceId, key: &str, question: &HttpQuestion) -> Result<(egress::Request, Filled), String> {
    let sealed = std::iter::once(&question.url)
        .chain(question.headers.iter().map(|(_, value)| value))
        .chain(&question.body);
    let secrets = app.secrets().fill(workspace, sealed.flat_map(Sealed::secrets)).await.map_err(|error| {
        tracing::error!(workspace.id = %workspace, error = %error, "secrets of a request cannot be opened");
        "its secrets cannot be opened".to_owned()
    })?;
    let missing = |name: String| format!("there is no secret called `{name}`");
    let open = |text: &Sealed| text.open(|name| secrets.get(name).map(str::to_owned)).map_err(missing);
    let method = Method::from_bytes(question.method.as_bytes()).map_err(|_| format!("`{}` is no method", question.method))?;
    let mut request = egress::Request::new(method, open(&question.url)?);
    for (name, value) in &question.headers {
        let bad = || format!("the header `{name}` cannot be sent");
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| bad())?;
        let mut value = HeaderValue::from_str(&open(value)?).map_err(|_| bad())?;
        value.set_sensitive(true);
        request.headers.append(name, value);
    }
    if let Ok(key) = HeaderValue::from_str(key) {
        request.headers.insert("idempotency-key", key);
    }
    if let Some(body) = &question.body {
        request.body = open(body)?.into();
    }
    request.timeout = Duration::from_secs(u64::from(question.timeout_seconds));
    request.max_bytes = question.max_bytes;
    Ok((request, secrets))
}

/// A server may say a secret back: what is kept and shown of its answer has dots there.
fn read(response: &egress::Response, secrets: &Filled) -> Answer {
    Answer::Http {
        status: response.status.as_u16(),
        headers: headers(response, secrets),
        body: secrets.redact_answer(&response.text()),
    }
}

/// Headers that are text.
pub(super) fn headers(response: &egress::Response, secrets: &Filled) -> BTreeMap<String, String> {
    let headers = response.headers.iter();
    headers
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), secrets.redact(value.to_str().ok()?))))
        .collect()
}

/// The value it returns; a text, or the `case` of an object, may name the way to go on.
async fn function(app: &App, workspace: WorkspaceId, key: &str, question: &FunctionQuestion) -> Answer {
    let Ok(id) = question.function.parse() else {
        return failed("the step names no function");
    };
    let function = FunctionRef {
        id,
        version: question.version.parse().ok(),
    };
    let timeout = Duration::from_secs(u64::from(question.timeout_seconds));
    let run = key.split(':').next().unwrap_or_default().to_owned();
    let called = app
        .functions()
        .call(workspace, function, &question.inputs, Some(timeout), Caller::Run(run))
        .await;
    match called {
        Ok(called) => {
            let value: Value = serde_json::from_str(called.json.get()).unwrap_or_default();
            let case = value.as_str().or_else(|| value["case"].as_str()).map(str::to_owned);
            Answer::Function { value, case }
        }
        Err(problem) if problem.problem.kind == "timed_out" => Answer::Timeout,
        Err(problem) => {
            let line = problem.problem.line.map(|line| format!(" (line {line})")).unwrap_or_default();
            failed(format!("{}{line}", problem.problem.message))
        }
    }
}

async fn llm(app: &App, workspace: WorkspaceId, conversation: ConversationId, key: &str, question: &LlmQuestion) -> Answer {
    let words = crate::llm::LlmQuestion {
        connection: &question.connection,
        model: &question.model,
        system: &question.system,
        prompt: &question.prompt,
        memory_messages: question.memory_messages,
        max_tokens: question.max_tokens,
        max_cost_micros: question.max_cost_micros,
        timeout_seconds: question.timeout_seconds,
        key,
    };
    match app.llm().ask(workspace, conversation, &words).await {
        Ok(Ok(answer)) => Answer::Llm {
            tokens: answer.input_tokens.saturating_add(answer.output_tokens),
            text: answer.text,
        },
        Ok(Err(LlmFailure::Failed(message))) => Answer::Failed { message },
        Ok(Err(LlmFailure::Network(message))) => Answer::Network { message },
        Ok(Err(LlmFailure::Timeout)) => Answer::Timeout,
        Err(error) => {
            tracing::error!(workspace.id = %workspace, error = %error, "a language model could not be asked");
            failed("the language model could not be asked")
        }
    }
}

fn failed(message: impl Into<String>) -> Answer {
    Answer::Failed { message: message.into() }
}
