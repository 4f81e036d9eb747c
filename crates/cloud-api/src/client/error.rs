//! How a call can fail, by what is known about it.

use crate::error::GraphError;

/// A call failed. The three cases decide whether it may be repeated.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CallError {
    /// Meta certainly got nothing: name lookup, connection or TLS failed, or the body never left. Safe to repeat.
    #[error("nothing was sent to Meta: {0}")]
    NotSent(NotSent),
    /// Meta may have got it: time-out, reset, 5xx, or an answer nobody can read. Never repeat a send blindly.
    #[error("nobody knows whether Meta got it: {0}")]
    Unknown(Unknown),
    /// Meta answered and refused. Definite.
    #[error(transparent)]
    Graph(Box<GraphError>),
}

/// Why nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct NotSent {
    /// In words, without addresses or secrets.
    pub detail: String,
}

/// Why the outcome is not known.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{detail}")]
pub struct Unknown {
    /// In words, without addresses or secrets.
    pub detail: String,
    /// HTTP status, if an answer came at all.
    pub http_status: Option<u16>,
    /// What Graph said along with a 5xx, if it said something.
    pub graph: Option<Box<GraphError>>,
}

impl CallError {
    pub(super) fn not_sent(detail: impl Into<String>) -> Self {
        Self::NotSent(NotSent { detail: detail.into() })
    }

    pub(super) fn unknown(detail: impl Into<String>, http_status: Option<u16>) -> Self {
        Self::Unknown(Unknown {
            detail: detail.into(),
            http_status,
            graph: None,
        })
    }

    /// Meta's refusal, definite or given along with a 5xx.
    pub fn graph(&self) -> Option<&GraphError> {
        match self {
            Self::Graph(error) => Some(error),
            Self::Unknown(unknown) => unknown.graph.as_deref(),
            Self::NotSent(_) => None,
        }
    }

    /// HTTP status of the answer, if one came.
    pub fn http_status(&self) -> Option<u16> {
        match self {
            Self::Graph(error) => error.http_status,
            Self::Unknown(unknown) => unknown.http_status,
            Self::NotSent(_) => None,
        }
    }
}

/// An error and what caused it, in one line, without the address (it may hold a token).
pub(super) fn in_words(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(error) = cause {
        let more = error.to_string();
        if !words.contains(&more) {
            words.push_str(": ");
            words.push_str(&more);
        }
        cause = error.source();
    }
    words
}
