//! A step's request that was sent once, to see what comes back.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// What was sent, and what came of it. Each secret stands as dots.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RequestTrialView {
    /// The request; `null` when nothing could be sent.
    pub sent: Option<TrialRequest>,
    /// The answer; `null` when there is none.
    pub answer: Option<TrialAnswer>,
    /// Why there is no answer, in words.
    pub problem: Option<String>,
    /// Milliseconds from the request to the last byte.
    pub took_ms: u64,
}

/// A request as it left, with the values filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TrialRequest {
    /// `GET`, `POST` …
    pub method: String,
    /// Where to.
    pub url: String,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    /// What was sent, at most 64 kB of it.
    pub body: Option<String>,
}

/// What the other system answered.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TrialAnswer {
    /// 200, 404 …
    pub status: u16,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    /// JSON when it is JSON, else text. Comes from outside: always text, never markup.
    #[schema(value_type = Object)]
    pub body: Value,
    /// How long the whole body is, in bytes.
    pub bytes: usize,
    /// The body is longer than 64 kB: its beginning, as text.
    pub is_cut: bool,
}
