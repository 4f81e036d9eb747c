//! The embedded database: one connection that writes, some that read, all called on the spot.
//!
//! A statement of SQLite takes some microseconds, less than handing it to another thread and waiting for the answer; so it runs where it is asked for. Only what
//! waits for the disk (a commit, and a statement that is its own transaction) tells the runtime first that this thread will be busy.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::types::ToSql;
use rusqlite::{OpenFlags, Row};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{Error, Result};

const SLOW_STATEMENT: Duration = Duration::from_secs(1);
/// Prepared statements a connection keeps.
const STATEMENTS: usize = 256;
/// Statements longer than this, in bytes, are those of a large batch; they are not kept.
const LONGEST_KEPT: usize = 4 * 1024;
/// How long another process that writes is waited for, and how often it is tried.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
const BUSY_PAUSE: Duration = Duration::from_millis(5);

/// Connections to one file.
#[derive(Debug, Clone)]
pub(crate) struct Pool(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    path: PathBuf,
    flags: OpenFlags,
    free: Mutex<Vec<rusqlite::Connection>>,
    permits: Arc<Semaphore>,
    size: u32,
    patience: Duration,
}

/// A connection taken from its pool; it goes back by itself, and what was begun and not committed is undone.
#[derive(Debug)]
pub(crate) struct Lease {
    /// A mutex because a connection may be used by one thread at a time; nobody ever waits for it.
    connection: Option<Mutex<rusqlite::Connection>>,
    pool: Pool,
    _permit: OwnedSemaphorePermit,
}

/// A row type that reads itself: names of its columns (none: by place), and the row with their places.
pub(crate) trait FromSqlite: Sized {
    /// Its columns by name; empty when it reads them in their order.
    const COLUMNS: &'static [&'static str];

    /// Reads a row; `at` are the places of the columns.
    fn read(row: &Row<'_>, at: &[usize]) -> rusqlite::Result<Self>;
}

impl Pool {
    /// Opens the first connection, so that a wrong path shows at once.
    pub(crate) fn open(path: PathBuf, create: bool, size: u32, patience: Duration) -> Result<Self> {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        flags.set(OpenFlags::SQLITE_OPEN_CREATE, create);
        let shared = Shared {
            path,
            flags,
            free: Mutex::default(),
            permits: Arc::new(Semaphore::new(size as usize)),
            size,
            patience,
        };
        let first = shared.connect()?;
        shared.give_back(first);
        Ok(Self(Arc::new(shared)))
    }

    /// A connection, as soon as one is free.
    pub(crate) async fn acquire(&self) -> Result<Lease> {
        let permit = tokio::time::timeout(self.0.patience, Arc::clone(&self.0.permits).acquire_owned()).await;
        let permit = permit
            .map_err(|_| Error::Database(sqlx::Error::PoolTimedOut))?
            .map_err(|_| Error::Database(sqlx::Error::PoolClosed))?;
        let free = self.0.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match free {
            Some(connection) => connection,
            None => self.0.connect()?,
        };
        Ok(Lease {
            connection: Some(Mutex::new(connection)),
            pool: self.clone(),
            _permit: permit,
        })
    }

    /// Closes every connection, after what is running.
    pub(crate) async fn close(&self) {
        // Only an error when it is closed already.
        let _all = self.0.permits.acquire_many(self.0.size).await;
        self.0.permits.close();
        self.0.free.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Shared {
    fn connect(&self) -> Result<rusqlite::Connection> {
        let connection = rusqlite::Connection::open_with_flags(&self.path, self.flags)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.execute_batch(
            // A commit that was answered must survive a power cut; group commit pays for it. A timer runs passive checkpoints; the automatic one is only the
            // safety net, since it is the tail of the latencies.
            "pragma journal_mode = wal;
             pragma synchronous = full;
             pragma foreign_keys = on;
             pragma wal_autocheckpoint = 4000;
             pragma cache_size = -65536;
             pragma temp_store = memory;",
        )?;
        Ok(connection)
    }

    fn give_back(&self, connection: rusqlite::Connection) {
        if !self.permits.is_closed() {
            self.free.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
    }
}

impl Lease {
    pub(crate) fn connection(&mut self) -> &mut Mutex<rusqlite::Connection> {
        self.connection.as_mut().expect("it is there until the lease is dropped")
    }

    /// Takes the write lock at once: a deferred transaction could fail half-way in spite of the busy timeout. Another process that writes is waited for.
    #[expect(
        clippy::disallowed_methods,
        reason = "another process holds the file, and SQLite cannot tell when it lets go"
    )]
    pub(crate) async fn begin(&mut self) -> Result<()> {
        let started = Instant::now();
        loop {
            let connection = self.connection().get_mut().unwrap_or_else(PoisonError::into_inner);
            connection.busy_timeout(Duration::ZERO)?;
            let begun = connection.execute_batch("begin immediate");
            connection.busy_timeout(BUSY_TIMEOUT)?;
            match begun {
                Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) && started.elapsed() < BUSY_TIMEOUT => {
                    tokio::time::sleep(BUSY_PAUSE).await;
                }
                begun => return Ok(begun?),
            }
        }
    }

