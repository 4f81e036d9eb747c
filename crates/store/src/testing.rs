//! Throw-away databases for tests: a fresh SQLite file, and a fresh PostgreSQL database on a private server that ends with the test process.
//!
//! `both(async |store| { … }).await` runs a test on one after the other. PostgreSQL comes from `PRISMWA_TEST_POSTGRES` (an address whose user may create
//! databases), or from the programs of the machine; when there are none the test fails and says what to install.

mod builders;
mod dump;
mod server;
pub mod threads;

use std::ops::Deref;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures::FutureExt as _;
use model::{TestClock, Timestamp};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tempfile::TempDir;
use tokio::sync::OnceCell;

pub use crate::db::plans::{Explained, explained};
use crate::db::{Db, sqlite};
use crate::secrets::MasterKey;
use crate::{LeaseClock, Store, StoreConfig};

pub use builders::{ACCESS_TOKEN, APP_SECRET, TestWorkspace, VERIFY_TOKEN, workspace};

/// When test clocks start: 2026-11-22T12:00:00Z.
pub const START: Timestamp = Timestamp::from_millis(1_795_348_800_000);

/// A store on a fresh database, with a clock that tests turn.
#[derive(Debug)]
pub struct TestStore {
    store: Store,
    /// The store's clock; leases go by it, too.
    pub clock: TestClock,
    /// How the store was opened, to open it again as another process would.
    pub config: StoreConfig,
    database: Database,
}

#[derive(Debug)]
enum Database {
    Sqlite { _directory: TempDir },
    Postgres { name: String },
}

impl Deref for TestStore {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

/// Runs a test body on SQLite, then on PostgreSQL.
pub async fn both(body: impl AsyncFn(&TestStore)) {
    for store in [TestStore::sqlite().await, TestStore::postgres().await] {
        store.run(&body).await;
    }
}

impl TestStore {
    /// On a fresh SQLite file in a directory of its own.
    pub async fn sqlite() -> Self {
        let directory = tempfile::Builder::new()
            .prefix("prismwa-test-")
            .tempdir()
            .expect("the temporary directory can be written");
        let path = directory.path().join("prismwa.db");
        let url = format!("sqlite://{}", path.to_str().expect("the temporary directory's path is UTF-8"));
        std::fs::write(&path, migrated_sqlite().await).expect("the temporary directory can be written");
        Self::open(config(url), Database::Sqlite { _directory: directory }).await
    }

    /// On a fresh PostgreSQL database. Call [`TestStore::run`] with the test's body, so that it is dropped afterwards whatever happens.
    pub async fn postgres() -> Self {
        let server = server::postgres().await;
        let name = format!("prismwa_test_{}", uuid::Uuid::now_v7().simple());
        server.admin(&format!("create database {name}")).await;
        let config = config(server.url(&name));
        crate::migrate(&config).await.expect("a fresh database can be migrated");
        Self::open(config, Database::Postgres { name }).await
    }

    async fn open(config: StoreConfig, database: Database) -> Self {
        let clock = TestClock::at(START);
        let store = Store::open(&config, Arc::new(clock.clone()))
            .await
            .expect("a fresh database can be opened");
        Self {
            store,
            clock,
            config,
            database,
        }
    }

    /// The store itself, to hand to what wants to keep one.
    #[must_use]
    pub fn store(&self) -> Store {
        self.store.clone()
    }

    /// Another store on the same database, as a second process would open it.
    pub async fn again(&self) -> Store {
        Store::open(&self.config, Arc::new(self.clock.clone()))
            .await
            .expect("an open database can be opened again")
    }

    /// Runs statements as they are, to break things on purpose: one text for SQLite, one for PostgreSQL.
    pub async fn break_with(&self, sqlite: &str, postgres: &str) {
        match self.store.db() {
            Db::Sqlite { write, .. } => {
                let mut lease = write.acquire().await.expect("the writer comes free");
                sqlite::run(lease.connection(), sqlite).expect("the statements of the test are valid");
            }
            Db::Postgres { pool, .. } => {
                let broken = sqlx::raw_sql(AssertSqlSafe(postgres.to_owned())).execute(pool).await;
                broken.expect("the statements of the test are valid");
            }
        }
    }

    /// How many deadlocks PostgreSQL broke up in this database; SQLite, with one writer, has none.
    pub async fn deadlocks(&self) -> i64 {
        let Db::Postgres { pool, .. } = self.store.db() else { return 0 };
        let select = "select deadlocks from pg_stat_database where datname = current_database()";
        sqlx::query_scalar(select).fetch_one(pool).await.expect("PostgreSQL counts deadlocks")
    }

    /// Runs the body, then closes and drops the database, also when the body panics.
    pub async fn run(self, body: impl AsyncFn(&Self)) {
        let which = if self.is_shared() { "PostgreSQL" } else { "SQLite" };
        let outcome = AssertUnwindSafe(body(&self)).catch_unwind().await;
        self.close().await;
        if let Database::Postgres { name } = &self.database {
            server::postgres()
                .await
                .admin(&format!("drop database if exists {name} with (force)"))
                .await;
        }
        if let Err(panic) = outcome {
            tracing::error!("failed on {which}");
            let words = panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            match words {
                Some(words) => panic!("on {which}: {words}"),
                None => std::panic::resume_unwind(panic),
            }
        }
    }
}

fn config(url: String) -> StoreConfig {
    StoreConfig {
        max_connections: 8,
        lease_clock: LeaseClock::Store,
        ..StoreConfig::new(url, MasterKey::new([7; 32]))
    }
}

/// The bytes of a migrated, empty file; made once, since every test starts from it.
async fn migrated_sqlite() -> &'static [u8] {
    static BYTES: OnceCell<Vec<u8>> = OnceCell::const_new();
    BYTES
        .get_or_init(async || {
            let directory = tempfile::tempdir().expect("the temporary directory can be written");
            let path = directory.path().join("prismwa.db");
            let url = format!("sqlite://{}", path.to_str().expect("the temporary directory's path is UTF-8"));
            crate::migrate(&config(url)).await.expect("a fresh file can be migrated");
            std::fs::read(&path).expect("the file was just made")
        })
        .await
}

/// How many workspaces a copy of a SQLite file holds.
#[cfg(test)]
pub(crate) fn copy_of(path: &std::path::Path) -> i64 {
    let copy = rusqlite::Connection::open(path).expect("the copy is a database");
    let count = copy.query_row("select count(*) from workspaces", [], |row| row.get(0));
    count.expect("the copy has the tables")
}

/// One statement on the server, outside any test database.
async fn run_admin(url: &str, statement: &str) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect(url).await?;
    sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&mut connection).await?;
    connection.close().await
}
