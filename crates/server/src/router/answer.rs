//! Around every request: its id, who asks, its log line and figures; a panic or a stuck handler becomes an answer.

use std::any::Any;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use tracing::Instrument as _;

use super::{Peer, Probe};
use crate::config::Config;
use crate::error::{ApiError, Code};
use crate::network::client_address;
use crate::request::{self, Info, Rate, Reached};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const REACHED: HeaderName = HeaderName::from_static("x-test-reached-handler");
/// Uploads take as long as the line needs; their size is limited instead.
const UPLOAD_TIME: Duration = Duration::from_secs(15 * 60);

/// What [`surround`] needs to know.
#[derive(Clone)]
pub(super) struct Surroundings {
    config: Arc<Config>,
    probe: Probe,
}

impl Surroundings {
    pub(super) fn new(config: &Arc<Config>, probe: Probe) -> Self {
        Self {
            config: config.clone(),
            probe,
        }
    }
}

/// How long the routes below may take; put there by [`surround`].
#[derive(Debug, Clone, Copy)]
struct TimeLimit(Duration);

/// Gives the request its id, finds out who asks, and writes one line when it is answered. Neither the raw path nor the query is written: both may hold secrets.
pub(super) async fn surround(State(around): State<Surroundings>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let peer = request
        .extensions()
        .get::<Peer>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0.ip());
    let client = client_address(peer, request.headers(), &around.config.server.trusted_proxies);
    let info = Info {
        id: format!("req_{}", uuid::Uuid::now_v7().simple()),
        client,
        rate: Arc::default(),
    };
    let rate = info.rate.clone();
    let reached = Reached::default();
    request
        .extensions_mut()
        .insert(TimeLimit(Duration::from_secs(around.config.server.request_timeout_seconds)));
    if around.probe.mark_reached {
        request.extensions_mut().insert(reached.clone());
    }
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "other".to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!("http", request.id = %info.id, http.method = %method, http.route = %route);
    let id = HeaderValue::try_from(&info.id).expect("letters and digits are header text");
    let mut response = request::scope(info, next.run(request)).instrument(span.clone()).await;
    response.headers_mut().insert(REQUEST_ID, id);
    if let Some(rate) = rate.get() {
        say_rate(response.headers_mut(), *rate);
    }
    if reached.is_marked() {
        response.headers_mut().insert(REACHED, HeaderValue::from_static("1"));
    }
    let (status, took) = (response.status(), started.elapsed());
    span.in_scope(|| write_down(&method, &route, status, took));
    response
}

/// The `RateLimit` headers of [draft-ietf-httpapi-ratelimit-headers](https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/).
fn say_rate(headers: &mut http::HeaderMap, rate: Rate) {
    let Rate { limit, left, full_in } = rate;
    let seconds = full_in.as_secs() + u64::from(full_in.subsec_nanos() > 0);
    let text = |text: String| HeaderValue::try_from(text).expect("numbers are header text");
    headers.insert("ratelimit-policy", text(format!("\"key\";q={limit};w=60")));
    headers.insert("ratelimit", text(format!("\"key\";r={left};t={seconds}")));
}

fn write_down(method: &http::Method, route: &str, status: StatusCode, took: Duration) {
    let milliseconds = took.as_secs_f64() * 1000.0;
    if status.is_server_error() {
        tracing::warn!(
            http.status = status.as_u16(),
            took_ms = milliseconds,
            "{method} {route} answered {} in {milliseconds:.1} ms",
            status.as_u16()
        );
    } else {
        tracing::debug!(
            http.status = status.as_u16(),
            took_ms = milliseconds,
            "{method} {route} answered {} in {milliseconds:.1} ms",
            status.as_u16()
        );
    }
    let labels = [
        ("method", method.as_str().to_owned()),
        ("route", route.to_owned()),
        ("status", status.as_u16().to_string()),
    ];
    metrics::counter!("prismwa_http_requests_total", &labels).increment(1);
    metrics::histogram!("prismwa_http_request_seconds", "method" => method.as_str().to_owned(), "route" => route.to_owned())
        .record(took.as_secs_f64());
}

/// Answers 503 for a handler that does not come back in time.
pub(super) async fn within_time_limit(request: Request, next: Next) -> Response {
    let limit = request.extensions().get::<TimeLimit>().map_or(Duration::from_secs(30), |limit| limit.0);
    let is_upload = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
    let limit = if is_upload { UPLOAD_TIME.max(limit) } else { limit };
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            tracing::error!(request.id = %request::id(), "a handler took longer than {} seconds and was given up", limit.as_secs());
            ApiError::new(Code::RequestTimeout, "The server took longer than it may for one request.").into_response()
        }
    }
}

/// A handler that panicked: logged with its words, answered without them.
pub(super) fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let words = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no words");
    ApiError::internal(format_args!("a handler panicked: {words}")).into_response()
}
