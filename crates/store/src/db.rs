//! Either database behind one enum, and the macros that run one statement text on both.
//!
//! A statement is written once, with `$1…` parameters, in the SQL both speak; the few that differ match on `Backend` where they stand. Lists and tables of parameters are in `db/rows.rs`.
//!
//! ```text
//! fetch_optional!(self, Tag, "select id, name from tags where workspace_id = $1 and id = $2", self.id(), tag)?
//! fetch_all!(…)? fetch_one!(…)? execute!(…)?                     // execute! gives the number of rows
//! build_all!(self, Tag, |query| { query.push("select … where workspace_id = ").push_bind(self.id()); })?
//! ```
//! The first argument is a `Workspace`, `WorkspaceTx`, `System`, `SystemTx` or a `&mut Connection`. A row type is made by `row!`, or is a tuple.

use std::sync::Mutex;

use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, PgPool, PgTransaction, Postgres};

use crate::Result;

#[cfg(feature = "testing")]
pub(crate) mod plans;
mod rows;
pub(crate) mod sqlite;
mod statement;

pub(crate) use rows::{Column, Rows, pairs};
pub(crate) use statement::Statement;

/// The connected database.
#[derive(Debug, Clone)]
pub(crate) enum Db {
    /// The embedded one: many readers, one writer connection that everything that writes waits for in turn.
    Sqlite { read: sqlite::Pool, write: sqlite::Pool },
    /// The one several nodes share. Batches of webhooks have connections of their own, whose plans and caches stay warm.
    Postgres { pool: PgPool, batches: PgPool },
}

/// A connection to run statements on: a pooled one outside, or the one of an open transaction.
#[derive(Debug)]
pub(crate) enum Connection<'c> {
    SqlitePooled(sqlite::Lease),
    PostgresPooled(PoolConnection<Postgres>),
    Sqlite(&'c mut Mutex<rusqlite::Connection>),
    Postgres(&'c mut PgConnection),
}

/// What the macros match on.
pub(crate) enum Backend<'c> {
    Sqlite(&'c mut Mutex<rusqlite::Connection>),
    Postgres(&'c mut PgConnection),
}

impl Connection<'_> {
    pub(crate) fn backend(&mut self) -> Backend<'_> {
        match self {
            Self::SqlitePooled(lease) => Backend::Sqlite(lease.connection()),
            Self::PostgresPooled(connection) => Backend::Postgres(connection),
            Self::Sqlite(connection) => Backend::Sqlite(connection),
            Self::Postgres(connection) => Backend::Postgres(connection),
        }
    }

    /// The same connection again, so that a function taking `&mut Connection` can use the macros.
    #[expect(
        clippy::unused_async,
        reason = "the scopes' `connection` must wait for a pool; the macros call both alike"
    )]
    pub(crate) async fn connection(&mut self) -> Result<Connection<'_>> {
        Ok(match self.backend() {
            Backend::Sqlite(connection) => Connection::Sqlite(connection),
            Backend::Postgres(connection) => Connection::Postgres(connection),
        })
    }
}

/// An open write transaction on either database.
#[derive(Debug)]
pub(crate) enum Transaction {
    Sqlite(sqlite::Lease),
    Postgres(PgTransaction<'static>),
}

impl Transaction {
    pub(crate) fn connection(&mut self) -> Connection<'_> {
        match self {
            Self::Sqlite(lease) => Connection::Sqlite(lease.connection()),
            Self::Postgres(transaction) => Connection::Postgres(transaction),
        }
    }

    pub(crate) async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(lease) => lease.commit()?,
            Self::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }
}

impl Db {
    /// A connection for reading (on SQLite one of the readers).
    pub(crate) async fn reader(&self) -> Result<Connection<'static>> {
        Ok(match self {
            Self::Sqlite { read, .. } => Connection::SqlitePooled(read.acquire().await?),
            Self::Postgres { pool, .. } => Connection::PostgresPooled(pool.acquire().await?),
        })
    }

    /// Begins a write transaction.
    pub(crate) async fn begin(&self, work: Work) -> Result<Transaction> {
        Ok(match self {
            Self::Sqlite { write, .. } => {
                let mut lease = write.acquire().await?;
                lease.begin().await?;
                Transaction::Sqlite(lease)
            }
            Self::Postgres { pool, batches } => Transaction::Postgres(match work {
                Work::Any => pool.begin().await?,
                Work::Batch => batches.begin().await?,
            }),
        })
    }
}

/// What a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    /// Anything.
    Any,
    /// A batch of webhooks: many statements that always look for keys, so that PostgreSQL need not plan them anew for their values.
    Batch,
}

/// Makes a struct that reads itself from a row of either database, column by field name.
macro_rules! row {
    ($(#[$meta:meta])* $visibility:vis struct $name:ident { $($(#[$field_meta:meta])* $field_visibility:vis $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        $visibility struct $name { $($(#[$field_meta])* $field_visibility $field: $type,)* }

        impl $crate::db::sqlite::FromSqlite for $name {
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),*];

            fn read(row: &rusqlite::Row<'_>, at: &[usize]) -> rusqlite::Result<Self> {
                let mut places = at.iter().copied();
                Ok(Self { $($field: row.get(places.next().expect("a place for each column"))?,)* })
            }
        }

        impl sqlx::FromRow<'_, sqlx::postgres::PgRow> for $name {
            fn from_row(row: &sqlx::postgres::PgRow) -> Result<Self, sqlx::Error> {
                Ok(Self { $($field: sqlx::Row::try_get(row, stringify!($field))?,)* })
            }
        }
    };
}

