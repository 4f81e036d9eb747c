//! The group-commit writer: many deliveries, one synced commit, no lingering.
//!
//! While one batch commits the next one gathers; that commit is the batching window, and waiting longer only costs throughput. The queue is bounded in
//! deliveries and in bytes: what does not fit is refused at once, so that the sender tries again. A request hears "stored" only after its commit; when a
//! batch fails, everybody in it hears that it failed.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::FutureExt as _;
use model::{MetaAppId, Timestamp, WebhookEventId};
use sqlx::{Connection as _, PgConnection};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

use crate::db::{Column, Connection, Db, Rows as _, build_all, row};
use crate::provenance::SignedWith;
use crate::secrets::sha256;
use crate::{Committed, Error, Result, Store};

/// A batch that the database has not answered by then is given up.
const BATCH_TIMEOUT: Duration = Duration::from_secs(20);
/// Bytes of bodies in one batch; more waits for the next one.
const BATCH_BYTES: usize = 8 * 1024 * 1024;

/// Bytes are counted in steps of a kibibyte.
const UNIT: usize = 1024;

/// How much may wait for its commit.
#[derive(Debug, Clone, Copy)]
pub struct WriterBudget {
    /// Deliveries.
    pub deliveries: usize,
    /// Bytes of bodies.
    pub bytes: usize,
    /// Deliveries in one commit.
    pub batch: usize,
}

impl Default for WriterBudget {
    fn default() -> Self {
        Self {
            deliveries: 4096,
            bytes: 64 * 1024 * 1024,
            batch: 512,
        }
    }
}

/// What became of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It is new and stored.
    Accepted(WebhookEventId),
    /// The same bytes are stored already.
    Duplicate(WebhookEventId),
}

/// Why a delivery is not stored. Nothing is lost as long as the sender hears of it and tries again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// Too much is waiting already.
    #[error("too many deliveries are waiting to be stored")]
    OverBudget,
    /// The database does not take it now.
    #[error("the database cannot store deliveries now")]
    Unavailable,
}

/// Bytes a delivery holds while it is read and stored: they grow as it arrives, so that a slow sender holds no more than it sent.
#[derive(Debug)]
pub struct Reservation {
    writer: WebhookWriter,
    bytes: OwnedSemaphorePermit,
    size: usize,
}

/// Hands deliveries to the writer. Clones share it.
#[derive(Debug, Clone)]
pub struct WebhookWriter {
    queue: mpsc::Sender<Request>,
    bytes: Arc<Semaphore>,
    /// Deliveries in the batch that is being written.
    writing: Arc<AtomicUsize>,
}

/// The task that writes; run it until the program stops.
#[derive(Debug)]
pub struct WriterTask {
    store: Store,
    queue: mpsc::Receiver<Request>,
    batch: usize,
    writing: Arc<AtomicUsize>,
    connection: Option<PgConnection>,
    /// The last batch failed.
    is_in_trouble: bool,
}

#[derive(Debug)]
struct Request {
    meta_app_id: MetaAppId,
    signed_with: SignedWith,
    hash: [u8; 32],
    body: Vec<u8>,
    answer: oneshot::Sender<Written>,
    _bytes: OwnedSemaphorePermit,
}

row! {
    struct Stored {
        id: WebhookEventId,
        meta_app_id: MetaAppId,
        body_hash: Vec<u8>,
    }
}

impl WebhookWriter {
    /// A writer and its task.
    #[must_use]
    pub fn new(store: Store, budget: WriterBudget) -> (Self, WriterTask) {
        let (sender, receiver) = mpsc::channel(budget.deliveries);
        let bytes = Arc::new(Semaphore::new(budget.bytes / UNIT));
        let writing = Arc::new(AtomicUsize::new(0));
        (
            Self {
                queue: sender,
                bytes,
                writing: Arc::clone(&writing),
            },
            WriterTask {
                store,
                queue: receiver,
                batch: budget.batch,
                writing,
                connection: None,
                is_in_trouble: false,
            },
        )
    }

    /// Takes room for `size` bytes of a body.
    pub fn reserve(&self, size: usize) -> Result<Reservation, WriteError> {
        let bytes = self.bytes.clone().try_acquire_many_owned(0).map_err(|_| WriteError::Unavailable)?;
        let mut reservation = Reservation {
            writer: self.clone(),
            bytes,
            size: 0,
        };
        reservation.grow(size)?;
        Ok(reservation)
    }

    /// Deliveries that nobody has an answer to yet: those of the batch that is being written, and those that wait for the next one.
    #[must_use]
    pub fn unanswered(&self) -> usize {
        self.writing.load(Ordering::Relaxed) + self.queue.max_capacity() - self.queue.capacity()
    }

