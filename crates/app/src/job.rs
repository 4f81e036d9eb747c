//! What a job tells its runner: how far it is, and when it did not work, whether the same may work later.

use std::time::Duration;

use store::{ClaimedJob, WorkspaceTx};

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
    /// Somebody asked it to stop.
    Cancelled,
}

/// A running job's way to say how far it is and to hear that it shall stop.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Steps<'a>(pub(crate) &'a ClaimedJob);

impl Steps<'_> {
    /// Writes how far the job is (done, and of how many where that is known) in the transaction of the step. An error when it shall stop: the transaction is
    /// then to be given up, and what the steps before did stays.
    pub(crate) async fn step(&self, workspace: &mut WorkspaceTx<'_>, done: usize, total: Option<i64>) -> Result<(), JobError> {
        let done = i64::try_from(done).unwrap_or(i64::MAX);
        let goes_on = workspace.step_job(self.0, Some((done, total))).await?;
        if goes_on { Ok(()) } else { Err(JobError::Cancelled) }
    }
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
