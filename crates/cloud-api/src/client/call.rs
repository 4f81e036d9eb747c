//! One HTTP exchange: sends a body and knows whether it left, reads an answer of bounded size, tells refusal from doubt.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use bytes::Bytes;
use futures::stream::{Stream, StreamExt as _};
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE};
use reqwest::{Method, RequestBuilder, Response, Url};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

use super::Client;
use super::error::{CallError, Unknown, in_words};
use crate::error::GraphError;
use crate::json;

/// Largest answer we read; a long page of templates has a few hundred kilobytes.
const MAX_ANSWER: usize = 8 * 1024 * 1024;

/// Errors by which Meta refuses at the door, whatever HTTP status they come with: rates of app, account, number and pair.
const REFUSED_AT_THE_DOOR: [i64; 4] = [4, 80007, 130_429, 131_056];

/// Whether a body has begun to leave. It goes from `WAITING` to exactly one of the others, so both sides agree.
#[derive(Debug, Default, Clone)]
pub(super) struct Departure(Arc<AtomicU8>);

const WAITING: u8 = 0;
const LEFT: u8 = 1;
const RECALLED: u8 = 2;

impl Departure {
    fn begin(&self) -> bool {
        self.0.compare_exchange(WAITING, LEFT, Ordering::AcqRel, Ordering::Acquire).is_ok() || self.0.load(Ordering::Acquire) == LEFT
    }

    /// Recalls the body if nothing of it has left; from then on it cannot leave any more.
    fn recall(&self) -> bool {
        self.0.compare_exchange(WAITING, RECALLED, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }

    /// A body that notes its departure at its first byte, and does not depart once recalled. Without its body a request is
    /// incomplete, and no server acts on it.
    fn watch<S>(&self, chunks: S) -> reqwest::Body
    where
        S: Stream<Item = Result<Bytes, std::io::Error>> + Send + 'static,
    {
        let departure = self.clone();
        reqwest::Body::wrap_stream(chunks.map(move |chunk| {
            if departure.begin() {
                chunk
            } else {
                Err(std::io::Error::other("recalled"))
            }
        }))
    }
}

impl Client {
    /// Reads something.
    pub(super) async fn get(&self, url: Url, token: &SecretString) -> Result<Value, CallError> {
        self.exchange(self.request(Method::GET, url, token, self.timeouts.manage), None).await
    }

    /// Deletes something.
    pub(super) async fn delete(&self, url: Url, token: &SecretString) -> Result<Value, CallError> {
        self.exchange(self.request(Method::DELETE, url, token, self.timeouts.manage), None).await
    }

    /// Deletes what a body of JSON names.
    pub(super) async fn delete_with(&self, url: Url, token: &SecretString, body: &Value) -> Result<Value, CallError> {
        let request = self
            .request(Method::DELETE, url, token, self.timeouts.manage)
            .header(CONTENT_TYPE, "application/json")
            .body(body.to_string());
        self.exchange(request, None).await
    }

    /// Posts JSON.
    pub(super) async fn post(&self, url: Url, token: &SecretString, body: &Value, timeout: Duration) -> Result<Value, CallError> {
        let body = Bytes::from(body.to_string());
        let length = body.len() as u64;
        let chunks = futures::stream::once(std::future::ready(Ok(body)));
        self.post_stream(url, token, "application/json", length, chunks, timeout).await
    }

    /// Posts a form that is in memory; nothing is known of whether it left when no answer comes, so post only what may be posted twice.
    pub(super) async fn post_form(&self, url: Url, token: &SecretString, form: reqwest::multipart::Form) -> Result<Value, CallError> {
        let request = self.request(Method::POST, url, token, self.timeouts.upload).multipart(form);
        self.exchange(request, None).await
    }

    /// Posts a body of known length as it comes.
    pub(super) async fn post_stream<S>(
        &self,
        url: Url,
        token: &SecretString,
        content_type: &str,
        length: u64,
        chunks: S,
        timeout: Duration,
    ) -> Result<Value, CallError>
    where
        S: Stream<Item = Result<Bytes, std::io::Error>> + Send + 'static,
    {
        let departure = Departure::default();
        let request = self
            .request(Method::POST, url, token, timeout)
            .header(CONTENT_TYPE, content_type)
            .header(CONTENT_LENGTH, length)
            .body(departure.watch(chunks));
        self.exchange(request, Some(departure)).await
    }

    /// Posts the bytes of a file from its beginning, the way resumable uploads want them: the token is named `OAuth`.
    pub(super) async fn post_file(&self, url: Url, token: &SecretString, content: Bytes, timeout: Duration) -> Result<Value, CallError> {
        let request = self
            .http
            .request(Method::POST, url)
            .header(reqwest::header::AUTHORIZATION, format!("OAuth {}", token.expose_secret()))
            .header("file_offset", "0")
            .timeout(timeout)
            .body(content);
        self.exchange(request, None).await
    }

