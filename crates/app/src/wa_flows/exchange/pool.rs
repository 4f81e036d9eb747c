//! Places for exchanges, apart from everything else: a storm of forms fills these and slows nothing besides.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use model::WorkspaceId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Exchanges of this node under way.
const PLACES: usize = 128;
/// Of them, those of one workspace.
const PER_WORKSPACE: usize = 64;
/// A phone waits ten seconds for its answer; longer than this is not worth waiting for a place.
const PATIENCE: Duration = Duration::from_secs(2);

/// The places of this node.
#[derive(Debug)]
pub(crate) struct Pool {
    places: Arc<Semaphore>,
    /// Threads that open envelopes: half of the machine at most, as RSA is all computing.
    threads: Arc<Semaphore>,
    inside: Arc<Mutex<HashMap<WorkspaceId, usize>>>,
}

/// A place, held until the answer is ready.
#[derive(Debug)]
pub(super) struct Place {
    workspace: WorkspaceId,
    inside: Arc<Mutex<HashMap<WorkspaceId, usize>>>,
    _permit: OwnedSemaphorePermit,
}

impl Default for Pool {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            places: Arc::new(Semaphore::new(PLACES)),
            threads: Arc::new(Semaphore::new((cores / 2).max(1))),
            inside: Arc::default(),
        }
    }
}

impl Pool {
    /// A place; nothing when the workspace has all of its own, or none gets free in time.
    pub(super) async fn enter(&self, workspace: WorkspaceId) -> Option<Place> {
        let permit = tokio::time::timeout(PATIENCE, Arc::clone(&self.places).acquire_owned())
            .await
            .ok()?
            .ok()?;
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let count = inside.entry(workspace).or_default();
        if *count >= PER_WORKSPACE {
            return None;
        }
        *count += 1;
        Some(Place {
            workspace,
            inside: Arc::clone(&self.inside),
            _permit: permit,
        })
    }

    /// Computes on one of the threads for it.
    pub(super) async fn crypto<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, tokio::task::JoinError> {
        let _thread = self.threads.acquire().await.expect("the semaphore is never closed");
        tokio::task::spawn_blocking(work).await
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = inside.get_mut(&self.workspace) {
            *count -= 1;
            if *count == 0 {
                inside.remove(&self.workspace);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn f11_one_workspace_cannot_take_every_place() {
        let pool = Pool::default();
        let (busy, other) = (WorkspaceId::new(), WorkspaceId::new());
        let mut places = Vec::new();
        for _ in 0..PER_WORKSPACE {
            places.push(pool.enter(busy).await.unwrap());
        }
        assert!(pool.enter(busy).await.is_none(), "its own are taken");
        assert!(pool.enter(other).await.is_some(), "others have theirs");
        places.pop();
        assert!(pool.enter(busy).await.is_some(), "and one is free again");
    }
}
