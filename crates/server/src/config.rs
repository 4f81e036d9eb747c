//! Settings: `prismwa.default.toml` < the operator's file < `PRISMWA_<SECTION>__<KEY>` variables, checked before anything starts.

pub mod auth;
pub mod bus;
pub mod database;
pub mod egress;
pub mod functions;
pub mod graph;
pub mod ingest;
mod layers;
pub mod log;
pub mod media;
pub mod metrics;
pub mod outbound;
pub mod secret;
pub mod secrets;
pub mod server;
pub mod simulator;
pub mod web;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use self::layers::Environment;
pub use self::secret::Secret;

/// The commented defaults, for `prismwa doctor` and for people.
pub const DEFAULTS: &str = include_str!("../../../prismwa.default.toml");

/// Every setting of one process.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// HTTP.
    pub server: server::Server,
    /// The database.
    pub database: database::Database,
    /// What nodes talk over.
    pub bus: bus::Bus,
    /// The master key.
    pub secrets: secrets::Secrets,
    /// Meta's Graph API.
    pub graph: graph::Graph,
    /// What may be reached where somebody typed the address.
    pub egress: egress::Egress,
    /// JavaScript of the teams' own.
    pub functions: functions::Functions,
    /// Files of conversations.
    pub media: media::Media,
    /// Webhook budgets.
    pub ingest: ingest::Ingest,
    /// The outbox.
    pub outbound: outbound::Outbound,
    /// Sign-in.
    pub auth: auth::Auth,
    /// The pretend Meta.
    pub simulator: simulator::Simulator,
    /// Prometheus.
    pub metrics: metrics::Metrics,
    /// The log.
    pub log: log::Log,
    /// The web app.
    pub web: web::Web,
}

/// One wrong setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// `section.key`.
    pub key: &'static str,
    /// What is wrong and what would be right.
    pub why: String,
}

impl Problem {
    fn new(key: &'static str, why: impl Into<String>) -> Self {
        Self { key, why: why.into() }
    }
}

/// Why the settings cannot be used; the text is one line that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The named file cannot be read.
    #[error("cannot read the configuration file {}: {source}", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not TOML, or names an unknown or ill-typed key.
    #[error("{}, line {line}: {message}", path.display())]
    InFile {
        /// Which file.
        path: PathBuf,
        /// Which line, from 1.
        line: usize,
        /// What is wrong there.
        message: String,
    },
    /// A variable names an unknown key or has an ill-typed value.
    #[error("environment variable {name}: {message}")]
    InVariable {
        /// Which variable.
        name: String,
        /// What is wrong with it.
        message: String,
    },
    /// Settings that are well formed but cannot work.
    #[error("{}", .0.iter().map(|problem| format!("{}: {}", problem.key, problem.why)).collect::<Vec<_>>().join("; "))]
    Invalid(Vec<Problem>),
    /// A `…_file` that cannot be read.
    #[error("{key} names {}, which cannot be read: {source}", path.display())]
    SecretFile {
        /// `section.key`.
        key: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl Config {
    /// Reads the settings: defaults, then `file`, then `environment`; then reads secret files and checks every value.
    pub fn load(file: Option<&Path>, environment: &Environment) -> Result<Self, Error> {
        let mut config = layers::merge(file, environment)?;
        config.read_secret_files()?;
        config.check()?;
        Ok(config)
    }

    /// Are all values possible?
    pub fn check(&self) -> Result<(), Error> {
        let mut problems = Vec::new();
        self.server.check(&mut problems);
        self.database.check(&mut problems);
        self.bus.check(self.database.sqlite_path().is_some(), &mut problems);
        self.secrets.check(&mut problems);
        self.graph.check(&mut problems);
        self.egress.check(&mut problems);
        self.functions.check(&mut problems);
        self.media.check(&mut problems);
        self.ingest.check(&mut problems);
        self.outbound.check(&mut problems);
        self.auth.check(&mut problems);
        self.metrics.check(&mut problems);
        self.log.check(&mut problems);
        if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
    }

    fn read_secret_files(&mut self) -> Result<(), Error> {
        if let Some(path) = &self.database.url_file {
            self.database.url = secret::read_file("database.url_file", path)?;
        }
        if let Some(path) = &self.bus.redis_url_file {
            self.bus.redis_url = Some(secret::read_file("bus.redis_url_file", path)?);
        }
        if let Some(path) = &self.media.s3_secret_access_key_file {
            self.media.s3_secret_access_key = Some(secret::read_file("media.s3_secret_access_key_file", path)?);
        }
        if let Some(path) = &self.secrets.master_key_file {
            self.secrets.master_key = Some(secret::read_file("secrets.master_key_file", path)?);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
