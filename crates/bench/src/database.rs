//! Looks into the database from outside, after the fact: the oracle of the proofs.

use std::path::Path;
use std::str::FromStr as _;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, PgPool, SqlitePool};

/// Which database a run is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Kind {
    /// The embedded one.
    Sqlite,
    /// The one several nodes share.
    Postgres,
}

impl Kind {
    /// For tables and file names.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }

    /// The address of an empty database: a file in `folder`, or a new database on the server that `xtask` started.
    pub(crate) async fn create(self, folder: &Path) -> Result<String> {
        match self {
            Self::Sqlite => Ok(format!("sqlite:{}", folder.join("prismwa.db").display())),
            Self::Postgres => create_on(&postgres()?).await,
        }
    }

    /// Removes a database that `create` made; the file of SQLite goes with its folder.
    pub(crate) async fn remove(self, url: &str) -> Result<()> {
        if let (Self::Postgres, Some((_, name))) = (self, url.rsplit_once('/')) {
            let pool = PgPool::connect(&postgres()?).await?;
            sqlx::query(AssertSqlSafe(format!("drop database if exists {name} with (force)")))
                .execute(&pool)
                .await?;
            pool.close().await;
        }
        Ok(())
    }
}

/// The address of a new database on the PostgreSQL server at `admin`.
pub(crate) async fn create_on(admin: &str) -> Result<String> {
    let name = format!("prismwa_bench_{}", uuid::Uuid::now_v7().simple());
    let pool = PgPool::connect(admin).await.context("cannot reach the PostgreSQL for measurements")?;
    sqlx::query(AssertSqlSafe(format!("create database {name}"))).execute(&pool).await?;
    pool.close().await;
    let (before, _) = admin.rsplit_once('/').context("PRISMWA_TEST_POSTGRES names no database")?;
    Ok(format!("{before}/{name}"))
}

#[expect(clippy::disallowed_methods, reason = "xtask says where its PostgreSQL is")]
fn postgres() -> Result<String> {
    std::env::var("PRISMWA_TEST_POSTGRES").context("PRISMWA_TEST_POSTGRES is not set: run this through `cargo xtask`")
}

/// A connection that only reads.
#[derive(Debug)]
pub(crate) enum Oracle {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// What must be true whatever happened before.
const NEVER: [(&str, &str); 4] = [
    (
        "inbound messages with the same wamid",
        "select count(*) from (select channel_id, wamid from messages where wamid is not null group by workspace_id, channel_id, wamid having count(*) > 1) as doubled",
    ),
    (
        "conversations whose count of inbound messages is not the number of their inbound messages",
        "select count(*) from conversations c where c.inbound_count <>
           (select count(*) from messages m where m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.direction = 'inbound')",
    ),
    (
        "messages announced never or more than once",
        "select abs((select count(*) from messages) - (select count(*) from events where type = 'message.created'))",
    ),
    (
        "workspaces whose last event number is not the number of their events",
        "select count(*) from workspaces w where w.event_seq <> (select count(*) from events e where e.workspace_id = w.id)",
    ),
];

impl Oracle {
    /// Opens the database beside the server.
    pub(crate) async fn open(url: &str) -> Result<Self> {
        Ok(if url.starts_with("sqlite:") {
            // On a busy machine the server may hold the file for longer than the five seconds that are usual.
            let options = SqliteConnectOptions::from_str(url)?.busy_timeout(Duration::from_secs(60));
            Self::Sqlite(SqlitePool::connect_with(options).await?)
        } else {
            Self::Postgres(PgPool::connect(url).await?)
        })
    }

    /// One number.
    pub(crate) async fn number(&self, sql: &'static str) -> Result<i64> {
        let (number,): (i64,) = match self {
            Self::Sqlite(pool) => sqlx::query_as(sql).fetch_one(pool).await?,
            Self::Postgres(pool) => sqlx::query_as(sql).fetch_one(pool).await?,
        };
        Ok(number)
    }

    /// Changes something from outside: the driver's way to let time pass, and to break things.
    pub(crate) async fn execute(&self, sql: &'static str) -> Result<u64> {
        Ok(match self {
            Self::Sqlite(pool) => sqlx::raw_sql(sql).execute(pool).await?.rows_affected(),
            Self::Postgres(pool) => sqlx::raw_sql(sql).execute(pool).await?.rows_affected(),
        })
    }

    /// Rows of text; nothing is an empty text.
    pub(crate) async fn rows<T>(&self, sql: &'static str) -> Result<Vec<T>>
    where
        T: Send + Unpin + for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow> + for<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow>,
    {
        Ok(match self {
            Self::Sqlite(pool) => sqlx::query_as(sql).fetch_all(pool).await?,
            Self::Postgres(pool) => sqlx::query_as(sql).fetch_all(pool).await?,
        })
    }

    /// Waits until this count is zero.
    pub(crate) async fn until_none(&self, what: &str, sql: &'static str, limit: Duration) -> Result<()> {
        let started = Instant::now();
        loop {
            let left = self.number(sql).await?;
            if left == 0 {
                return Ok(());
            }
            ensure!(started.elapsed() < limit, "{left} {what} after {limit:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Meta's ids of all inbound messages.
    pub(crate) async fn wamids(&self) -> Result<Vec<String>> {
        let sql = "select wamid from messages where direction = 'inbound' and wamid is not null";
        let rows: Vec<(String,)> = match self {
            Self::Sqlite(pool) => sqlx::query_as(sql).fetch_all(pool).await?,
            Self::Postgres(pool) => sqlx::query_as(sql).fetch_all(pool).await?,
        };
        Ok(rows.into_iter().map(|(wamid,)| wamid).collect())
    }

    /// Waits until every stored delivery has been processed.
    pub(crate) async fn drained(&self, limit: Duration) -> Result<Duration> {
        let started = Instant::now();
        loop {
            // One is enough to know: counting them all over and over would take a good part of the machine that is measured.
            let any = "select count(*) from (select 1 from webhook_events where state = 'accepted' order by meta_app_id, id limit 1) waiting";
            if self.number(any).await? == 0 {
                return Ok(started.elapsed());
            }
            if started.elapsed() >= limit {
                let waiting = self.number("select count(*) from webhook_events where state = 'accepted'").await?;
                bail!("{waiting} deliveries are still not processed after {limit:?}");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Rules that are broken, each with how often.
    pub(crate) async fn broken_rules(&self) -> Result<Vec<String>> {
        let mut broken = Vec::new();
        for (rule, sql) in NEVER {
            let count = self.number(sql).await?;
            if count != 0 {
                broken.push(format!("{count} {rule}"));
            }
        }
        let dead = self.number("select count(*) from webhook_events where state = 'dead'").await?;
        if dead != 0 {
            broken.push(format!("{dead} deliveries ended dead"));
        }
        Ok(broken)
    }
}
