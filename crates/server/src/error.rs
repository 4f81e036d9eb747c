//! `ApiError`: everything that can go wrong with a request, told as a problem+json answer.

mod codes;
mod from;
mod graph;
mod problem;

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};

pub use self::codes::Code;
pub use self::graph::MetaError;
pub use self::problem::{FieldError, MetaProblem, Problem};
use crate::request;

/// A refusal. Make one with [`ApiError::new`] from a [`Code`]; anything unforeseen becomes [`ApiError::internal`].
pub struct ApiError(Box<Inner>);

struct Inner {
    code: Cow<'static, str>,
    status: StatusCode,
    title: Cow<'static, str>,
    detail: String,
    remedy: Option<Cow<'static, str>>,
    errors: Vec<FieldError>,
    meta: Option<MetaProblem>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl ApiError {
    /// A refusal with the code's own title, status and remedy.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            code: Cow::Borrowed(code.as_str()),
            status: code.status(),
            title: Cow::Borrowed(code.title()),
            detail: detail.into(),
            remedy: code.remedy().map(Cow::Borrowed),
            errors: Vec::new(),
            meta: None,
            headers: Vec::new(),
        }))
    }

    /// Fields that are wrong.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let detail = match errors.as_slice() {
            [only] => format!("{}: {}", only.pointer, only.detail),
            many => format!("{} fields are not valid.", many.len()),
        };
        let mut error = Self::new(Code::RequestInvalid, detail);
        error.0.errors = errors;
        error
    }

    /// One field that is wrong.
    pub fn invalid_field(pointer: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        Self::invalid(vec![FieldError::new(pointer, code, detail)])
    }

    /// There is no such thing in this workspace.
    pub fn not_found(noun: &str) -> Self {
        Self::new(Code::ResourceNotFound, format!("There is no such {noun} here."))
    }

    /// Something unforeseen: logged here, once, with everything; told outside as nothing but the request id.
    pub fn internal(error: impl fmt::Display) -> Self {
        tracing::error!(request.id = %request::id(), error = %error, "request failed: {error}");
        Self::new(Code::ServerInternal, "The request could not be completed.")
    }

    /// The database or another needed part is away: logged here, once.
    pub fn unavailable(error: impl fmt::Display) -> Self {
        tracing::warn!(request.id = %request::id(), error = %error, "request refused, a needed part is away: {error}");
        Self::new(Code::ServerUnavailable, "A part this request needs is not available.").retry_after(Duration::from_secs(2))
    }

    /// Another remedy than the code's own.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<Cow<'static, str>>) -> Self {
        self.0.remedy = Some(remedy.into());
        self
    }

    /// What Meta said.
    #[must_use]
    pub fn meta(mut self, meta: MetaProblem) -> Self {
        self.0.meta = Some(meta);
        self
    }

    /// When to try again.
    #[must_use]
    pub fn retry_after(mut self, wait: Duration) -> Self {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        self.0.headers.push((header::RETRY_AFTER, HeaderValue::from(seconds.max(1))));
        self
    }

    /// A header of the answer.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.push((name, value));
        self
    }

    /// The stable word.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let inner = *self.0;
        let problem = Problem {
            kind: format!("/api/docs#{}", inner.code),
            title: inner.title,
            status: inner.status.as_u16(),
            code: inner.code,
            detail: inner.detail,
            remedy: inner.remedy,
            request_id: request::id(),
            errors: inner.errors,
            meta: inner.meta,
        };
        let body = serde_json::to_vec(&problem).expect("a problem is plain data");
        let mut response = (inner.status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        if inner.status == StatusCode::UNAUTHORIZED {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"prismwa\""));
        }
        response.headers_mut().extend(inner.headers);
        response
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}: {}", self.0.status, self.0.code, self.0.detail)
    }
}
