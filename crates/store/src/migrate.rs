//! The schema: brings a database up to this program's version, and refuses one that is newer.
//!
//! SQLite takes a copy of the file beside it before anything changes. Migrations only add (expand, then contract in a later version), so that the version
//! before can still run.

use std::path::{Path, PathBuf};

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, SqlSafeStr as _};

use crate::connect::{self, StoreConfig};
use crate::db::{Backend, Connection, Db, fetch_one, fetch_optional};
use crate::{Error, Result};

macro_rules! migrations {
    ($($version:literal $name:literal,)*) => {
        /// Every schema step, oldest first.
        const VERSIONS: &[i64] = &[$($version),*];

        fn sqlite() -> Migrator {
            Migrator::with_migrations(vec![$(step($version, $name, include_str!(concat!("../migrations/sqlite/", $version, "_", $name, ".sql")))),*])
        }

        fn postgres() -> Migrator {
            Migrator::with_migrations(vec![$(step($version, $name, include_str!(concat!("../migrations/postgres/", $version, "_", $name, ".sql")))),*])
        }
    };
}

migrations! {
    20261122000000 "first_schema",
    20261123000200 "outbound_endings",
    20261123000300 "people",
    20261123000400 "media_looks",
    20261123000500 "why",
    20261123000600 "inbox_orders",
    20261123000700 "lanes_say_what_they_took",
    20261123010000 "canned_replies",
    20261123010100 "teams",
    20261123010200 "drafts_and_views",
    20261123010300 "notifications",
    20261123010400 "priority",
    20261123020000 "templates",
    20261123030000 "conversation_merges",
    20261123030100 "api_keys",
    20261123030200 "audit_chain",
    20261123030300 "custom_fields",
    20261123030400 "second_factors",
    20261123030500 "imports",
    20261123030600 "analytics",
    20261123120000 "flows",
    20261123123100 "flow_runs",
    20261123123200 "wa_flows",
    20261123123210 "wa_flow_exchanges",
    20261123123220 "submissions",
    20261123123300 "workspace_secrets",
    20261123123310 "functions",
    20261123123400 "search",
    20261123123500 "llm_connections",
    20261124000010 "flow_keys",
    20261124010000 "webhooks",
    20261124010010 "notifications_of_workspaces",
    20261124010020 "job_lists",
    20261124020000 "flow_triggers",
    20261124030001 "forward_files",
    20261124030002 "exchange_retention",
    20261124060001 "job_cancel",
    20261124060002 "team_waiting",
}

fn step(version: i64, name: &'static str, sql: &'static str) -> Migration {
    Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
}

/// What migrating did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationReport {
    /// The schema before; 0 for an empty database.
    pub from: i64,
    /// The schema now.
    pub to: i64,
    /// The copy taken before, on SQLite, when there was something to lose.
    pub backup: Option<PathBuf>,
}

/// Brings the database up to this program's schema.
pub async fn migrate(config: &StoreConfig) -> Result<MigrationReport> {
    let db = connect::connect(config, connect::Create::IfMissing).await?;
    let report = migrate_db(&db, config.sqlite_path().as_deref()).await;
    connect::close(&db).await;
    report
}

async fn migrate_db(db: &Db, sqlite_path: Option<&Path>) -> Result<MigrationReport> {
    let from = version(&mut db.reader().await?).await?;
    let to = latest();
    if from > to {
        return Err(Error::NewerSchema { found: from, known: to });
    }
    let backup = match sqlite_path {
        Some(path) if from != 0 && from != to => Some(back_up(db, path, from).await?),
        _ => None,
    };
    match (db, sqlite_path) {
        (Db::Postgres { pool, .. }, _) => postgres().run(pool).await?,
        (Db::Sqlite { .. }, path) => {
            let options = SqliteConnectOptions::new().filename(path.unwrap_or(Path::new("")));
            let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
            let mut connection = options.connect().await?;
            sqlite().run(&mut connection).await?;
            connection.close().await?;
        }
    }
    Ok(MigrationReport { from, to, backup })
}

