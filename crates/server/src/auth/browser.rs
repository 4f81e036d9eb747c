//! What a browser calls itself, for the list of sessions.

use axum::extract::FromRequestParts;
use http::header;
use http::request::Parts;

/// The `User-Agent`; empty when absent or unreadable.
#[derive(Debug, Clone)]
pub struct UserAgent(pub String);

impl<S: Send + Sync> FromRequestParts<S> for UserAgent {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let value = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Self(value.unwrap_or_default().to_owned()))
    }
}
