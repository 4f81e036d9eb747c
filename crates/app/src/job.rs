//! What a job tells its runner when it did not work: the same later, or never.

use std::time::Duration;

/// Why an attempt at a job failed.
#[derive(Debug)]
pub enum JobError {
    /// The same may work later.
    Retry {
        /// What happened.
        error: String,
        /// Not before; nothing leaves it to the growing pauses.
        after: Option<Duration>,
    },
    /// It will never work.
    Fail(String),
}

impl JobError {
    /// It may work later.
    pub fn retry(error: impl std::fmt::Display) -> Self {
        Self::Retry {
            error: error.to_string(),
            after: None,
        }
    }

    /// It may work after this time.
    pub fn retry_after(error: impl std::fmt::Display, after: Duration) -> Self {
        Self::Retry {
            error: error.to_string(),
            after: Some(after),
        }
    }

    /// It will never work.
    pub fn fail(error: impl std::fmt::Display) -> Self {
        Self::Fail(error.to_string())
    }
}

impl From<store::Error> for JobError {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound(_) => Self::fail(error),
            error => Self::retry(error),
        }
    }
}

impl From<crate::Error> for JobError {
    fn from(error: crate::Error) -> Self {
        match error.kind {
            crate::Kind::NotFound => Self::fail(error),
            _ => Self::retry(error),
        }
    }
}
