//! Errors in Meta's envelope, for doors of Meta's shape: existing SDKs of the Cloud API read them.
//!
//! Meta's codes and their meanings: *Cloud API, Error codes*. What PrismWA refuses by itself gets the code that Meta would refuse it with, and our own word
//! beside it in `prismwa_code`.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};

use super::ApiError;
use crate::request;

/// A refusal in Meta's words.
#[derive(Debug)]
pub struct MetaError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    status: StatusCode,
    code: i64,
    title: &'static str,
    details: String,
    /// Meta's own title, where Meta said it.
    message: Option<String>,
    own_code: String,
    message_id: Option<String>,
    retry_after: Option<HeaderValue>,
}

/// Meta's code for a refusal of ours, its title, and the status of the answer.
fn meta_of(own: &str) -> (i64, &'static str, StatusCode) {
    match own {
        "send.window_closed" => (131_047, "Re-engagement message", StatusCode::BAD_REQUEST),
        "send.opted_out" | "send.marketing_opted_out" => (131_050, "User has stopped marketing messages from your business", StatusCode::BAD_REQUEST),
        "send.no_address" | "send.contact_blocked" => (131_026, "Message undeliverable", StatusCode::BAD_REQUEST),
        "send.channel_unavailable" | "channel.not_connected" => (133_010, "Phone number not registered", StatusCode::BAD_REQUEST),
        "send.limit" => (131_009, "Parameter value is not valid", StatusCode::BAD_REQUEST),
        "send.still_queued" => (131_016, "Service unavailable", StatusCode::SERVICE_UNAVAILABLE),
        "request.rate_limited" => (130_429, "Rate limit hit", StatusCode::TOO_MANY_REQUESTS),
        own if own.starts_with("auth.") => (190, "Invalid OAuth access token", StatusCode::UNAUTHORIZED),
        own if own.starts_with("access.") => (10, "Application does not have permission for this action", StatusCode::FORBIDDEN),
        own if own.ends_with("not_found") => (
            100,
            "Unsupported request. Object does not exist or cannot be loaded due to missing permissions",
            StatusCode::BAD_REQUEST,
        ),
        own if own.starts_with("server.") => (131_000, "Something went wrong", StatusCode::INTERNAL_SERVER_ERROR),
        _ => (100, "Invalid parameter", StatusCode::BAD_REQUEST),
    }
}

impl MetaError {
    /// A refusal of ours.
    #[must_use]
    pub fn ours(own_code: &str, details: impl Into<String>) -> Self {
        let (code, title, status) = meta_of(own_code);
        Self(Box::new(Inner {
            status,
            code,
            title,
            details: details.into(),
            message: None,
            own_code: own_code.to_owned(),
            message_id: None,
            retry_after: None,
        }))
    }

    /// What Meta itself said about a message, with the message's id here.
    #[must_use]
    pub fn metas(code: i64, title: String, details: String) -> Self {
        let mut error = Self::ours("graph.refused", details);
        error.0.code = code;
        error.0.message = Some(title);
        error
    }

    /// Which message it is about.
    #[must_use]
    pub fn about(mut self, message: impl ToString) -> Self {
        self.0.message_id = Some(message.to_string());
        self
    }
}

impl From<ApiError> for MetaError {
    fn from(error: ApiError) -> Self {
        let inner = *error.0;
        // The first field that is wrong says most: a refusal of the send policy, or a member of the body.
        let first = inner.errors.first();
        let own = match first {
            Some(field) if field.code.contains('.') => field.code.to_string(),
            Some(_) | None => inner.code.to_string(),
        };
        let details = match first {
            Some(field) if !field.code.starts_with("send.") && !field.pointer.is_empty() => {
                format!("{}: {}", field.pointer.trim_start_matches("/content"), field.detail)
            }
            Some(field) => field.detail.clone(),
            None => inner.detail.clone(),
        };
        let details = match &inner.remedy {
            Some(remedy) => format!("{details} {remedy}"),
            None => details,
        };
        let mut made = Self::ours(&own, details);
        if made.0.code == 131_000 {
            made.0.status = inner.status;
        }
        if let Some(meta) = inner.meta {
            made.0.code = meta.code;
            made.0.message = Some(meta.title);
            made.0.details = meta.details.unwrap_or(made.0.details);
        }
        made.0.retry_after = inner
            .headers
            .into_iter()
            .find(|(name, _)| *name == header::RETRY_AFTER)
            .map(|(_, value)| value);
        made
    }
}

impl From<app::Error> for MetaError {
    fn from(error: app::Error) -> Self {
        ApiError::from(error).into()
    }
}

impl From<store::Error> for MetaError {
    fn from(error: store::Error) -> Self {
        ApiError::from(error).into()
    }
}

impl IntoResponse for MetaError {
    fn into_response(self) -> Response {
        let inner = *self.0;
        let message = inner.message.unwrap_or_else(|| format!("(#{}) {}", inner.code, inner.title));
        let mut error = Map::from_iter([
            ("message".to_owned(), Value::String(message)),
            ("type".to_owned(), json!("OAuthException")),
            ("code".to_owned(), json!(inner.code)),
            (
                "error_data".to_owned(),
                json!({ "messaging_product": "whatsapp", "details": inner.details }),
            ),
            ("fbtrace_id".to_owned(), json!(request::id())),
            ("prismwa_code".to_owned(), json!(inner.own_code)),
        ]);
        if let Some(message) = inner.message_id {
            error.insert("prismwa_message_id".to_owned(), Value::String(message));
        }
        let mut response = (inner.status, axum::Json(json!({ "error": error }))).into_response();
        if let Some(after) = inner.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, after);
        }
        response
    }
}
