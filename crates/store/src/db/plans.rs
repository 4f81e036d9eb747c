//! Writes down how the database means to answer each statement of a task that is watched: for tests of query plans, compiled only for tests.
//!
//! The statement and its values are the product's own; the database is asked to explain them on the same connection just before it runs them.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::types::ToSql;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::QueryAs;
use sqlx::{AssertSqlSafe, Execute, FromRow, PgConnection, Postgres};

tokio::task_local! {
    static SEEN: Arc<Mutex<Vec<Explained>>>;
}

/// A statement that ran, and its plan.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The statement.
    pub sql: String,
    /// SQLite: a line for each step of `explain query plan`. PostgreSQL: the JSON of `explain (format json)`, with the values that were bound.
    pub plan: String,
}

/// Runs `reads` and gives what it gave with every reading statement it ran, in order.
pub async fn explained<T>(reads: impl Future<Output = T>) -> (T, Vec<Explained>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let answer = SEEN.scope(Arc::clone(&seen), reads).await;
    let seen = std::mem::take(&mut *seen.lock().unwrap_or_else(PoisonError::into_inner));
    (answer, seen)
}

fn note(seen: &Mutex<Vec<Explained>>, sql: &str, plan: String) {
    let explained = Explained { sql: sql.to_owned(), plan };
    seen.lock().unwrap_or_else(PoisonError::into_inner).push(explained);
}

pub(crate) fn sqlite(connection: &rusqlite::Connection, sql: &str, values: &[&dyn ToSql]) {
    let Ok(seen) = SEEN.try_with(Arc::clone) else { return };
    let explain = || -> rusqlite::Result<Vec<String>> {
        let mut statement = connection.prepare(&format!("explain query plan {sql}"))?;
        super::sqlite::bind(&mut statement, values)?;
        let mut steps = statement.raw_query();
        let mut plan = Vec::new();
        while let Some(step) = steps.next()? {
            plan.push(step.get("detail")?);
        }
        Ok(plan)
    };
    let plan = explain().unwrap_or_else(|error| panic!("cannot explain {sql}: {error}"));
    note(&seen, sql, plan.join("\n"));
}

pub(crate) async fn postgres<'q, O>(
    connection: &mut PgConnection,
    mut query: QueryAs<'q, Postgres, O, PgArguments>,
) -> QueryAs<'q, Postgres, O, PgArguments>
where
    O: Send + for<'r> FromRow<'r, PgRow>,
{
    let Ok(seen) = SEEN.try_with(Arc::clone) else { return query };
    let persistent = Execute::persistent(&query);
    let arguments = query.take_arguments().expect("the values were encoded").unwrap_or_default();
    let sql = query.sql();
    let explain = AssertSqlSafe(format!("explain (format json) {}", sql.as_str()));
    let (plan,): (serde_json::Value,) = sqlx::query_as_with(explain, arguments.clone())
        .persistent(false)
        .fetch_one(connection)
        .await
        .unwrap_or_else(|error| panic!("cannot explain {}: {error}", sql.as_str()));
    note(&seen, sql.as_str(), plan.to_string());
    sqlx::query_as_with(sql, arguments).persistent(persistent)
}
