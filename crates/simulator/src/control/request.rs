//! Reading requests: bodies and query strings whose errors are problems, too.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{header, request::Parts},
};
use serde::de::DeserializeOwned;

use super::problem::Problem;

/// A JSON body; no body at all counts as `{}`.
pub(super) struct Body<T>(pub(super) T);

/// A query string.
pub(super) struct Query<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let is_json = kind.starts_with("application/json");
        let bytes = Bytes::from_request(request, state).await.map_err(|_| Problem::too_large())?;
        if bytes.is_empty() {
            return serde_json::from_str("{}")
                .map(Self)
                .map_err(|error| Problem::invalid(format!("A body is needed: {error}.")));
        }
        if !is_json {
            return Err(Problem::media_type());
        }
        let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(|error| Problem::malformed(format!("{error}.")))?;
        serde_json::from_value(value)
            .map(Self)
            .map_err(|error| Problem::invalid(format!("{error}.")))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = axum::extract::Query::try_from_uri(&parts.uri);
        query
            .map(|axum::extract::Query(query)| Self(query))
            .map_err(|error| Problem::invalid(format!("{error}.")))
    }
}
