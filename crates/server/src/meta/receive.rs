//! A delivery: read within its budget, proven by its signature, stored, and only then answered with 200.
//!
//! Nothing is parsed here, so that an unknown shape cannot become a week of repetitions.

use std::time::{Duration, Instant};

use app::ingest::{Accepted, Error as IngestError, Room, Secrets};
use axum::body::Body;
use cloud_api::signature;
use futures::StreamExt as _;
use http::{HeaderMap, header};
use secrecy::ExposeSecret as _;
use store::SignedWith;

use super::WebhookPath;
use crate::prelude::*;

/// A body that takes longer to arrive is not Meta's.
const READ_WITHIN: Duration = Duration::from_secs(10);
/// Meta tries again by itself; this is for whoever asks.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// Take a delivery from Meta.
///
/// 200 says that the delivery is stored, not that it is worked on. Public, since the signature in `X-Hub-Signature-256` proves who sent it.
#[utoipa::path(post, path = "/webhooks/meta/{meta_app}", tag = "meta", params(WebhookPath),
    request_body(content = serde_json::Value, description = "The delivery, as Meta sends it"), responses((status = OK)))]
pub(crate) async fn receive_webhook(
    State(app): State<App>,
    _guard: Public,
    axum::extract::Path(path): axum::extract::Path<WebhookPath>,
    State(settings): State<Settings>,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode, ApiError> {
    let started = Instant::now();
    let outcome = receive(&app, &path, settings.ingest.max_body_bytes, &headers, body).await;
    let word = match &outcome {
        Ok(Accepted::New) => "new",
        Ok(Accepted::Duplicate) => "duplicate",
        Err(refusal) => refusal.word(),
    };
    metrics::counter!("prismwa_webhooks_total", "outcome" => word).increment(1);
    metrics::histogram!("prismwa_webhook_seconds").record(started.elapsed().as_secs_f64());
    outcome.map(|_| StatusCode::OK).map_err(ApiError::from)
}

/// Why a delivery was not taken.
#[derive(Debug)]
enum Refusal {
    UnknownApp,
    NoSecret,
    TooLarge,
    Slow,
    BrokenOff,
    Signature(signature::Error),
    OverBudget,
    Unavailable,
}

async fn receive(app: &App, path: &WebhookPath, limit: usize, headers: &HeaderMap, body: Body) -> Result<Accepted, Refusal> {
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|bytes| bytes > limit) {
        return Err(Refusal::TooLarge);
    }
    if !app.ingest().has_room(announced.unwrap_or(0)) {
        return Err(Refusal::OverBudget);
    }
    let meta_app = path.id().ok_or(Refusal::UnknownApp)?;
    let secrets = app.ingest().secrets(meta_app).await.map_err(|error| {
        tracing::warn!(meta_app.id = %meta_app, %error, "the secrets of a Meta app cannot be read");
        Refusal::Unavailable
    })?;
    let secrets = secrets.ok_or(Refusal::UnknownApp)?;
    if secrets.current.is_none() {
        tracing::warn!(meta_app.id = %meta_app, "a delivery came for a Meta app without app secret; set it under Settings, Channel");
        return Err(Refusal::NoSecret);
    }
    let room = app.ingest().reserve(0)?;
    let (room, raw) = tokio::time::timeout(READ_WITHIN, read(room, limit, announced, body))
        .await
        .map_err(|_| Refusal::Slow)??;
    let claimed = headers.get(signature::HEADER).and_then(|value| value.to_str().ok());
    let signed_with = verify(app, &secrets, claimed, &raw)?;
    Ok(app.ingest().accept_into(room, meta_app, raw, signed_with).await?)
}

/// Reads the body; memory is taken as it arrives.
async fn read(mut room: Room, limit: usize, announced: Option<usize>, body: Body) -> Result<(Room, Vec<u8>), Refusal> {
    let mut raw = Vec::with_capacity(announced.unwrap_or(0).min(64 * 1024));
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Refusal::BrokenOff)?;
        if raw.len() + chunk.len() > limit {
            return Err(Refusal::TooLarge);
        }
        room.grow(chunk.len())?;
        raw.extend_from_slice(&chunk);
    }
    Ok((room, raw))
}

/// The current secret, or the one before while it still counts.
fn verify(app: &App, secrets: &Secrets, claimed: Option<&str>, raw: &[u8]) -> Result<SignedWith, Refusal> {
    let previous = secrets
        .previous
        .as_ref()
        .filter(|_| secrets.previous_until.is_some_and(|until| app.now() < until));
    let candidates = secrets.current.iter().chain(previous).map(|secret| secret.expose_secret().as_bytes());
    let place = signature::verify_any(candidates, claimed, raw).map_err(Refusal::Signature)?;
    Ok(if place == 0 { SignedWith::Current } else { SignedWith::Previous })
}

impl Refusal {
    /// For the figures.
    fn word(&self) -> &'static str {
        match self {
            Self::UnknownApp => "unknown_app",
            Self::NoSecret => "no_secret",
            Self::TooLarge => "too_large",
            Self::Slow => "slow",
            Self::BrokenOff => "broken_off",
            Self::Signature(_) => "bad_signature",
            Self::OverBudget => "over_budget",
            Self::Unavailable => "unavailable",
        }
    }
}

impl From<IngestError> for Refusal {
    fn from(error: IngestError) -> Self {
        match error {
            IngestError::OverBudget => Self::OverBudget,
            IngestError::Unavailable => Self::Unavailable,
        }
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::UnknownApp => Self::new(Code::ResourceNotFound, "There is no such Meta app here."),
            Refusal::NoSecret => Self::new(
                Code::WebhookNoSecret,
                "This Meta app has no app secret yet, so nothing can be proven to come from Meta.",
            )
            .retry_after(RETRY_AFTER),
            Refusal::TooLarge => Self::new(Code::RequestTooLarge, "Meta's deliveries are at most 3 MB."),
            Refusal::Slow => Self::new(Code::RequestTimeout, "The body took too long to arrive.").retry_after(RETRY_AFTER),
            Refusal::BrokenOff => Self::new(Code::RequestMalformed, "The body broke off."),
            Refusal::Signature(signature::Error::NoSecret) => Self::new(Code::WebhookNoSecret, "The app secret is empty.").retry_after(RETRY_AFTER),
            Refusal::Signature(error) => Self::new(Code::WebhookSignatureInvalid, error.to_string()),
            Refusal::OverBudget => Self::new(Code::WebhookOverBudget, "More deliveries are waiting than may.").retry_after(RETRY_AFTER),
            Refusal::Unavailable => Self::new(Code::ServerUnavailable, "Deliveries cannot be stored now.").retry_after(RETRY_AFTER),
        }
    }
}