/// A query of PostgreSQL as it is; in tests that look at plans, explained first.
#[cfg(not(feature = "testing"))]
macro_rules! watch {
    ($connection:ident, $query:expr) => {
        $query
    };
}

#[cfg(feature = "testing")]
macro_rules! watch {
    ($connection:ident, $query:expr) => {
        $crate::db::plans::postgres(&mut *$connection, $query).await
    };
}

/// Runs a block once per database; `$query` is the typed query in it.
macro_rules! on {
    ($on:expr, query_as $row:ty, $sql:expr, [$($bind:expr),*], $finish:ident) => {{
        let mut connection = $on.connection().await?;
        match connection.backend() {
            $crate::db::Backend::Sqlite(connection) => $crate::db::sqlite::$finish(connection, $sql, &[$(&$bind),*]),
            $crate::db::Backend::Postgres(connection) => {
                $crate::db::watch!(connection, sqlx::query_as::<sqlx::Postgres, $row>($sql)$(.bind($bind))*).$finish(connection).await.map_err($crate::Error::from)
            }
        }
    }};
}

/// All rows of a statement: `Result<Vec<Row>>`.
macro_rules! fetch_all {
    ($on:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => { $crate::db::on!($on, query_as $row, $sql, [$($bind),*], fetch_all) };
}

/// The one row a statement always gives: `Result<Row>`.
macro_rules! fetch_one {
    ($on:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => { $crate::db::on!($on, query_as $row, $sql, [$($bind),*], fetch_one) };
}

/// The row of a statement, if any: `Result<Option<Row>>`.
macro_rules! fetch_optional {
    ($on:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => { $crate::db::on!($on, query_as $row, $sql, [$($bind),*], fetch_optional) };
}

/// Runs a statement that gives no rows: `Result<u64>`, the number of rows it touched.
macro_rules! execute {
    ($on:expr, $sql:expr $(, $bind:expr)* $(,)?) => {{
        let mut connection = $on.connection().await?;
        match connection.backend() {
            $crate::db::Backend::Sqlite(connection) => $crate::db::sqlite::execute(connection, $sql, &[$(&$bind),*]),
            $crate::db::Backend::Postgres(connection) => {
                let done = sqlx::query::<sqlx::Postgres>($sql)$(.bind($bind))*.execute(connection).await;
                done.map(|done| done.rows_affected()).map_err($crate::Error::from)
            }
        }
    }};
}

/// All rows of a statement put together at run time: the block pushes onto a `QueryBuilder`. `Result<Vec<Row>>`.
///
/// With `fixed` before the block PostgreSQL keeps the statement: for those whose text there is the same whatever the number of rows, thanks to
/// [`Rows::push_ids`] and [`Rows::push_table`].
macro_rules! build_all {
    ($on:expr, $row:ty, |$query:ident| $body:block) => { $crate::db::build_all!($on, $row, kept false, |$query| $body) };
    ($on:expr, $row:ty, fixed |$query:ident| $body:block) => { $crate::db::build_all!($on, $row, kept true, |$query| $body) };
    ($on:expr, $row:ty, kept $kept:literal, |$query:ident| $body:block) => {{
        let mut connection = $on.connection().await?;
        match connection.backend() {
            $crate::db::Backend::Sqlite(connection) => {
                let mut $query = $crate::db::Statement::default();
                $body
                $query.fetch_all::<$row>(connection)
            }
            $crate::db::Backend::Postgres(connection) => {
                let mut $query = sqlx::QueryBuilder::<sqlx::Postgres>::new("");
                $body
                $crate::db::watch!(connection, $query.build_query_as::<$row>().persistent($kept)).fetch_all(connection).await.map_err($crate::Error::from)
            }
        }
    }};
}

/// Runs a statement put together at run time: `Result<u64>`, the number of rows it touched.
macro_rules! build_execute {
    ($on:expr, |$query:ident| $body:block) => { $crate::db::build_execute!($on, kept false, |$query| $body) };
    ($on:expr, fixed |$query:ident| $body:block) => { $crate::db::build_execute!($on, kept true, |$query| $body) };
    ($on:expr, kept $kept:literal, |$query:ident| $body:block) => {{
        let mut connection = $on.connection().await?;
        match connection.backend() {
            $crate::db::Backend::Sqlite(connection) => {
                let mut $query = $crate::db::Statement::default();
                $body
                $query.execute(connection)
            }
            $crate::db::Backend::Postgres(connection) => {
                let mut $query = sqlx::QueryBuilder::<sqlx::Postgres>::new("");
                $body
                let done = $query.build().persistent($kept).execute(connection).await;
                done.map(|done| done.rows_affected()).map_err($crate::Error::from)
            }
        }
    }};
}

pub(crate) use {build_all, build_execute, execute, fetch_all, fetch_one, fetch_optional, on, row, watch};