/// Refuses to work on a schema that is newer or older than this program's.
pub(crate) async fn check(connection: &mut Connection<'_>) -> Result<()> {
    let (found, known) = (version(connection).await?, latest());
    match found.cmp(&known) {
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Greater => Err(Error::NewerSchema { found, known }),
        std::cmp::Ordering::Less => Err(Error::NotMigrated { found, known }),
    }
}

fn latest() -> i64 {
    VERSIONS.last().copied().unwrap_or(0)
}

async fn version(connection: &mut Connection<'_>) -> Result<i64> {
    let table = match connection.backend() {
        Backend::Sqlite(_) => fetch_optional!(connection, (i64,), "select 1 from sqlite_master where name = '_sqlx_migrations'")?,
        Backend::Postgres(_) => fetch_optional!(connection, (i64,), "select 1::bigint where to_regclass('_sqlx_migrations') is not null")?,
    };
    if table.is_none() {
        return Ok(0);
    }
    let (version,): (i64,) = fetch_one!(
        connection,
        (i64,),
        "select cast(coalesce(max(version), 0) as bigint) from _sqlx_migrations where success = true"
    )?;
    Ok(version)
}

/// A consistent copy of the database file, made by SQLite itself.
async fn back_up(db: &Db, path: &Path, from: i64) -> Result<PathBuf> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".before-{from}.bak"));
    let backup = path.with_file_name(name);
    let failed = |source: Box<dyn std::error::Error + Send + Sync>| Error::Backup {
        path: backup.clone(),
        source,
    };
    match std::fs::remove_file(&backup) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error.into())),
        _ => {}
    }
    let Some(target) = backup.to_str().map(str::to_owned) else {
        return Err(failed("the path is not UTF-8".into()));
    };
    if let Db::Sqlite { write, .. } = db {
        let mut lease = write.acquire().await?;
        crate::db::sqlite::execute(lease.connection(), "vacuum into $1", &[&target]).map_err(|error| failed(error.into()))?;
    }
    Ok(backup)
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;
    use crate::testing::both;

    const LATER: i64 = 20_990_101_000_000;

    /// Makes the database look as if another version had migrated it.
    async fn pretend(store: &crate::testing::TestStore, version: i64) {
        let text = format!(
            "delete from _sqlx_migrations where version < (select max(version) from _sqlx_migrations); update _sqlx_migrations set version = {version}"
        );
        store.break_with(&text, &text).await;
    }

    #[tokio::test]
    async fn a_newer_schema_is_refused_in_clear_words() {
        both(async |store| {
            pretend(store, LATER).await;
            let refused = migrate(&store.config).await.unwrap_err();
            assert!(matches!(refused, Error::NewerSchema { found: LATER, .. }), "{refused}");
            assert!(refused.to_string().contains("newer"), "{refused}");
            let clock = std::sync::Arc::new(store.clock.clone());
            assert!(matches!(crate::Store::open(&store.config, clock).await, Err(Error::NewerSchema { .. })));
        })
        .await;
    }

    #[tokio::test]
    async fn an_older_schema_is_not_opened() {
        both(async |store| {
            pretend(store, 1).await;
            let clock = std::sync::Arc::new(store.clock.clone());
            assert!(matches!(
                crate::Store::open(&store.config, clock).await,
                Err(Error::NotMigrated { found: 1, .. })
            ));
        })
        .await;
    }

    /// The copy is whole and lies beside the file before anything changes, even when the migration then fails.
    #[tokio::test]
    async fn sqlite_is_copied_before_it_is_migrated() {
        let store = crate::testing::TestStore::sqlite().await;
        crate::testing::workspace(&store, 1).await;
        pretend(&store, 1).await;
        migrate(&store.config).await.unwrap_err();
        let path = store.config.sqlite_path().unwrap();
        let backup = path.with_file_name("prismwa.db.before-1.bak");
        let copy = crate::testing::copy_of(&backup);
        assert_eq!(copy, 1, "the copy holds the workspace");
    }
}
