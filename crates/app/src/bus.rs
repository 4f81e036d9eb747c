//! The bus: "there is something new in workspace W", in this process and between the nodes that share a database.
//!
//! Between nodes it goes by PostgreSQL's `NOTIFY`, or by Redis when one is set. It carries ids only and may lose them: the truth is the event log in the
//! database, so a subscriber that lags, or that was away, reads on from the last number it saw, and every worker looks by itself now and then. Nothing
//! depends on the bus but speed.

mod follower;
pub mod redis;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use model::WorkspaceId;
use store::{Committed, Heard, Notice, Whisper, read_notices};
use tokio::sync::{broadcast, mpsc};

use crate::App;
pub(crate) use follower::LogFollower;
use redis::{Redis, RedisConfig};

/// Signals a slow subscriber may fall behind before it is told that it missed some.
const BACKLOG: usize = 1024;
/// Signals to other nodes that may wait for a slow carrier; more are lost, and found by looking.
const OUTGOING: usize = 4096;
/// How long the carrier may take for the farewell.
const FAREWELL_WITHIN: Duration = Duration::from_secs(1);

/// Tells who listens, here and on other nodes.
#[derive(Debug)]
pub struct Bus {
    here: broadcast::Sender<WorkspaceId>,
    whispers: broadcast::Sender<Overheard>,
    elsewhere: mpsc::Sender<Notice>,
    outgoing: std::sync::Mutex<Option<mpsc::Receiver<Notice>>>,
    redis: Option<RedisConfig>,
}

/// Something about the people at another node's consoles. Anybody who can reach the carrier can say it: check what it names before showing it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overheard {
    /// The node that told; our own when it says [`Whisper::Hello`] to itself because the line is there again.
    pub node: Arc<str>,
    /// What it told.
    pub whisper: Whisper,
}

impl Bus {
    pub(crate) fn new(redis: Option<RedisConfig>) -> Self {
        let (elsewhere, outgoing) = mpsc::channel(OUTGOING);
        Self {
            here: broadcast::Sender::new(BACKLOG),
            whispers: broadcast::Sender::new(BACKLOG),
            elsewhere,
            outgoing: std::sync::Mutex::new(Some(outgoing)),
            redis,
        }
    }

    /// Hears of every workspace with new events. After `Lagged`, and every few seconds for safety, read on from the last number seen.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<WorkspaceId> {
        self.here.subscribe()
    }

    /// Hears what other nodes tell of the people at their consoles.
    #[must_use]
    pub fn overhear(&self) -> broadcast::Receiver<Overheard> {
        self.whispers.subscribe()
    }

    /// Says that a workspace has new events.
    pub fn notify(&self, workspace: WorkspaceId) {
        self.notify_here(workspace);
        self.publish(Notice::Events(workspace));
    }

    /// Says that there is work in a lane which another node has.
    pub(crate) fn ingest_elsewhere(&self) {
        self.publish(Notice::Ingest);
    }

    /// Tells the other nodes something about the people at our consoles.
    pub fn whisper(&self, whisper: Whisper) {
        self.publish(Notice::Whisper(whisper));
    }

    fn notify_here(&self, workspace: WorkspaceId) {
        // Nobody may be listening.
        let _ = self.here.send(workspace);
    }

    fn pass_on(&self, node: &str, whisper: Whisper) {
        let _ = self.whispers.send(Overheard { node: node.into(), whisper });
    }

    /// Never waits: a full queue loses the notice; the sweeps of the other nodes find the work anyway.
    fn publish(&self, notice: Notice) {
        let _ = self.elsewhere.try_send(notice);
    }
}

/// What carries notices between nodes.
enum Carrier {
    Database(App),
    Redis(Redis),
}

impl Carrier {
    async fn send(&self, node: &str, notices: &[Notice]) -> Result<(), String> {
        match self {
            Self::Database(app) => app.store().send_notices(node, notices).await.map_err(|error| error.to_string()),
            Self::Redis(redis) => redis.send(node, notices).await.map_err(|error| error.to_string()),
        }
    }

