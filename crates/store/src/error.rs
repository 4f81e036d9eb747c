//! What can go wrong in the store, in words the caller can act on.

use std::path::PathBuf;

/// Why the store did not do it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The named thing does not exist in this workspace (or belongs to another).
    #[error("{0} not found")]
    NotFound(&'static str),
    /// A row with the same unique key exists; the text names the constraint or columns.
    #[error("already exists: {0}")]
    Duplicate(String),
    /// The row was changed by somebody else since it was read.
    #[error("{0} was changed by somebody else meanwhile; read it again")]
    VersionMismatch(&'static str),
    /// The row was merged into another or deleted while this transaction waited for it: look it up again.
    #[error("{0} was merged or deleted meanwhile; look it up again")]
    Gone(&'static str),
    /// The worker's lease ended and another one has the work: drop it.
    #[error("the lease on {0} was taken over by another worker")]
    StaleLease(&'static str),
    /// A cursor that this list did not give out.
    #[error("not a cursor of this list; start again without one")]
    InvalidCursor,
    /// The secrets in this database were sealed with another master key.
    #[error(
        "the master key does not open this database: it was made with another key. Start with the key used before, or restore the database that belongs to this key"
    )]
    WrongMasterKey,
    /// A master key that is not 32 bytes.
    #[error("a master key is 32 bytes, written as 64 hexadecimal digits or base64; make one with `openssl rand -hex 32`")]
    InvalidMasterKey,
    /// A sealed value that does not open: damaged, or copied from another row.
    #[error("the secret in {0} does not open: it is damaged or was copied from another row")]
    Unseal(&'static str),
    /// The database was migrated by a later PrismWA.
    #[error(
        "the database has schema {found}, newer than {known} that this version knows; start the newer PrismWA, or restore the backup made before the upgrade"
    )]
    NewerSchema {
        /// The latest migration applied to the database.
        found: i64,
        /// The latest migration this program has.
        known: i64,
    },
    /// Migrations are missing.
    #[error("the database has schema {found}, older than {known}; run `prismwa migrate` first")]
    NotMigrated {
        /// The latest migration applied to the database; 0 when it is empty.
        found: i64,
        /// The latest migration this program has.
        known: i64,
    },
    /// The database address is not one of ours.
    #[error("not a database address: {0}. Write sqlite:///path/to/prismwa.db or postgres://user:password@host/name")]
    InvalidUrl(String),
    /// A stored value that this program does not understand.
    #[error("unexpected value in {column}: {detail}")]
    Corrupt {
        /// Table and column.
        column: &'static str,
        /// What is odd about it; never the value of a secret.
        detail: String,
    },
    /// The copy made before migrating could not be written.
    #[error("cannot write the backup {path}: {source}")]
    Backup {
        /// Where it should have gone.
        path: PathBuf,
        /// Why not.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A migration failed; on PostgreSQL and SQLite it was rolled back.
    #[error("migration failed: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// PostgreSQL said no, or is not there; or no connection came free in time.
    #[error("database: {0}")]
    Database(sqlx::Error),
    /// SQLite said no.
    #[error("database: {0}")]
    Sqlite(rusqlite::Error),
    /// The disk failed to keep a commit. Nothing is written any more, and the process must end: only a fresh start reads what is really there.
    #[error("the disk failed while the database was written ({0}): check the disk, then start again; what was not acknowledged comes again")]
    DiskFailed(String),
    /// A value that cannot be written as JSON.
    #[error("cannot write as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The test database could not be prepared; the text says what to install or set.
    #[cfg(feature = "testing")]
    #[error("{0}")]
    Testing(String),
}

/// What store functions return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Is it a unique key that exists already?
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Duplicate(_))
    }

    /// Is there no room left on the disk? (SQLite: full, or no room for the index of its log. PostgreSQL: disk full.)
    #[must_use]
    pub fn is_disk_full(&self) -> bool {
        matches!(self.code().as_deref(), Some("13" | "4874" | "53100"))
    }

    /// Did the disk fail to keep what was written, so that nothing that SQLite holds in memory can be trusted to be on it? (Writing, syncing, truncating,
    /// syncing a directory. PostgreSQL ends itself in this case.)
    pub(crate) fn is_disk_failure(&self) -> bool {
        matches!(self.code().as_deref(), Some("778" | "1034" | "1290" | "1546"))
    }

    fn code(&self) -> Option<std::borrow::Cow<'_, str>> {
        match self {
            Self::Database(sqlx::Error::Database(error)) => error.code(),
            Self::Sqlite(rusqlite::Error::SqliteFailure(error, _)) => Some(error.extended_code.to_string().into()),
            _ => None,
        }
    }

    /// May the same work succeed when tried again soon, since it was the database's state and not the work? (Deadlock, serialization, lost connection, busy,
    /// a full disk, a row that went away.)
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::DiskFailed(_) | Self::Gone(_) => true,
            Self::Database(sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::WorkerCrashed | sqlx::Error::PoolClosed) => true,
            _ => {
                let code = self.code();
                let passing = ["40001", "40P01", "55P03", "57P01", "57P03", "53300", "5", "6", "261", "517"];
                self.is_disk_full() || code.is_some_and(|code| passing.contains(&&*code))
            }
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(inner) if inner.is_unique_violation() => {
                Self::Duplicate(inner.constraint().map_or_else(|| inner.message().to_owned(), str::to_owned))
            }
            _ => Self::Database(error),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};
        match error {
            rusqlite::Error::SqliteFailure(inner, Some(words))
                if matches!(inner.extended_code, SQLITE_CONSTRAINT_PRIMARYKEY | SQLITE_CONSTRAINT_UNIQUE) =>
            {
                Self::Duplicate(words)
            }
            error => Self::Sqlite(error),
        }
    }
}
