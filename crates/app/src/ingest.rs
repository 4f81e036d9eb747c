//! The way in: deliveries from Meta are stored before Meta hears "200", and then worked into messages, statuses and the rest.
//!
//! One delivery takes effect exactly once: equal bytes are stored once, and every item in it has a key of its own (wamid, or wamid and status), because
//! Meta repeats, regroups, delays and shuffles. The list of webhook fields and who works on each is in `ingest/work.rs`.

mod address_book;
mod apply;
mod calls;
mod echoes;
mod history;
mod lanes;
mod messages;
mod number;
mod people;
mod preferences;
mod process;
mod reports;
mod route;
mod secrets;
mod sweep;
mod thread;
mod work;

use std::sync::OnceLock;
use std::time::Duration;

use model::{MetaAppId, Timestamp};
use store::{Reservation, SignedWith, Store, WebhookWriter, WriteError, WriterBudget, WriterTask, Written};

use crate::App;

pub(crate) use lanes::Lanes;
pub use secrets::Secrets;
pub(crate) use sweep::{is_anything_due, start, sweep_once};

/// Deliveries without an answer from which on intake goes before processing.
const PRESSED: usize = 16;

/// How deliveries are taken and worked on.
#[derive(Debug, Clone)]
pub struct Config {
    /// Deliveries that may wait for their commit; more are refused, and Meta tries again.
    pub queue: usize,
    /// Bytes of bodies that may wait for their commit.
    pub queue_bytes: usize,
    /// Workers of this node; each works on another Meta app at a time.
    pub workers: usize,
    /// Deliveries worked on in one transaction.
    pub batch: i64,
    /// Bytes of deliveries worked on in one transaction, unless a single one is larger.
    pub batch_bytes: i64,
    /// How long a worker that vanished keeps its lane.
    pub lease: Duration,
}

impl Default for Config {
    fn default() -> Self {
        let budget = WriterBudget::default();
        Self {
            queue: budget.deliveries,
            queue_bytes: budget.bytes,
            workers: 2,
            batch: 50,
            batch_bytes: 4 * 1024 * 1024,
            lease: Duration::from_secs(30),
        }
    }
}

/// What ingest keeps in memory.
#[derive(Debug)]
pub(crate) struct State {
    store: Store,
    budget: WriterBudget,
    writer: OnceLock<WebhookWriter>,
    secrets: secrets::Cache,
    healthy: sweep::Health,
    growth: sweep::Growth,
}

impl State {
    pub(crate) fn new(store: Store, config: &Config) -> Self {
        let budget = WriterBudget {
            deliveries: config.queue,
            bytes: config.queue_bytes,
            ..WriterBudget::default()
        };
        let healthy = sweep::Health::since(store.now());
        Self {
            store,
            budget,
            writer: OnceLock::new(),
            secrets: secrets::Cache::default(),
            healthy,
            growth: sweep::Growth::default(),
        }
    }

    /// Forgets cached secrets: one of them changed.
    pub(crate) fn forget_secrets(&self) {
        self.secrets.forget();
    }

    /// The writer, and its task the first time.
    fn writer(&self) -> (&WebhookWriter, Option<WriterTask>) {
        let mut task = None;
        let writer = self.writer.get_or_init(|| {
            let (writer, new) = WebhookWriter::new(self.store.clone(), self.budget);
            task = Some(new);
            writer
        });
        (writer, task)
    }
}

/// What happened to a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    /// It is new.
    New,
    /// The same bytes were stored before.
    Duplicate,
}

/// Why a delivery was not stored: the sender must hear of it and try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Too much waits already.
    #[error("too many deliveries wait to be stored; try again in a moment")]
    OverBudget,
    /// The database cannot store it now.
    #[error("deliveries cannot be stored now; try again in a moment")]
    Unavailable,
}

impl From<WriteError> for Error {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::OverBudget => Self::OverBudget,
            WriteError::Unavailable => Self::Unavailable,
        }
    }
}

/// Room for a delivery that is still being read.
#[derive(Debug)]
pub struct Room(Reservation);

impl Room {
    /// Takes room for so many bytes more.
    pub fn grow(&mut self, by: usize) -> Result<(), Error> {
        Ok(self.0.grow(by)?)
    }
}

/// What can be done with deliveries.
#[derive(Debug, Clone, Copy)]
pub struct Ingest<'a> {
    app: &'a App,
}

impl App {
    /// Deliveries from Meta.
    #[must_use]
    pub fn ingest(&self) -> Ingest<'_> {
        Ingest { app: self }
    }

    /// Since when deliveries are taken and worked on without trouble; while statuses cannot reach us, silence proves nothing.
    #[must_use]
    pub fn ingest_healthy_since(&self) -> Timestamp {
        self.ingest_state().healthy.get()
    }
}

impl Ingest<'_> {
    /// Takes room for `bytes` of a body; it may grow as more arrive.
    pub fn reserve(&self, bytes: usize) -> Result<Room, Error> {
        Ok(Room(self.writer().reserve(bytes)?))
    }

    /// Do so many deliveries wait for their commit that working on those that are stored should rest?
    pub(crate) fn is_pressed(&self) -> bool {
        self.writer().unanswered() >= PRESSED
    }

    /// Would a body of so many bytes fit now?
    #[must_use]
    pub fn has_room(&self, bytes: usize) -> bool {
        self.writer().has_room(bytes)
    }

    fn writer(&self) -> &WebhookWriter {
        let (writer, task) = self.app.ingest_state().writer();
        if let Some(task) = task {
            let stop = self.app.stop_token();
            self.app.spawn(task.run(async move { stop.cancelled().await }));
        }
        writer
    }

    /// Stores a delivery whose signature was verified, and with which secret. Answers after the synced commit.
    pub async fn accept_into(&self, room: Room, meta_app: MetaAppId, raw: Vec<u8>, signed_with: SignedWith) -> Result<Accepted, Error> {
        match room.0.write(meta_app, raw, signed_with).await? {
            Written::Accepted(_) => Ok(Accepted::New),
            Written::Duplicate(_) => Ok(Accepted::Duplicate),
        }
    }

    /// Both steps at once, for bytes that are here already.
    pub async fn accept(&self, meta_app: MetaAppId, raw: impl Into<Vec<u8>>) -> Result<Accepted, Error> {
        let raw = raw.into();
        let room = self.reserve(raw.len())?;
        self.accept_into(room, meta_app, raw, SignedWith::Unknown).await
    }

    /// What verifies deliveries of an app; nothing when there is no such app. Kept in memory until something changes.
    pub async fn secrets(&self, meta_app: MetaAppId) -> Result<Option<Secrets>, store::Error> {
        self.app.ingest_state().secrets.get(self.app.store(), meta_app).await
    }
}