    /// Would a body of `size` bytes fit now?
    #[must_use]
    pub fn has_room(&self, size: usize) -> bool {
        self.queue.capacity() > 0 && self.bytes.available_permits() >= size.div_ceil(UNIT)
    }
}

impl Reservation {
    /// Takes room for so many bytes more.
    pub fn grow(&mut self, by: usize) -> Result<(), WriteError> {
        let size = self.size.saturating_add(by);
        let missing = size.div_ceil(UNIT).saturating_sub(self.bytes.num_permits());
        let missing = u32::try_from(missing).map_err(|_| WriteError::OverBudget)?;
        let more = self
            .writer
            .bytes
            .clone()
            .try_acquire_many_owned(missing)
            .map_err(|_| WriteError::OverBudget)?;
        self.bytes.merge(more);
        self.size = size;
        Ok(())
    }

    /// Stores the delivery: answers after the synced commit.
    pub async fn write(mut self, meta_app_id: MetaAppId, body: Vec<u8>, signed_with: SignedWith) -> Result<Written, WriteError> {
        self.grow(body.len().saturating_sub(self.size))?;
        let (answer, written) = oneshot::channel();
        let hash = sha256(&body);
        let request = Request {
            meta_app_id,
            signed_with,
            hash,
            body,
            answer,
            _bytes: self.bytes,
        };
        self.writer.queue.try_send(request).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => WriteError::OverBudget,
            mpsc::error::TrySendError::Closed(_) => WriteError::Unavailable,
        })?;
        written.await.map_err(|_| WriteError::Unavailable)
    }
}

impl WriterTask {
    /// Writes until every [`WebhookWriter`] is gone, or until `stop` ends: then it finishes what is queued and refuses the rest.
    pub async fn run(mut self, stop: impl Future<Output = ()>) {
        let mut stop = std::pin::pin!(stop.fuse());
        let mut stopping = false;
        loop {
            let first = tokio::select! {
                biased;
                () = &mut stop, if !stopping => {
                    stopping = true;
                    self.queue.close();
                    continue;
                }
                first = self.queue.recv() => first,
            };
            let Some(first) = first else { break };
            let batch = self.gather(first);
            self.writing.store(batch.len(), Ordering::Relaxed);
            self.write(batch).await;
            self.writing.store(0, Ordering::Relaxed);
        }
    }

    fn gather(&mut self, first: Request) -> Vec<Request> {
        let mut bytes = first.body.len();
        let mut batch = vec![first];
        while batch.len() < self.batch && bytes < BATCH_BYTES {
            let Ok(next) = self.queue.try_recv() else { break };
            bytes += next.body.len();
            batch.push(next);
        }
        batch
    }

    /// Writes a batch; when it fails for a reason of one delivery, each gets its own try. Unanswered requests hear of the failure as they are dropped.
    async fn write(&mut self, batch: Vec<Request>) {
        match self.try_write(&batch).await {
            Ok(written) => {
                if std::mem::take(&mut self.is_in_trouble) {
                    tracing::info!("deliveries are stored again");
                }
                answer(batch, &written);
            }
            Err(error) => {
                self.complain(&error, batch.len());
                self.connection = None;
                if batch.len() > 1 && !error.is_transient() {
                    for request in batch {
                        let single = vec![request];
                        if let Ok(written) = self.try_write(&single).await {
                            answer(single, &written);
                        }
                    }
                }
            }
        }
    }

    /// Once for each time of trouble: Meta's repetitions would fill the log.
    fn complain(&mut self, error: &Error, deliveries: usize) {
        let is_old = std::mem::replace(&mut self.is_in_trouble, true);
        if is_old {
            tracing::debug!(%error, deliveries, "deliveries could not be stored");
        } else if error.is_disk_full() {
            tracing::error!(%error, deliveries, "the disk is full: deliveries are refused, Meta sends them again; free some space, no restart is needed");
        } else {
            tracing::error!(%error, deliveries, "deliveries could not be stored and are refused; Meta sends them again");
        }
    }

    async fn try_write(&mut self, batch: &[Request]) -> Result<HashMap<Key, Written>> {
        let attempt = AssertUnwindSafe(tokio::time::timeout(BATCH_TIMEOUT, self.commit(batch)))
            .catch_unwind()
            .await;
        match attempt {
            Ok(Ok(result)) => result.map_err(|error| self.store.failure().note(error)),
            Ok(Err(_)) => Err(Error::Database(sqlx::Error::PoolTimedOut)),
            Err(_) => Err(Error::Database(sqlx::Error::WorkerCrashed)),
        }
    }

