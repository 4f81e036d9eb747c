//! A disk that failed: after that nothing is written any more.
//!
//! A sync that failed is never tried again: the kernel may have dropped the pages and answer "done" the second time. Only a fresh start reads what is there.

use tokio::sync::watch;

use crate::{Error, Result};

/// Whether the disk failed, and how.
#[derive(Debug)]
pub(crate) struct Failure(watch::Sender<Option<String>>);

impl Default for Failure {
    fn default() -> Self {
        Self(watch::Sender::new(None))
    }
}

impl Failure {
    /// Nothing may be written after a failure.
    pub(crate) fn check(&self) -> Result<()> {
        match &*self.0.borrow() {
            Some(why) => Err(Error::DiskFailed(why.clone())),
            None => Ok(()),
        }
    }

    /// Looks at the error of a write: when the disk failed, everybody hears of it.
    pub(crate) fn note(&self, error: Error) -> Error {
        if !error.is_disk_failure() {
            return error;
        }
        let why = error.to_string();
        self.0.send_if_modified(|known| {
            let is_first = known.is_none();
            known.get_or_insert_with(|| why.clone());
            is_first
        });
        Error::DiskFailed(why)
    }

    pub(crate) async fn wait(&self) -> Error {
        let mut failure = self.0.subscribe();
        let known = failure.wait_for(Option::is_some).await.expect("the sender lives as long as `self`");
        Error::DiskFailed(known.clone().unwrap_or_default())
    }
}