    /// Makes the transaction durable.
    pub(crate) fn commit(mut self) -> Result<()> {
        blocking(|| run(self.connection(), "commit"))
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        let connection = connection.into_inner().unwrap_or_else(PoisonError::into_inner);
        // With a full disk SQLite has undone it by itself. A connection that does not even undo is closed, which does.
        if connection.is_autocommit() || connection.execute_batch("rollback").is_ok() {
            self.pool.0.give_back(connection);
        }
    }
}

/// Runs what waits for the disk, after telling a runtime with several threads to go on elsewhere meanwhile.
pub(crate) fn blocking<R>(work: impl FnOnce() -> R) -> R {
    use tokio::runtime::{Handle, RuntimeFlavor};
    match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}

/// Statements without values or results, separated by semicolons.
pub(crate) fn run(connection: &mut Mutex<rusqlite::Connection>, text: &str) -> Result<()> {
    let connection = connection.get_mut().unwrap_or_else(PoisonError::into_inner);
    Ok(connection.execute_batch(text)?)
}

/// All rows of a statement.
pub(crate) fn fetch_all<T: FromSqlite>(connection: &mut Mutex<rusqlite::Connection>, text: &str, values: &[&dyn ToSql]) -> Result<Vec<T>> {
    fetch(connection, text, values, usize::MAX)
}

/// The first row of a statement, if it has one.
pub(crate) fn fetch_optional<T: FromSqlite>(connection: &mut Mutex<rusqlite::Connection>, text: &str, values: &[&dyn ToSql]) -> Result<Option<T>> {
    Ok(fetch(connection, text, values, 1)?.pop())
}

/// The first row of a statement that always has one.
pub(crate) fn fetch_one<T: FromSqlite>(connection: &mut Mutex<rusqlite::Connection>, text: &str, values: &[&dyn ToSql]) -> Result<T> {
    fetch_optional(connection, text, values)?.ok_or(Error::Database(sqlx::Error::RowNotFound))
}

/// Runs a statement for what it changes; gives the number of rows.
pub(crate) fn execute(connection: &mut Mutex<rusqlite::Connection>, text: &str, values: &[&dyn ToSql]) -> Result<u64> {
    with(connection, text, values, |connection, statement| {
        let mut rows = statement.raw_query();
        while rows.next()?.is_some() {}
        Ok(connection.changes())
    })
}

fn fetch<T: FromSqlite>(connection: &mut Mutex<rusqlite::Connection>, text: &str, values: &[&dyn ToSql], limit: usize) -> Result<Vec<T>> {
    #[cfg(feature = "testing")]
    super::plans::sqlite(connection.get_mut().unwrap_or_else(PoisonError::into_inner), text, values);
    with(connection, text, values, |_, statement| {
        let places: rusqlite::Result<Vec<usize>> = T::COLUMNS.iter().map(|name| statement.column_index(name)).collect();
        let places = places?;
        let mut rows = statement.raw_query();
        let mut found = Vec::new();
        // A statement that changes something ends only with the step after its last row.
        while let Some(row) = rows.next()?.filter(|_| found.len() < limit) {
            found.push(T::read(row, &places)?);
        }
        Ok(found)
    })
}

