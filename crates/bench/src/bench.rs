//! The measurements, and what they share: how many rounds, for how long.

pub(crate) mod exchanges;
pub(crate) mod functions;
pub(crate) mod ingest;
pub(crate) mod pipeline;
pub(crate) mod start;

use clap::Args;

/// What every measurement takes.
#[derive(Debug, Clone, Args)]
pub(crate) struct Options {
    /// Times everything is measured; the middle counts.
    #[arg(long, default_value_t = 3)]
    pub(crate) rounds: usize,
    /// Seconds of load in each round.
    #[arg(long, default_value_t = 6)]
    pub(crate) seconds: u64,
    /// Only this database.
    #[arg(long)]
    pub(crate) database: Option<crate::database::Kind>,
}

impl Options {
    /// The databases to measure.
    pub(crate) fn databases(&self) -> Vec<crate::database::Kind> {
        use crate::database::Kind;
        self.database.map_or_else(|| vec![Kind::Sqlite, Kind::Postgres], |only| vec![only])
    }
}