    fn request(&self, method: Method, url: Url, token: &SecretString, timeout: Duration) -> RequestBuilder {
        self.http.request(method, url).bearer_auth(token.expose_secret()).timeout(timeout)
    }

    async fn exchange(&self, request: RequestBuilder, departure: Option<Departure>) -> Result<Value, CallError> {
        let answer = request.send().await.map_err(|error| failed(error, departure.as_ref()))?;
        let status = answer.status().as_u16();
        let body = read_body(answer).await?;
        judge(status, &body)
    }
}

/// No answer came: whether anything left decides.
fn failed(error: reqwest::Error, departure: Option<&Departure>) -> CallError {
    let before_writing = error.is_builder() || error.is_connect();
    if before_writing || departure.is_some_and(Departure::recall) {
        return CallError::not_sent(in_words(error));
    }
    CallError::unknown(in_words(error), None)
}

async fn read_body(answer: Response) -> Result<Vec<u8>, CallError> {
    let status = Some(answer.status().as_u16());
    let mut body = Vec::new();
    let mut chunks = answer.bytes_stream();
    while let Some(chunk) = chunks.next().await {
        body.extend_from_slice(&chunk.map_err(|error| CallError::unknown(in_words(error), status))?);
        if body.len() > MAX_ANSWER {
            return Err(CallError::unknown(format!("the answer is longer than {MAX_ANSWER} bytes"), status));
        }
    }
    Ok(body)
}

/// What an answer means: a value, a definite refusal, or doubt.
fn judge(status: u16, body: &[u8]) -> Result<Value, CallError> {
    let value = json::read(body).ok();
    let graph = value.as_ref().and_then(|value| GraphError::from_body(value).ok());
    match (value, graph) {
        (_, Some(graph)) => {
            let graph = Box::new(GraphError {
                http_status: Some(status),
                ..graph
            });
            if status < 500 || REFUSED_AT_THE_DOOR.contains(&graph.code) {
                return Err(CallError::Graph(graph));
            }
            let detail = format!("Meta answered with HTTP status {status}: {}", graph.explanation());
            Err(CallError::Unknown(Unknown {
                detail,
                http_status: Some(status),
                graph: Some(graph),
            }))
        }
        (Some(value), None) if (200..300).contains(&status) => Ok(value),
        _ => Err(CallError::unknown(
            format!("Meta answered with HTTP status {status} and nothing that can be read"),
            Some(status),
        )),
    }
}

/// Whether `{"success": true}` came back; anything else after a 2xx is taken as doubt.
pub(super) fn success(answer: &Value) -> Result<(), CallError> {
    let said = answer
        .get("success")
        .or_else(|| answer.get("messaging_product"))
        .or_else(|| answer.get("id"));
    match said {
        Some(Value::Bool(false)) | None => Err(CallError::unknown("Meta did not confirm the change", Some(200))),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_body_leaves_or_is_recalled_but_never_both() {
        let departure = Departure::default();
        assert!(departure.recall());
        assert!(!departure.begin());
        let departure = Departure::default();
        assert!(departure.begin() && departure.begin());
        assert!(!departure.recall());
    }

    #[test]
    fn answers_are_told_apart() {
        let graph = |code: i64| json!({"error": {"code": code, "message": "m"}}).to_string();
        assert!(matches!(judge(400, graph(131026).as_bytes()), Err(CallError::Graph(error)) if error.http_status == Some(400)));
        assert!(matches!(judge(503, graph(131056).as_bytes()), Err(CallError::Graph(_))));
        assert!(matches!(judge(500, graph(131000).as_bytes()), Err(CallError::Unknown(unknown)) if unknown.graph.is_some()));
        assert!(judge(200, b"{\"ok\":1}").is_ok());
        assert!(matches!(judge(200, b"<html>"), Err(CallError::Unknown(_))));
        assert!(matches!(judge(200, b""), Err(CallError::Unknown(_))));
        assert!(matches!(judge(302, b"{}"), Err(CallError::Unknown(unknown)) if unknown.http_status == Some(302)));
        assert!(matches!(judge(502, b"Bad gateway"), Err(CallError::Unknown(unknown)) if unknown.graph.is_none()));
    }

    #[test]
    fn a_change_must_be_confirmed() {
        assert!(success(&json!({"success": true})).is_ok());
        assert!(success(&json!({"success": false})).is_err());
        assert!(success(&json!({})).is_err());
    }
}