/// Prepares a statement, or takes it prepared, binds its parameters (`$1…`, or `?` in their order) and runs it.
fn with<R>(
    connection: &mut Mutex<rusqlite::Connection>,
    text: &str,
    values: &[&dyn ToSql],
    work: impl FnOnce(&rusqlite::Connection, &mut rusqlite::Statement<'_>) -> rusqlite::Result<R>,
) -> Result<R> {
    let connection: &rusqlite::Connection = connection.get_mut().unwrap_or_else(PoisonError::into_inner);
    let started = Instant::now();
    let done = if text.len() <= LONGEST_KEPT {
        let mut statement = connection.prepare_cached(text)?;
        step(connection, &mut statement, values, work)
    } else {
        let mut statement = connection.prepare(text)?;
        step(connection, &mut statement, values, work)
    };
    let took = started.elapsed();
    if took >= SLOW_STATEMENT {
        tracing::warn!(statement = text, seconds = took.as_secs_f64(), "a slow statement");
    }
    Ok(done?)
}

fn step<R>(
    connection: &rusqlite::Connection,
    statement: &mut rusqlite::Statement<'_>,
    values: &[&dyn ToSql],
    work: impl FnOnce(&rusqlite::Connection, &mut rusqlite::Statement<'_>) -> rusqlite::Result<R>,
) -> rusqlite::Result<R> {
    bind(statement, values)?;
    if connection.is_autocommit() && !statement.readonly() {
        blocking(|| work(connection, statement))
    } else {
        work(connection, statement)
    }
}

/// Gives `$3` the third value, wherever it stands and however often.
pub(super) fn bind(statement: &mut rusqlite::Statement<'_>, values: &[&dyn ToSql]) -> rusqlite::Result<()> {
    for place in 1..=statement.parameter_count() {
        let number = match statement.parameter_name(place) {
            Some(name) => name[1..].parse().map_err(|_| rusqlite::Error::InvalidParameterName(name.to_owned()))?,
            None => place,
        };
        let value = values
            .get(number - 1)
            .ok_or(rusqlite::Error::InvalidParameterCount(number, values.len()))?;
        statement.raw_bind_parameter(place, value)?;
    }
    Ok(())
}

macro_rules! tuples {
    ($($name:ident $place:tt,)*) => {
        impl<$($name: rusqlite::types::FromSql),*> FromSqlite for ($($name,)*) {
            const COLUMNS: &'static [&'static str] = &[];

            fn read(row: &Row<'_>, _: &[usize]) -> rusqlite::Result<Self> {
                Ok(($(row.get::<_, $name>($place)?,)*))
            }
        }
    };
}

tuples!(A 0,);
tuples!(A 0, B 1,);
tuples!(A 0, B 1, C 2,);
tuples!(A 0, B 1, C 2, D 3,);
tuples!(A 0, B 1, C 2, D 3, E 4,);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5,);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6,);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7,);

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(directory: &tempfile::TempDir, size: u32) -> Pool {
        Pool::open(directory.path().join("test.db"), true, size, Duration::from_millis(20)).unwrap()
    }

    #[tokio::test]
    async fn what_is_not_committed_is_undone() {
        let directory = tempfile::tempdir().unwrap();
        let pool = pool(&directory, 1);
        run(pool.acquire().await.unwrap().connection(), "create table t (a integer)").unwrap();
        for commits in [false, true] {
            let mut lease = pool.acquire().await.unwrap();
            lease.begin().await.unwrap();
            assert_eq!(execute(lease.connection(), "insert into t values ($1)", &[&7_i64]).unwrap(), 1);
            if commits {
                lease.commit().unwrap();
            } else {
                drop(lease);
            }
            let mut lease = pool.acquire().await.unwrap();
            let (count,): (i64,) = fetch_one(lease.connection(), "select count(*) from t", &[]).unwrap();
            assert_eq!(count, i64::from(commits));
        }
        pool.close().await;
    }

    #[tokio::test]
    async fn parameters_go_by_their_numbers() {
        let directory = tempfile::tempdir().unwrap();
        let pool = pool(&directory, 1);
        let mut lease = pool.acquire().await.unwrap();
        let row: (i64, i64, i64) = fetch_one(lease.connection(), "select $2, $1, $2", &[&1_i64, &2_i64]).unwrap();
        assert_eq!(row, (2, 1, 2));
        let missing = fetch_all::<(i64,)>(lease.connection(), "select $3", &[&1_i64]);
        assert!(missing.is_err(), "a value that is not there is not read as null");
    }

    #[tokio::test]
    async fn who_waits_too_long_is_told() {
        let directory = tempfile::tempdir().unwrap();
        let pool = pool(&directory, 1);
        let lease = pool.acquire().await.unwrap();
        let refused = pool.acquire().await.unwrap_err();
        assert!(refused.is_transient(), "{refused}");
        drop(lease);
        pool.acquire().await.unwrap();
        pool.close().await;
        assert!(pool.acquire().await.is_err(), "a closed pool gives nothing out");
    }

    #[tokio::test]
    async fn another_writer_is_waited_for() {
        let directory = tempfile::tempdir().unwrap();
        let (ours, theirs) = (pool(&directory, 1), pool(&directory, 1));
        let mut holder = theirs.acquire().await.unwrap();
        holder.begin().await.unwrap();
        let is_free = std::cell::Cell::new(false);
        let mut lease = ours.acquire().await.unwrap();
        let begin = async {
            lease.begin().await.unwrap();
            assert!(is_free.get(), "nobody else writes any more");
        };
        let let_go = async {
            is_free.set(true);
            drop(holder);
        };
        tokio::join!(begin, let_go);
    }
}
