//! The workers: woken by what the writer stores, and every ten seconds besides; they take the lanes of all Meta apps in turn.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use model::{MetaAppId, Timestamp};
use store::ClaimOptions;

use super::lanes::Next;
use super::process;
use crate::App;

const AFTER_TROUBLE: Duration = Duration::from_secs(1);
/// Batches of one lane before the others have their turn.
const TURNS: u32 = 32;
/// In a backlog batches grow up to so many times their usual size.
const LARGER_IN_BACKLOG: i64 = 8;
/// How many times longer than it worked a worker rests while deliveries queue.
const REST: u32 = 6;
const LONGEST_REST: Duration = Duration::from_millis(200);
/// After so many events the database looks at the size of its tables again, and then each time there are eight times as many; beyond that it does so in time
/// by itself.
const FIRST_LOOK_AT_SIZES: u64 = 250;
const LAST_LOOK_AT_SIZES: u64 = 250 * 8 * 8 * 8;

/// How many events were worked on, and from how many on the tables are another size than the database believes.
#[derive(Debug)]
pub(super) struct Growth {
    worked: AtomicU64,
    next: AtomicU64,
}

impl Default for Growth {
    fn default() -> Self {
        Self {
            worked: AtomicU64::new(0),
            next: AtomicU64::new(FIRST_LOOK_AT_SIZES),
        }
    }
}

impl Growth {
    /// So many events more; true when it is time to look.
    fn add(&self, events: usize) -> bool {
        let events = u64::try_from(events).unwrap_or(u64::MAX);
        let worked = self.worked.fetch_add(events, Ordering::Relaxed) + events;
        let next = self.next.load(Ordering::Relaxed);
        worked >= next && next <= LAST_LOOK_AT_SIZES && self.next.compare_exchange(next, worked * 8, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }
}

/// Since when webhooks are worked on without trouble.
#[derive(Debug)]
pub(super) struct Health(AtomicI64);

impl Health {
    pub(super) fn since(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.millis()))
    }

    pub(super) fn get(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::Relaxed))
    }

    fn trouble_at(&self, now: Timestamp) {
        self.0.store(now.millis(), Ordering::Relaxed);
    }
}

/// Starts the workers. On SQLite this is the only process, so whatever is leased belongs to one that is gone.
pub(crate) fn start(app: &App) {
    let workers = app.config().ingest.workers.max(1);
    let app = app.clone();
    app.clone().spawn(async move {
        if !app.store().is_shared()
            && let Err(error) = release_all(&app).await
        {
            tracing::error!(%error, "leases of the last run could not be given back; they end by themselves");
        }
        for _ in 0..workers {
            app.spawn(run(app.clone()));
        }
    });
}

async fn release_all(app: &App) -> Result<(), store::Error> {
    app.store().release_all_lanes().await?;
    app.store().release_all_jobs().await
}

async fn run(app: App) {
    while !app.is_stopping() {
        if let Err(error) = turn(&app).await {
            app.ingest_state().healthy.trouble_at(app.now());
            tracing::error!(%error, "webhook events could not be processed; trying again");
            app.pause(AFTER_TROUBLE).await;
            app.lanes().look();
        }
    }
}

/// The next thing there is to do; without one it waits, and looks by itself after a while.
async fn turn(app: &App) -> Result<(), store::Error> {
    match app.lanes().next() {
        Next::Lane(lane) => {
            let worked = one_lane(app, lane).await;
            app.lanes().end(lane, matches!(worked, Ok(Worked::MoreWaits)));
            if matches!(worked, Ok(Worked::NothingThere)) {
                // Another node has the lane and may have looked for the last time just before this came.
                app.bus().ingest_elsewhere();
            }
            worked.map(drop)
        }
        Next::Look => {
            app.lanes().come(app.store().system().list_lanes_to_claim().await?);
            Ok(())
        }
        Next::Nothing => {
            tokio::select! {
                () = app.lanes().woken() => {}
                () = app.stopping() => {}
            }
            Ok(())
        }
    }
}

/// One round over all lanes, some batches each. True when there was something to do.
pub(crate) async fn sweep_once(app: &App) -> bool {
    sweep(app).await.unwrap_or_else(|error| {
        tracing::error!(%error, "webhook events could not be processed");
        false
    })
}

async fn sweep(app: &App) -> Result<bool, store::Error> {
    let mut worked = false;
    for meta_app in app.store().system().list_lanes_to_claim().await? {
        worked |= !matches!(one_lane(app, meta_app).await?, Worked::NothingThere);
    }
    Ok(worked)
}

/// How work on a lane ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Worked {
    /// Nothing waited, or another worker has the lane.
    NothingThere,
    /// Everything that waited is done.
    AllDone,
    /// It was others' turn.
    MoreWaits,
}

/// Some batches of one lane. As long as claims come back full the next one is larger: a backlog is worked off in fewer, longer steps. While Meta waits they
/// stay short, so that nobody waits long for the writer.
async fn one_lane(app: &App, meta_app: MetaAppId) -> Result<Worked, store::Error> {
    let config = &app.config().ingest;
    let mut options = ClaimOptions {
        worker: app.node().to_owned(),
        lease: config.lease,
        events: config.batch,
        bytes: config.batch_bytes,
    };
    app.lanes().looks_now(meta_app);
    let mut claim = app.store().claim_events(meta_app, &options).await?;
    let mut turn = 0;
    while let Some(batch) = claim {
        turn += 1;
        let events = batch.events.len();
        let is_full = i64::try_from(events).is_ok_and(|events| events >= options.events);
        options.events = match (app.ingest().is_pressed(), is_full) {
            (true, _) => config.batch,
            (false, true) => (options.events * 2).min(config.batch * LARGER_IN_BACKLOG),
            (false, false) => options.events,
        };
        let more = (turn < TURNS && !app.is_stopping()).then_some(&options);
        let started = Instant::now();
        claim = process::process(app, batch, more).await?;
        if app.ingest_state().growth.add(events) {
            app.spawn(look_at_sizes(app.clone()));
        }
        give_way(app, started.elapsed()).await;
    }
    Ok(match turn {
        0 => Worked::NothingThere,
        TURNS.. => Worked::MoreWaits,
        _ => Worked::AllDone,
    })
}

async fn look_at_sizes(app: App) {
    if let Err(error) = app.store().refresh_statistics().await {
        tracing::debug!(%error, "the database could not look at the size of its tables; it does so by itself");
    }
}

/// Meta waits for an answer, the screens can wait a little: while many deliveries queue for the database, working on those that are stored rests between
/// batches, for a time in proportion to what the last one took.
async fn give_way(app: &App, took: Duration) {
    if app.ingest().is_pressed() {
        app.pause((took * REST).min(LONGEST_REST)).await;
    }
}

/// Is there an event that could be worked on now, or that somebody is working on?
pub(crate) async fn is_anything_due(app: &App) -> bool {
    app.store().system().has_due_events().await.unwrap_or(false)
}
