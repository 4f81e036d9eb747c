//! The parameters behind the `?`, with no unknown ones.

use axum::extract::FromRequestParts;
use http::request::Parts;
use serde::de::DeserializeOwned;

use super::field_error;
use crate::error::{ApiError, FieldError};

/// The query parameters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        parse(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

fn parse<T: DeserializeOwned>(query: &str) -> Result<T, ApiError> {
    let mut track = serde_path_to_error::Track::new();
    let mut unknown = Vec::new();
    let source = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
    let mut ignored = |path: serde_ignored::Path<'_>| unknown.push(path.to_string());
    let tracked = serde_path_to_error::Deserializer::new(source, &mut track);
    match T::deserialize(serde_ignored::Deserializer::new(tracked, &mut ignored)) {
        Ok(value) if unknown.is_empty() => Ok(value),
        Ok(_) => Err(ApiError::invalid(
            unknown
                .into_iter()
                .take(20)
                .map(|name| FieldError::new(format!("?{name}"), "unknown_field", "This operation has no such parameter."))
                .collect(),
        )),
        Err(error) => {
            let path = track.path().to_string();
            let mut wrong = field_error(String::new(), &error.to_string());
            if path != "." && !path.is_empty() {
                wrong.pointer = path;
            }
            wrong.pointer = format!("?{}", wrong.pointer.trim_start_matches('/'));
            Err(ApiError::invalid(vec![wrong]))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    struct Wanted {
        limit: Option<u32>,
        sort: Option<Sort>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Sort {
        Newest,
        LastSeen,
    }

    #[test]
    fn known_parameters_are_read() {
        let wanted: Wanted = parse("limit=5&sort=last_seen").unwrap();
        assert_eq!((wanted.limit, wanted.sort), (Some(5), Some(Sort::LastSeen)));
        assert_eq!(parse::<Wanted>("").unwrap().limit, None);
        assert_eq!(parse::<Wanted>("sort=newest").unwrap().sort, Some(Sort::Newest));
    }

    #[test]
    fn wrong_and_unknown_parameters_are_named() {
        for (query, pointer) in [("limit=many", "?limit"), ("sort=oldest", "?sort"), ("cursr=x", "?cursr")] {
            let error = format!("{:?}", parse::<Wanted>(query).unwrap_err());
            assert!(error.contains(pointer), "{query}: {error}");
        }
    }
}
