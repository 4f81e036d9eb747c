//! `ETag` and `If-Match`: the version a change was made from, so that a lost race is noticed.

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, IntoResponseParts, Response, ResponseParts};
use http::request::Parts;
use http::{HeaderValue, header};

use crate::error::{ApiError, Code};

/// The version in `If-Match`; `None` when the header is absent or `*`, which means "whatever it is now".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct IfMatch(pub Option<i64>);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else {
            return Ok(Self(None));
        };
        parse(value.to_str().unwrap_or_default()).map(Self)
    }
}

fn parse(text: &str) -> Result<Option<i64>, ApiError> {
    let text = text.trim();
    if text == "*" {
        return Ok(None);
    }
    // Proxies that compress mark tags as weak; the version inside is the same.
    let text = text.strip_prefix("W/").unwrap_or(text);
    let version = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text).parse();
    version
        .map(Some)
        .map_err(|_| ApiError::new(Code::VersionConflict, "If-Match holds no version this server gave out."))
}

/// The version of what is answered, as the answer's `ETag`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ETag(pub i64);

impl IntoResponseParts for ETag {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        let value = HeaderValue::try_from(format!("\"{}\"", self.0)).expect("digits and quotes are header text");
        parts.headers_mut().insert(header::ETAG, value);
        Ok(parts)
    }
}

impl IntoResponse for ETag {
    fn into_response(self) -> Response {
        (self, ()).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_in_all_their_spellings() {
        for (text, version) in [("\"7\"", Some(7)), ("W/\"7\"", Some(7)), ("7", Some(7)), ("*", None)] {
            assert_eq!(parse(text).unwrap(), version, "{text}");
        }
        assert!(parse("\"abc\"").is_err());
    }
}
