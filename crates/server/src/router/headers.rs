//! Headers that keep browsers from doing with our answers what we did not mean.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue, header};

use crate::config::Config;

/// For answers that are no pages: nothing may load, nothing may frame.
const CSP_OF_DATA: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// The headers of every answer.
#[derive(Clone)]
pub(super) struct Headers(Arc<Vec<(HeaderName, HeaderValue)>>);

impl Headers {
    pub(super) fn new(config: &Config) -> Self {
        let mut headers = vec![
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
            (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
            (
                HeaderName::from_static("cross-origin-opener-policy"),
                HeaderValue::from_static("same-origin"),
            ),
            (
                HeaderName::from_static("cross-origin-resource-policy"),
                HeaderValue::from_static("same-origin"),
            ),
            // The microphone is for voice notes; nothing else of the device is used.
            (
                HeaderName::from_static("permissions-policy"),
                HeaderValue::from_static("camera=(), geolocation=(), microphone=(self), payment=(), usb=(), browsing-topics=()"),
            ),
        ];
        if config.server.is_https() {
            headers.push((header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000")));
        }
        Self(Arc::new(headers))
    }
}

/// Adds what the handler did not set itself.
pub(super) async fn add(State(headers): State<Headers>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api");
    let mut response = next.run(request).await;
    let answer = response.headers_mut();
    for (name, value) in headers.0.iter() {
        answer.entry(name).or_insert_with(|| value.clone());
    }
    answer.entry(header::CONTENT_SECURITY_POLICY).or_insert(CSP_OF_DATA);
    if is_api {
        answer.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    response
}
