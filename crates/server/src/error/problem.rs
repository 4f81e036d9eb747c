//! The body of every refusal: RFC 9457 `application/problem+json`, with our stable code and the way out.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why a request was refused (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// Where the code is explained; a path on this server.
    #[serde(rename = "type")]
    pub kind: String,
    /// A short title, the same for every occurrence of the code.
    pub title: Cow<'static, str>,
    /// The HTTP status again.
    pub status: u16,
    /// The stable dotted word to program against.
    pub code: Cow<'static, str>,
    /// What happened this time, in words for people.
    pub detail: String,
    /// What the person can do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Cow<'static, str>>,
    /// Finds this request in the server's log.
    pub request_id: String,
    /// The fields that are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// What Meta said, when Meta refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<MetaProblem>,
}

/// One wrong field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldError {
    /// JSON pointer into the body (`/name`), or `?name` for a query parameter.
    pub pointer: String,
    /// Stable word: `unknown_field`, `missing_field`, `invalid_value`, …
    pub code: Cow<'static, str>,
    /// What is wrong, in words.
    pub detail: String,
}

impl FieldError {
    /// A wrong field.
    pub fn new(pointer: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            code: Cow::Borrowed(code),
            detail: detail.into(),
        }
    }
}

/// The Graph API's own error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MetaProblem {
    /// Meta's number for it.
    pub code: i64,
    /// Meta's title.
    pub title: String,
    /// Meta's details.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<String>,
    /// Meta's trace id, to give to Meta's support.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fbtrace_id: Option<String>,
}
