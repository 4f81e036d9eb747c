//! What is asked of the outside, and what comes back.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};

use crate::rule::Rule;

/// One request.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: Method,
    /// As somebody typed it; it is read once, here.
    pub url: String,
    /// Hop-by-hop, forwarding and framing headers are refused.
    pub headers: HeaderMap,
    pub body: Bytes,
    /// From the call to the last byte of the answer: names, connections, redirects and waiting for a turn included.
    pub timeout: Duration,
    /// Of the answer's body, packed and unpacked.
    pub max_bytes: usize,
    /// What happens beyond.
    pub overflow: Overflow,
    pub redirects: Redirects,
    /// When given, only these hosts, at every hop; on top of the policy, never instead of it.
    pub only: Option<Vec<Rule>>,
}

/// An answer longer than it may be …
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overflow {
    /// … is an error.
    Refuse,
    /// … is cut off, for logs.
    Cut,
}

/// What becomes of redirects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redirects {
    /// They are the answer.
    Answer,
    /// Followed so many times, three at most; each is checked like a new request, and another origin gets none of the caller's headers but
    /// `accept`, `accept-language` and `content-type`.
    Follow(u8),
}

/// An answer, whatever its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// Unpacked.
    pub body: Bytes,
    /// Some of the body was cut off.
    pub is_cut: bool,
    /// The address that answered, after redirects.
    pub url: String,
    pub took: Duration,
}

impl Request {
    /// A request with the usual limits: 15 s, 1 MiB, no redirects.
    #[must_use]
    pub fn new(method: Method, url: impl Into<String>) -> Self {
        Self {
            method,
            url: url.into(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            timeout: Duration::from_secs(15),
            max_bytes: 1024 * 1024,
            overflow: Overflow::Refuse,
            redirects: Redirects::Answer,
            only: None,
        }
    }
}

impl Response {
    /// The body as text; what is not UTF-8 is replaced.
    #[must_use]
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }
}
