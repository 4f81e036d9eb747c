//! Do the queries of the console stay as quick when there is a thousand times as much? Fills a small and a large database and asks both the same.

mod fill;
mod reads;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use model::SystemClock;
use serde_json::json;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection};
use store::secrets::MasterKey;
use store::{Store, StoreConfig};

use self::fill::{Dialect, Size};
use self::reads::{Ground, PAGE, Read};
use crate::bench::Options;
use crate::database::Kind;
use crate::figures::{self, Latencies};

/// Conversations of the small database; it has twenty times as many messages.
const SMALL: i64 = 100;
/// How many times as much the large one holds.
const TIMES: i64 = 1000;
/// A query may take this many times as long on the large one.
const MOST: f64 = 2.0;
/// Each query is asked this often, or for this long.
const RUNS: usize = 200;
const ENOUGH: Duration = Duration::from_millis(400);

/// What one query took on one database.
struct Took {
    rows: usize,
    median: f64,
    p95: f64,
}

/// Both sizes on each database.
#[expect(clippy::print_stdout, reason = "the table is the result")]
pub(crate) async fn run(options: &Options) -> Result<()> {
    let (mut rows, mut kept, mut slow) = (vec![], Vec::new(), Vec::new());
    rows.push(
        ["", "query", "small p50", "small p95", "large p50", "large p95", "ratio"]
            .map(str::to_owned)
            .to_vec(),
    );
    for kind in options.databases() {
        let reads = reads::all();
        let small = measure(kind, SMALL, &reads, None).await?;
        let large = measure(kind, SMALL * TIMES, &reads, Some(&small)).await?;
        for ((read, small), large) in reads.iter().zip(&small).zip(&large) {
            let (name, ratio) = (format!("{} {}", read.function, read.with), large.median / small.median);
            let figures = [small.median, small.p95, large.median, large.p95].map(|figure| format!("{figure:.2} ms"));
            if ratio > MOST {
                slow.push(format!("{}: {name} takes {ratio:.1} times as long", kind.name()));
            }
            rows.push([vec![kind.name().to_owned(), name.clone()], figures.to_vec(), vec![format!("{ratio:.2}")]].concat());
            kept.push(
                json!({ "database": kind.name(), "query": name, "rows": small.rows, "small_p50_ms": small.median, "small_p95_ms": small.p95,
                "large_p50_ms": large.median, "large_p95_ms": large.p95, "ratio": ratio }),
            );
        }
    }
    println!("{}", figures::table(&rows));
    println!(
        "kept in {}",
        figures::keep("scale", &json!({ "conversations": [SMALL, SMALL * TIMES], "queries": kept }))?.display()
    );
    ensure!(slow.is_empty(), "more than {MOST} times as slow:\n{}", slow.join("\n"));
    Ok(())
}

/// Fills a database of this size, asks it everything, and removes it.
async fn measure(kind: Kind, conversations: i64, reads: &[Read], like: Option<&[Took]>) -> Result<Vec<Took>> {
    let folder = tempfile::Builder::new().prefix("prismwa-bench-").tempdir()?;
    let url = kind.create(folder.path()).await?;
    let result = filled(kind, &url, folder.path(), conversations, reads, like).await;
    if kind == Kind::Postgres {
        kind.remove(&url).await?;
    }
    result
}

#[expect(clippy::print_stderr, reason = "filling takes minutes; somebody is waiting")]
async fn filled(kind: Kind, url: &str, folder: &Path, conversations: i64, reads: &[Read], like: Option<&[Took]>) -> Result<Vec<Took>> {
    let config = StoreConfig::new(url, MasterKey::generate());
    store::migrate(&config).await?;
    let started = Instant::now();
    let now = i64::try_from(std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_millis())?;
    fill_database(kind, url, folder, Size { conversations, now }).await?;
    eprintln!(
        "{}: {conversations} conversations and {} messages filled in {:.0} s",
        kind.name(),
        conversations * 20,
        started.elapsed().as_secs_f64()
    );
    let store = Store::open(&config, Arc::new(SystemClock)).await?;
    let ground = Ground::find(&store).await?;
    let mut took = Vec::with_capacity(reads.len());
    for (at, read) in reads.iter().enumerate() {
        // As many rows as the small one has of a page: the time for a row is not what is measured.
        let limit = like.map_or(PAGE, |like| u32::try_from(like[at].rows).unwrap_or(PAGE));
        took.push(
            time(&ground, read, limit)
                .await
                .with_context(|| format!("{} {}", read.function, read.with))?,
        );
    }
    store.close().await;
    Ok(took)
}

/// Asks again and again, warm.
async fn time(ground: &Ground<'_>, read: &Read, limit: u32) -> Result<Took> {
    let (mut rows, mut latencies, started) = (0, Latencies::default(), Instant::now());
    for _ in 0..10 {
        rows = read.ask(ground, limit).await?;
        if started.elapsed() > ENOUGH {
            break;
        }
    }
    let started = Instant::now();
    while latencies.count() < RUNS && started.elapsed() < ENOUGH || latencies.count() < 5 {
        let asked = Instant::now();
        read.ask(ground, limit).await?;
        latencies.add(asked.elapsed());
    }
    Ok(Took {
        rows,
        median: latencies.percentile(0.5),
        p95: latencies.percentile(0.95),
    })
}

async fn fill_database(kind: Kind, url: &str, folder: &Path, size: Size) -> Result<()> {
    match kind {
        Kind::Sqlite => {
            let mut connection = sqlx::sqlite::SqliteConnectOptions::new()
                .filename(folder.join("prismwa.db"))
                .foreign_keys(false)
                .pragma("synchronous", "off")
                .pragma("cache_size", "-1000000")
                .pragma("temp_store", "file")
                .connect()
                .await?;
            let mut transaction = connection.begin().await?;
            for statement in fill::statements(Dialect::Sqlite, size) {
                sqlx::raw_sql(AssertSqlSafe(statement.clone()))
                    .execute(&mut *transaction)
                    .await
                    .with_context(|| statement)?;
            }
            transaction.commit().await?;
            sqlx::raw_sql("pragma wal_checkpoint(truncate)").execute(&mut connection).await?;
            connection.close().await?;
        }
        Kind::Postgres => {
            let mut connection = PgConnection::connect(url).await?;
            sqlx::raw_sql("set synchronous_commit = off; set session_replication_role = replica; set work_mem = '256MB'")
                .execute(&mut connection)
                .await?;
            for statement in fill::statements(Dialect::Postgres, size) {
                sqlx::raw_sql(AssertSqlSafe(statement.clone()))
                    .execute(&mut connection)
                    .await
                    .with_context(|| statement)?;
            }
            sqlx::raw_sql("vacuum analyze").execute(&mut connection).await?;
            sqlx::raw_sql("checkpoint").execute(&mut connection).await?;
            connection.close().await?;
        }
    }
    Ok(())
}
