//! Opens the pools, with the settings that durability and speed depend on.

use std::path::PathBuf;
use std::str::FromStr as _;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};

use crate::db::Db;
use crate::secrets::MasterKey;
use crate::{Error, Result};

const SLOW_STATEMENT: Duration = Duration::from_secs(1);
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

/// Where the database is and how to open it.
#[derive(Debug, Clone)]
pub struct StoreConfig {
    /// `sqlite:///path/to/prismwa.db` or `postgres://user:password@host/name`.
    pub url: String,
    /// The key that seals secrets.
    pub master_key: MasterKey,
    /// Keys used before, that may still open secrets.
    pub previous_master_keys: Vec<MasterKey>,
    /// Connections to PostgreSQL, or readers of SQLite.
    pub max_connections: u32,
    /// Whose clock leases are measured by.
    pub lease_clock: LeaseClock,
}

/// Whose clock leases are measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LeaseClock {
    /// PostgreSQL's own, so that nodes whose clocks differ agree; on SQLite there is one process, and the store's clock serves.
    #[default]
    Database,
    /// The store's clock, so that tests can turn it.
    Store,
}

impl StoreConfig {
    /// With the usual settings.
    #[must_use]
    pub fn new(url: impl Into<String>, master_key: MasterKey) -> Self {
        Self {
            url: url.into(),
            master_key,
            previous_master_keys: Vec::new(),
            max_connections: 16,
            lease_clock: LeaseClock::default(),
        }
    }

    /// The database file, when it is SQLite.
    #[must_use]
    pub fn sqlite_path(&self) -> Option<PathBuf> {
        let path = self.url.strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        Some(PathBuf::from(path.split('?').next().unwrap_or(path)))
    }
}

/// May the SQLite file be made?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Create {
    IfMissing,
    No,
}

pub(crate) async fn connect(config: &StoreConfig, create: Create) -> Result<Db> {
    if let Some(path) = config.sqlite_path() {
        return connect_sqlite(config, path, create).await;
    }
    if config.url.starts_with("postgres://") || config.url.starts_with("postgresql://") {
        return connect_postgres(config).await;
    }
    Err(Error::InvalidUrl(config.url.split(':').next().unwrap_or_default().to_owned()))
}

pub(crate) async fn close(db: &Db) {
    match db {
        Db::Sqlite { read, write } => {
            read.close().await;
            write.close().await;
        }
        Db::Postgres(pool) => pool.close().await,
    }
}

async fn connect_sqlite(config: &StoreConfig, path: PathBuf, create: Create) -> Result<Db> {
    if path.as_os_str().is_empty() {
        return Err(Error::InvalidUrl("the path of the SQLite file is missing".to_owned()));
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(create == Create::IfMissing)
        .journal_mode(SqliteJournalMode::Wal)
        // A commit that was answered must survive a power cut; group commit pays for it.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(10))
        .foreign_keys(true)
        // A timer runs passive checkpoints; the automatic one is only the safety net, since it is the tail of the latencies.
        .pragma("wal_autocheckpoint", "4000")
        .pragma("cache_size", "-65536")
        .pragma("temp_store", "memory")
        .statement_cache_capacity(256)
        .log_statements(tracing::log::LevelFilter::Trace)
        .log_slow_statements(tracing::log::LevelFilter::Warn, SLOW_STATEMENT);
    let pool = || SqlitePoolOptions::new().test_before_acquire(false).idle_timeout(None).max_lifetime(None);
    let write = pool()
        .max_connections(1)
        .before_acquire(|connection, _| Box::pin(is_usable(connection)))
        .acquire_timeout(Duration::from_secs(30))
        .connect_with(options.clone())
        .await?;
    let read = pool()
        .max_connections(config.max_connections.clamp(1, 64))
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(options)
        .await?;
    Ok(Db::Sqlite { read, write })
}

/// When a disk is full SQLite undoes the transaction by itself. The driver does not hear of it and would refuse every transaction from then on, so a connection
/// that still believes to be in one is replaced. One whose undoing is only under way is waited for.
async fn is_usable(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    if connection.is_in_transaction() {
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
}

async fn connect_postgres(config: &StoreConfig) -> Result<Db> {
    let options = PgConnectOptions::from_str(&config.url)
        .map_err(|error| Error::InvalidUrl(format!("the PostgreSQL address does not parse ({error})")))?
        .application_name("prismwa")
        .statement_cache_capacity(256)
        .log_statements(tracing::log::LevelFilter::Trace)
        .log_slow_statements(tracing::log::LevelFilter::Warn, SLOW_STATEMENT);
    let pool = PgPoolOptions::new()
        // Asking before every use costs a round trip; a broken connection shows itself as an error that callers retry.
        .test_before_acquire(false)
        .max_connections(config.max_connections.max(4))
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(options)
        .await?;
    Ok(Db::Postgres(pool))
}
