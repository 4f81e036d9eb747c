//! The bus: "there is something new in workspace W", in this process and, on PostgreSQL, from the other nodes.
//!
//! It carries ids only and may lose them: the truth is the event log in the database, so a subscriber that lags, or that was away, reads on from the
//! last number it saw. Nothing depends on the bus but speed.

use std::collections::BTreeSet;

use model::WorkspaceId;
use store::{Committed, Notice};
use tokio::sync::{broadcast, mpsc};

use crate::App;

/// Signals a slow subscriber may fall behind before it is told that it missed some.
const BACKLOG: usize = 1024;

/// Tells who listens, here and on other nodes.
#[derive(Debug)]
pub struct Bus {
    here: broadcast::Sender<WorkspaceId>,
    elsewhere: mpsc::Sender<Notice>,
    outgoing: std::sync::Mutex<Option<mpsc::Receiver<Notice>>>,
}

impl Bus {
    pub(crate) fn new() -> Self {
        let (elsewhere, outgoing) = mpsc::channel(BACKLOG);
        Self {
            here: broadcast::Sender::new(BACKLOG),
            elsewhere,
            outgoing: std::sync::Mutex::new(Some(outgoing)),
        }
    }

    /// Hears of every workspace with new events. After `Lagged`, and every few seconds for safety, read on from the last number seen.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<WorkspaceId> {
        self.here.subscribe()
    }

    /// Says that a workspace has new events.
    pub fn notify(&self, workspace: WorkspaceId) {
        self.notify_here(workspace);
        self.publish(Notice::Events(workspace));
    }

    fn notify_here(&self, workspace: WorkspaceId) {
        // Nobody may be listening.
        let _ = self.here.send(workspace);
    }

    /// A full queue loses the notice; the sweeps of the other nodes find the work anyway.
    fn publish(&self, notice: Notice) {
        let _ = self.elsewhere.try_send(notice);
    }
}

impl App {
    /// Passes on what a transaction left for others to notice.
    pub(crate) fn heed(&self, committed: &Committed) {
        for &workspace in &committed.workspaces {
            self.bus().notify(workspace);
        }
        let work = [
            (committed.ingest, Notice::Ingest),
            (committed.outbox, Notice::Outbox),
            (committed.jobs, Notice::Jobs),
            (committed.channels, Notice::Channels),
        ];
        for notice in work.into_iter().filter_map(|(is, notice)| is.then_some(notice)) {
            self.heed_notice(notice);
            self.bus().publish(notice);
        }
    }

    fn heed_notice(&self, notice: Notice) {
        let runtime = self.runtime();
        match notice {
            Notice::Events(workspace) => self.bus().notify_here(workspace),
            Notice::Ingest => runtime.ingest.notify_one(),
            Notice::Outbox => runtime.outbox.notify_one(),
            Notice::Jobs => runtime.jobs.notify_one(),
            Notice::Channels => self.ingest_state().forget_secrets(),
        }
    }

    /// On PostgreSQL, tells other nodes and hears from them; on SQLite there are none.
    pub(crate) fn start_bus(&self) {
        let outgoing = self.bus().outgoing.lock().expect("no holder of this lock panics").take();
        let Some(outgoing) = outgoing.filter(|_| self.store().is_shared()) else {
            return;
        };
        self.spawn(publish(self.clone(), outgoing));
        let app = self.clone();
        self.spawn(async move {
            let heard = |notice| app.heed_notice(notice);
            tokio::select! {
                () = app.store().hear_notices(app.node(), heard) => {}
                () = app.stopping() => {}
            }
        });
    }
}

/// Sends what gathered since the last time, each notice once.
async fn publish(app: App, mut outgoing: mpsc::Receiver<Notice>) {
    loop {
        let first = tokio::select! {
            first = outgoing.recv() => first,
            () = app.stopping() => None,
        };
        let Some(first) = first else { return };
        let mut notices = BTreeSet::from([first]);
        while let Ok(next) = outgoing.try_recv() {
            notices.insert(next);
        }
        if let Err(error) = app.store().send_notices(app.node(), &notices).await {
            tracing::warn!(%error, "other nodes could not be told; they find the work in their next sweep");
        }
    }
}
