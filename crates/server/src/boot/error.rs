//! Why the process cannot start: one line that says what to do.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use crate::config;
use crate::disk::words;

/// Why the process cannot start or go on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Settings that cannot be used.
    #[error("configuration: {0}")]
    Config(#[from] config::Error),
    /// PostgreSQL and no key.
    #[error("no master key: set secrets.master_key_file (or PRISMWA_SECRETS__MASTER_KEY); `openssl rand -hex 32` makes one")]
    NoMasterKey,
    /// The key file of an existing database is gone.
    #[error(
        "the key file {} is missing, but the database {} exists: put the key file back; without it no stored token can be read",
        path.display(),
        database.display()
    )]
    KeyFileMissing {
        /// Where it should be.
        path: PathBuf,
        /// The database it belongs to.
        database: PathBuf,
    },
    /// The key file cannot be read or written.
    #[error("key file {}: {why}", path.display())]
    KeyFile {
        /// Which.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// A directory that cannot be made or written.
    #[error("cannot write in {}: {why}", path.display())]
    Directory {
        /// Which.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The media store cannot be opened.
    #[error("the media store (settings media.…): {0}")]
    Media(String),
    /// There is no database.
    #[error("there is no database at {}: `prismwa serve` or `prismwa migrate` makes one; or set database.url", .0.display())]
    NoDatabase(PathBuf),
    /// Another process works on the database.
    #[error("another PrismWA is working on the database {}: stop it first", .0.display())]
    InUse(PathBuf),
    /// The database says no.
    #[error("{0}")]
    Store(String),
    /// The address to listen on cannot be had.
    #[error("cannot listen on {address} ({setting}): {why}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// The setting it comes from.
        setting: &'static str,
        /// Why, and what to do.
        why: String,
    },
    /// The client of the Graph API cannot be made.
    #[error("graph.base_url: {0}")]
    Graph(String),
    /// Something in the app.
    #[error("{0}")]
    App(#[from] app::Error),
}

impl Error {
    pub(super) fn directory(path: &Path, error: &io::Error) -> Self {
        Self::Directory {
            path: path.to_owned(),
            why: words(error),
        }
    }

    pub(super) fn listen(address: SocketAddr, setting: &'static str, error: &io::Error) -> Self {
        let why = match error.kind() {
            io::ErrorKind::AddrInUse => "the port is taken; stop the program that has it, or choose another port".to_owned(),
            io::ErrorKind::AddrNotAvailable => "this machine has no such address; use 127.0.0.1 or 0.0.0.0".to_owned(),
            io::ErrorKind::PermissionDenied => "ports below 1024 need privileges; choose a higher one".to_owned(),
            _ => error.to_string(),
        };
        Self::Listen { address, setting, why }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::from_store(&error)
    }
}

impl Error {
    /// What the database says, in a line that says what to do.
    #[must_use]
    pub fn from_store(error: &store::Error) -> Self {
        let text = error.to_string().replace('\n', " ");
        // SQLite says these in its own way; the numbers are its result codes.
        let line = if text.contains("database is locked") || text.contains("(code: 5)") {
            "the database is locked by another program: close it, then start again".to_owned()
        } else if text.contains("disk is full") || text.contains("(code: 13)") {
            "the disk is full: free some space and start again".to_owned()
        } else if text.contains("file is not a database") || text.contains("(code: 26)") {
            "the database file is not a SQLite database: check database.url".to_owned()
        } else if text.contains("malformed") || text.contains("(code: 11)") {
            "the database file is damaged: restore the last backup with `prismwa restore <file>`".to_owned()
        } else if text.contains("unable to open database file") || text.contains("(code: 14)") {
            "the database file cannot be opened: its directory must exist, and the user PrismWA runs as must be allowed to write there".to_owned()
        } else if text.contains("readonly database") || text.contains("(code: 8)") {
            "the database file may not be written: give the user PrismWA runs as the right to write it".to_owned()
        } else if text.contains("Connection refused") || text.contains("failed to lookup") || text.contains("pool timed out") {
            format!("the database server does not answer ({text}): check database.url and that it runs")
        } else {
            text
        };
        Self::Store(line)
    }
}
