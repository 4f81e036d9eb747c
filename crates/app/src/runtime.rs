//! What runs beside requests: tasks that a stop waits for, wake-ups, and the workers.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use tokio::sync::Notify;
use tokio_util::sync::{CancellationToken, WaitForCancellationFuture};
use tokio_util::task::TaskTracker;

use crate::{App, cleanup, functions, ingest, jobs, notifications, outbound, runs, search, webhooks};

/// Longest wait for running work at a stop; leases give back what takes longer.
const STOP_WITHIN: Duration = Duration::from_secs(10);

/// Tasks, the signal that ends them, and what wakes them.
#[derive(Debug)]
pub(crate) struct Runtime {
    tasks: TaskTracker,
    stop: CancellationToken,
    /// Which node this is, for people who read leases; different at every start.
    node: String,
    pub(crate) lanes: ingest::Lanes,
    pub(crate) outbox: Arc<Notify>,
    pub(crate) jobs: Arc<Notify>,
    pub(crate) webhooks: Notify,
    /// Rounds of jobs under way.
    pub(crate) job_rounds: AtomicUsize,
}

impl Runtime {
    pub(crate) fn new() -> Self {
        Self {
            tasks: TaskTracker::new(),
            stop: CancellationToken::new(),
            node: format!("node-{}", uuid::Uuid::now_v7().simple()),
            lanes: ingest::Lanes::default(),
            outbox: Arc::default(),
            jobs: Arc::default(),
            webhooks: Notify::new(),
            job_rounds: AtomicUsize::new(0),
        }
    }
}

impl App {
    /// Starts everything that works by itself: processing of webhook events, sending, jobs, cleaning up.
    pub fn start_workers(&self) {
        ingest::start(self);
        self.spawn(outbound::run(self.clone()));
        self.spawn(jobs::run(self.clone()));
        // A SQLite file has one writer; on PostgreSQL several conversations move at once.
        for _ in 0..if self.store().is_shared() { 4 } else { 1 } {
            self.spawn(runs::run(self.clone()));
        }
        self.spawn(notifications::run(self.clone()));
        self.spawn(search::run(self.clone()));
        self.spawn(functions::run(self.clone()));
        self.spawn(webhooks::follow(self.clone()));
        self.spawn(webhooks::deliver(self.clone()));
        self.spawn(cleanup::run(self.clone()));
        self.spawn(cleanup::checkpoint(self.clone()));
        self.start_bus();
    }

    /// Ends all work: nothing new is begun, what runs is waited for. Returns false when something did not end in time; leases give it back.
    pub async fn stop(&self) -> bool {
        let runtime = self.runtime();
        runtime.stop.cancel();
        runtime.tasks.close();
        let ended = tokio::time::timeout(STOP_WITHIN, runtime.tasks.wait()).await.is_ok();
        self.crew().stop().await;
        ended
    }

    /// Runs `task` beside requests; a stop waits for it.
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.runtime().tasks.spawn(task);
    }

    /// Ends when the app is told to stop.
    pub fn stopping(&self) -> WaitForCancellationFuture<'_> {
        self.runtime().stop.cancelled()
    }

    /// Like [`App::stopping`], for tasks that outlive the borrow.
    pub(crate) fn stop_token(&self) -> CancellationToken {
        self.runtime().stop.clone()
    }

    /// Is the app being stopped?
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.runtime().stop.is_cancelled()
    }

    /// Waits in real time; ends early when the app stops. For the rhythm of workers only: what must survive a restart is a job.
    #[expect(clippy::disallowed_methods, reason = "the one place workers wait in; a wake-up or a stop cuts it short")]
    pub(crate) async fn pause(&self, duration: Duration) {
        tokio::select! {
            () = tokio::time::sleep(duration) => {}
            () = self.stopping() => {}
        }
    }

    /// The name of this node in leases.
    #[must_use]
    pub fn node(&self) -> &str {
        &self.runtime().node
    }

    /// The lanes of webhook events with work.
    pub(crate) fn lanes(&self) -> &ingest::Lanes {
        &self.runtime().lanes
    }

    /// Wakes the worker that sends.
    pub(crate) fn outbox_wake(&self) -> &Notify {
        &self.runtime().outbox
    }

    /// Wakes the worker that sends to webhooks.
    pub(crate) fn webhook_wake(&self) -> &Notify {
        &self.runtime().webhooks
    }

    /// Writes down and sends what webhooks are due. For tests, with or without started workers.
    pub async fn settle_webhooks(&self) {
        webhooks::follow_once(self).await;
        while webhooks::deliver_once(self).await {}
    }

    /// Works until nothing is left to do: webhook events, messages to send, jobs that are due. For tests, with or without started workers.
    pub async fn settle(&self) {
        let mut quiet = 0;
        while quiet < 2 {
            let worked = ingest::sweep_once(self).await | jobs::run_once(self).await | runs::work_once(self).await;
            let waiting = ingest::is_anything_due(self).await;
            let busy = worked | waiting | jobs::is_busy(self) | runs::is_busy(self).await | outbound::is_busy(self).await;
            quiet = if busy { 0 } else { quiet + 1 };
            if busy {
                self.pause(Duration::from_millis(2)).await;
            }
        }
    }
}
