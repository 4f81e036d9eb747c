//! Flows at work: what happened finds its run or starts one, runs move in one transaction with what they say, and wait for people, the clock and the outside.
//!
//! [`runner`] takes what happened, [`turn`] decides which run it is for, [`sprint`] stores what the engine did and [`effects`] does what it wants done. Nothing
//! here decides what a flow does: that is `flow_engine::advance`.

mod answers;
mod called;
mod clock;
mod door;
mod effects;
mod facts;
mod flows;
mod host;
mod message;
mod outside;
mod pen;
mod read;
mod runner;
mod settings;
mod sprint;
mod start;
mod trial;
mod turn;
mod watches;

pub use door::{Admitted, Knock, LONGEST_KEY as LONGEST_HOOK_KEY, MOST_BYTES as MOST_HOOK_BYTES};
pub(crate) use flows::FlowCache;
pub use read::ReplayOn;
pub(crate) use runner::{is_busy, run, work_once};
pub use settings::GlobalsPatch;
pub use trial::TrialAsked;

use std::sync::{Arc, OnceLock};

use model::{UserId, WorkspaceId};
use tokio::sync::{Notify, Semaphore};

use crate::App;

/// Questions of one node at the same time.
const QUESTIONS: usize = 64;

/// What the runner keeps in memory; nothing depends on it but speed.
pub(crate) struct State {
    pub(crate) flows: FlowCache,
    pub(crate) wake: Notify,
    pub(crate) questions: Arc<Semaphore>,
    online: OnceLock<Box<Online>>,
}

/// Who of a workspace is signed in now.
type Online = dyn Fn(WorkspaceId) -> Vec<UserId> + Send + Sync;

impl State {
    /// Who of a workspace is signed in now; nobody as long as nobody tells.
    pub(crate) fn online(&self, workspace: WorkspaceId) -> Vec<UserId> {
        self.online.get().map(|online| online(workspace)).unwrap_or_default()
    }
}

impl std::fmt::Debug for State {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("State").finish_non_exhaustive()
    }
}

impl Default for State {
    fn default() -> Self {
        Self {
            flows: FlowCache::default(),
            wake: Notify::new(),
            questions: Arc::new(Semaphore::new(QUESTIONS)),
            online: OnceLock::new(),
        }
    }
}

/// What can be done with runs of flows.
#[derive(Debug, Clone, Copy)]
pub struct Runs<'a>(&'a App);

impl App {
    /// Runs of flows.
    #[must_use]
    pub fn runs(&self) -> Runs<'_> {
        Runs(self)
    }

    /// Says how to find out who is signed in, for flows that look for somebody who is there. The first word counts.
    pub fn when_asked_who_is_online(&self, online: impl Fn(WorkspaceId) -> Vec<UserId> + Send + Sync + 'static) {
        let _ = self.flow_state().online.set(Box::new(online));
    }
}
