//! Follows the event logs of all workspaces: which of them grew, told again and again until the app stops.

use std::collections::BTreeSet;
use std::time::Duration;

use model::WorkspaceId;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::time::{Interval, MissedTickBehavior, interval, timeout};

use crate::App;

/// For work that reads event logs beside the busy path. Signals that come together are told together. A signal may get lost: now and then, and when some
/// were missed, everybody who is behind is told.
pub(crate) struct LogFollower<Behind> {
    app: App,
    signals: broadcast::Receiver<WorkspaceId>,
    look: Interval,
    together: Duration,
    behind: Behind,
}

impl<Behind: AsyncFn(&App) -> Vec<WorkspaceId>> LogFollower<Behind> {
    /// Waits `together` for more after a first signal, and asks `behind` who has something unread at once and then every `look_every`.
    pub(crate) fn new(app: &App, together: Duration, look_every: Duration, behind: Behind) -> Self {
        let mut look = interval(look_every);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self {
            app: app.clone(),
            signals: app.bus().subscribe(),
            look,
            together,
            behind,
        }
    }

    /// The workspaces whose logs may have grown since the last call; nothing once the app stops.
    pub(crate) async fn changed(&mut self) -> Option<BTreeSet<WorkspaceId>> {
        let mut changed = BTreeSet::new();
        let mut missed = false;
        tokio::select! {
            signal = self.signals.recv() => match signal {
                Ok(workspace) => drop(changed.insert(workspace)),
                Err(RecvError::Lagged(_)) => missed = true,
                Err(RecvError::Closed) => return None,
            },
            _ = self.look.tick() => missed = true,
            () = self.app.stopping() => return None,
        }
        if timeout(self.together, self.app.stopping()).await.is_ok() {
            return None;
        }
        loop {
            match self.signals.try_recv() {
                Ok(workspace) => drop(changed.insert(workspace)),
                Err(TryRecvError::Lagged(_)) => missed = true,
                Err(TryRecvError::Empty | TryRecvError::Closed) => break,
            }
        }
        if missed {
            changed.extend((self.behind)(&self.app).await);
        }
        Some(changed)
    }
}