    /// One statement, which is one transaction: the new ones are those that came back under the id we gave them.
    async fn commit(&mut self, batch: &[Request]) -> Result<HashMap<Key, Written>> {
        self.store.failure().check()?;
        let now = self.store.now();
        let rows = merge(batch);
        let stored = match self.store.db().clone() {
            Db::Sqlite { write, .. } => insert(&mut Connection::SqlitePooled(write.acquire().await?), &rows, now).await?,
            Db::Postgres { pool, .. } => {
                // Its own connection: a busy pool must not hold up what Meta waits for.
                let connection = match &mut self.connection {
                    Some(connection) => connection,
                    none => none.insert(PgConnection::connect_with(&pool.connect_options()).await?),
                };
                insert(&mut Connection::Postgres(connection), &rows, now).await?
            }
        };
        self.store.tell(&Committed {
            lanes: rows.iter().map(|row| row.key.0).collect(),
            ..Committed::default()
        });
        let ids: HashMap<Key, WebhookEventId> = rows.iter().map(|row| (row.key, row.id)).collect();
        stored
            .into_iter()
            .map(|row| {
                let hash = row.body_hash.try_into().map_err(|_| Error::Corrupt {
                    column: "webhook_events.body_hash",
                    detail: "not 32 bytes".to_owned(),
                })?;
                let key = (row.meta_app_id, hash);
                let written = if ids.get(&key) == Some(&row.id) {
                    Written::Accepted(row.id)
                } else {
                    Written::Duplicate(row.id)
                };
                Ok((key, written))
            })
            .collect()
    }
}

type Key = (MetaAppId, [u8; 32]);

struct Row<'b> {
    key: Key,
    id: WebhookEventId,
    body: &'b [u8],
    signed_with: SignedWith,
    count: i64,
}

/// Merges equal deliveries of a batch, and sorts by key so that two nodes lock rows in the same order.
fn merge(batch: &[Request]) -> Vec<Row<'_>> {
    let mut rows: HashMap<Key, Row<'_>> = HashMap::with_capacity(batch.len());
    for request in batch {
        let key = (request.meta_app_id, request.hash);
        rows.entry(key)
            .or_insert_with(|| Row {
                key,
                id: WebhookEventId::new(),
                body: &request.body,
                signed_with: request.signed_with,
                count: 0,
            })
            .count += 1;
    }
    let mut rows: Vec<_> = rows.into_values().collect();
    rows.sort_unstable_by_key(|row| row.key);
    rows
}

/// The first of equal deliveries is the accepted one, the others are its duplicates.
fn answer(batch: Vec<Request>, written: &HashMap<Key, Written>) {
    let mut answered = std::collections::HashSet::new();
    for request in batch {
        let key = (request.meta_app_id, request.hash);
        let Some(&outcome) = written.get(&key) else { continue };
        let outcome = match outcome {
            Written::Accepted(id) if !answered.insert(key) => Written::Duplicate(id),
            outcome => outcome,
        };
        // The sender may have hung up; its delivery is stored all the same.
        let _ = request.answer.send(outcome);
    }
}

async fn insert(connection: &mut Connection<'_>, rows: &[Row<'_>], now: Timestamp) -> Result<Vec<Stored>> {
    build_all!(
        connection,
        Stored,
        fixed | query | {
            query.push(
                "insert into webhook_events (id, meta_app_id, body_hash, body, signed_with, state, delivery_count, next_attempt_at, received_at) ",
            );
            query.push_table(vec![
                Column::Ids(rows.iter().map(|row| row.id.uuid()).collect()),
                Column::Ids(rows.iter().map(|row| row.key.0.uuid()).collect()),
                Column::Bytes(rows.iter().map(|row| row.key.1.to_vec()).collect()),
                Column::Bytes(rows.iter().map(|row| row.body.to_vec()).collect()),
                Column::MaybeTexts(rows.iter().map(|row| row.signed_with.as_str().map(ToOwned::to_owned)).collect()),
                Column::Texts(vec!["accepted".to_owned(); rows.len()]),
                Column::Numbers(rows.iter().map(|row| row.count).collect()),
                // Due at once by any clock: that of the node which works on it may be behind ours.
                Column::Numbers(vec![0; rows.len()]),
                Column::Numbers(vec![now.millis(); rows.len()]),
            ]);
            query.push(
                " on conflict (meta_app_id, body_hash) do update set delivery_count = webhook_events.delivery_count + excluded.delivery_count
              returning id, meta_app_id, body_hash",
            );
        }
    )
}