    async fn hear(&self, heard: impl Fn(Heard<'_>)) {
        match self {
            Self::Database(app) => app.store().hear_notices(heard).await,
            Self::Redis(redis) => redis.hear(heard).await,
        }
    }
}

impl App {
    /// Passes on what a transaction left for others to notice.
    pub(crate) fn heed(&self, committed: &Committed) {
        for &workspace in &committed.workspaces {
            self.bus().notify(workspace);
        }
        // This node works on it itself, and tells others only when one of them has the lane.
        self.lanes().come(committed.lanes.iter().copied());
        if committed.ingest {
            self.lanes().look();
        }
        // Whoever wrote it down works on it; other nodes look twice a second.
        if committed.flows {
            self.flow_state().wake.notify_one();
        }
        let work = [
            (committed.outbox, Notice::Outbox),
            (committed.jobs, Notice::Jobs),
            (committed.channels, Notice::Channels),
        ];
        for notice in work.into_iter().filter_map(|(is, notice)| is.then_some(notice)) {
            self.heed_notice(self.node(), notice);
            self.bus().publish(notice);
        }
    }

    fn heed_notice(&self, node: &str, notice: Notice) {
        let runtime = self.runtime();
        match notice {
            Notice::Events(workspace) => self.bus().notify_here(workspace),
            Notice::Ingest => runtime.lanes.look(),
            Notice::Outbox => runtime.outbox.notify_one(),
            Notice::Jobs => runtime.jobs.notify_one(),
            Notice::Channels => self.ingest_state().forget_secrets(),
            Notice::Whisper(whisper) => self.bus().pass_on(node, whisper),
        }
    }

    /// Tells other nodes and hears from them, where the database can be shared; on SQLite there are none.
    pub fn start_bus(&self) {
        let outgoing = self.bus().outgoing.lock().expect("no holder of this lock panics").take();
        let Some(outgoing) = outgoing.filter(|_| self.store().is_shared()) else {
            return;
        };
        let carrier = Arc::new(match &self.bus().redis {
            Some(config) => Carrier::Redis(Redis::new(config.clone())),
            None => Carrier::Database(self.clone()),
        });
        self.spawn(publish(self.clone(), carrier.clone(), outgoing));
        self.spawn(listen(self.clone(), carrier));
    }

    /// Whatever was said before is lost: look at everything, and tell everything.
    fn look_around(&self) {
        for notice in [Notice::Channels, Notice::Ingest, Notice::Outbox, Notice::Jobs] {
            self.heed_notice(self.node(), notice);
        }
        self.heed_notice(self.node(), Notice::Whisper(Whisper::Hello));
        self.bus().whisper(Whisper::Hello);
    }
}

/// Hears until the app stops. An outage is told once, and its end.
async fn listen(app: App, carrier: Arc<Carrier>) {
    let lost = std::sync::atomic::AtomicBool::new(false);
    let is_lost = |now: bool| lost.swap(now, std::sync::atomic::Ordering::Relaxed);
    let connected = metrics::gauge!("prismwa_bus_connected");
    let heard = |heard: Heard<'_>| match heard {
        Heard::Connected => {
            connected.set(1.0);
            if is_lost(false) {
                tracing::info!("the other nodes can be heard again");
            }
            app.look_around();
        }
        Heard::Lost(error) => {
            connected.set(0.0);
            if !is_lost(true) {
                tracing::warn!(%error, "the other nodes cannot be heard; their news comes from the database, within seconds, until the line is back");
            }
        }
        Heard::Payload(payload) => {
            let Some((node, notices)) = read_notices(payload) else { return };
            if node != app.node() {
                notices.into_iter().for_each(|notice| app.heed_notice(node, notice));
            }
        }
    };
    tokio::select! {
        () = carrier.hear(heard) => {}
        () = app.stopping() => {}
    }
}

/// Sends what gathered since the last time, each hint once and the rest in its order; at the end the farewell.
async fn publish(app: App, carrier: Arc<Carrier>, mut outgoing: mpsc::Receiver<Notice>) {
    let mut is_lost = false;
    loop {
        let first = tokio::select! {
            first = outgoing.recv() => first,
            () = app.stopping() => None,
        };
        let Some(first) = first else { break };
        let mut notices = vec![first];
        let mut hints = HashSet::from([first]);
        while let Ok(next) = outgoing.try_recv() {
            if matches!(next, Notice::Whisper(_)) || hints.insert(next) {
                notices.push(next);
            }
        }
        match carrier.send(app.node(), &notices).await {
            Ok(()) => is_lost = false,
            Err(error) if !is_lost => {
                is_lost = true;
                tracing::warn!(%error, "other nodes could not be told; they find the work by looking, within seconds");
            }
            Err(_) => {}
        }
    }
    let farewell = [Notice::Whisper(Whisper::Bye)];
    let _ = tokio::time::timeout(FAREWELL_WITHIN, carrier.send(app.node(), &farewell)).await;
}
