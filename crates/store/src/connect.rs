//! Opens the pools, with the settings that durability and speed depend on.

use std::path::PathBuf;
use std::str::FromStr as _;
use std::time::Duration;

use sqlx::ConnectOptions as _;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::db::{Db, sqlite};
use crate::secrets::MasterKey;
use crate::{Error, Result};

const SLOW_STATEMENT: Duration = Duration::from_secs(1);
/// Connections for batches of webhooks: those of a node's workers, and some for tests that hold two.
const BATCH_CONNECTIONS: u32 = 4;
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
        return connect_sqlite(config, path, create);
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
        Db::Postgres { pool, batches } => {
            pool.close().await;
            batches.close().await;
        }
    }
}

fn connect_sqlite(config: &StoreConfig, path: PathBuf, create: Create) -> Result<Db> {
    if path.as_os_str().is_empty() {
        return Err(Error::InvalidUrl("the path of the SQLite file is missing".to_owned()));
    }
    let write = sqlite::Pool::open(path.clone(), create == Create::IfMissing, 1, Duration::from_secs(30))?;
    let read = sqlite::Pool::open(path, false, config.max_connections.clamp(1, 64), ACQUIRE_TIMEOUT)?;
    Ok(Db::Sqlite { read, write })
}

async fn connect_postgres(config: &StoreConfig) -> Result<Db> {
    let options = PgConnectOptions::from_str(&config.url)
        .map_err(|error| Error::InvalidUrl(format!("the PostgreSQL address does not parse ({error})")))?
        .application_name("prismwa")
        // Compiling a plan takes longer than any statement of ours.
        .options([("jit", "off")])
        .statement_cache_capacity(256)
        .log_statements(tracing::log::LevelFilter::Trace)
        .log_slow_statements(tracing::log::LevelFilter::Warn, SLOW_STATEMENT);
    // Asking before every use costs a round trip; a broken connection shows itself as an error that callers retry.
    let pools = PgPoolOptions::new().test_before_acquire(false).acquire_timeout(ACQUIRE_TIMEOUT);
    let batches = pools.clone().max_connections(BATCH_CONNECTIONS);
    let batches = batches.connect_lazy_with(options.clone().options([("plan_cache_mode", "force_generic_plan")]));
    let pool = pools.max_connections(config.max_connections.max(4)).connect_with(options).await?;
    Ok(Db::Postgres { pool, batches })
}
