//! A JSON body: the right content type, within the limit, and no field the operation does not know.

use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, header};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{escape, field_error};
use crate::error::{ApiError, Code, FieldError};

/// A JSON body, in a request or an answer.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::new(Code::RequestUnsupportedMediaType, "The body must be JSON."));
        }
        let body = Bytes::from_request(request, state).await.map_err(|rejection| {
            if rejection.status() == http::StatusCode::PAYLOAD_TOO_LARGE {
                ApiError::new(Code::RequestTooLarge, "The body is larger than this operation allows.")
            } else {
                ApiError::new(Code::RequestMalformed, "The body could not be read to its end.")
            }
        })?;
        parse(&body).map(Self)
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(kind) = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let kind = kind.split(';').next().unwrap_or(kind).trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// Reads `body` as `T`; unknown fields at any depth are refused with a pointer to each.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    let mut track = serde_path_to_error::Track::new();
    let mut unknown = Vec::new();
    let mut source = serde_json::Deserializer::from_slice(body);
    let mut ignored = |path: serde_ignored::Path<'_>| unknown.push(ignored_pointer(&path));
    let tracked = serde_path_to_error::Deserializer::new(&mut source, &mut track);
    let parsed = T::deserialize(serde_ignored::Deserializer::new(tracked, &mut ignored)).and_then(|value| source.end().map(|()| value));
    match parsed {
        Ok(value) if unknown.is_empty() => Ok(value),
        Ok(_) => Err(ApiError::invalid(
            unknown
                .into_iter()
                .take(20)
                .map(|pointer| FieldError::new(pointer, "unknown_field", "This operation has no such field."))
                .collect(),
        )),
        Err(error) if error.is_data() => Err(ApiError::invalid(vec![field_error(tracked_pointer(&track.path()), &error.to_string())])),
        Err(error) => Err(ApiError::new(Code::RequestMalformed, format!("The body is not JSON: {error}."))),
    }
}

fn tracked_pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(format!("/{index}")),
            Segment::Map { key } => Some(format!("/{}", escape(key))),
            // The names of enum variants are not part of the JSON.
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

fn ignored_pointer(path: &serde_ignored::Path<'_>) -> String {
    use serde_ignored::Path;
    match path {
        Path::Root => String::new(),
        Path::Seq { parent, index } => format!("{}/{index}", ignored_pointer(parent)),
        Path::Map { parent, key } => format!("{}/{}", ignored_pointer(parent), escape(key)),
        Path::Some { parent } | Path::NewtypeStruct { parent } | Path::NewtypeVariant { parent } => ignored_pointer(parent),
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Order {
        name: String,
        lines: Vec<Line>,
        note: Option<Line>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Line {
        count: u8,
    }

    async fn refused(body: &str) -> (u16, Vec<(String, String)>) {
        let error = parse::<Order>(body.as_bytes()).unwrap_err();
        let status = error.status().as_u16();
        let response = error.into_response();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        (
            status,
            errors
                .iter()
                .map(|error| (error["pointer"].as_str().unwrap().to_owned(), error["code"].as_str().unwrap().to_owned()))
                .collect(),
        )
    }

    #[tokio::test]
    async fn t08_unknown_fields_are_refused_at_any_depth() {
        let (status, errors) = refused(r#"{"name":"a","lines":[{"count":1,"is_admin":true}],"note":{"count":2,"a/b":1},"role":"OWNER"}"#).await;
        assert_eq!(status, 422);
        let found: Vec<_> = errors.iter().map(|(pointer, code)| (pointer.as_str(), code.as_str())).collect();
        assert_eq!(
            found,
            [
                ("/lines/0/is_admin", "unknown_field"),
                ("/note/a~1b", "unknown_field"),
                ("/role", "unknown_field")
            ]
        );
    }

    #[tokio::test]
    async fn wrong_values_are_pointed_at() {
        assert_eq!(
            refused(r#"{"name":"a","lines":[{"count":1},{"count":300}]}"#).await,
            (422, vec![("/lines/1/count".into(), "invalid_value".into())])
        );
        assert_eq!(
            refused(r#"{"name":7,"lines":[]}"#).await,
            (422, vec![("/name".into(), "invalid_type".into())])
        );
        assert_eq!(
            refused(r#"{"name":"a","lines":[{}]}"#).await,
            (422, vec![("/lines/0/count".into(), "missing_field".into())])
        );
        assert_eq!(refused("[]").await.0, 422);
    }

    #[tokio::test]
    async fn what_is_not_json_is_malformed() {
        for body in ["", "{", "{\"name\":\"a\",\"lines\":[]} x", "nonsense"] {
            assert_eq!(refused(body).await.0, 400, "{body}");
        }
    }
}
