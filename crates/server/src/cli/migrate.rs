//! `prismwa migrate`: brings the database up to this version.

use std::process::ExitCode;

use clap::Args;

use super::output::say;
use crate::boot::{self, key};
use crate::config::Config;

/// Bring the database up to this version.
#[derive(Debug, Args)]
pub(super) struct Migrate {}

impl Migrate {
    pub(super) async fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        if let Some(parent) = config
            .database
            .sqlite_path()
            .as_deref()
            .and_then(std::path::Path::parent)
            .filter(|path| !path.as_os_str().is_empty())
        {
            std::fs::create_dir_all(parent).map_err(|error| anyhow::anyhow!("cannot make {}: {}", parent.display(), boot::words(&error)))?;
        }
        let _lock = config.database.sqlite_path().map(|path| boot::lock::Lock::take(&path)).transpose()?;
        let master_key = key::find(config, key::Missing::Make)?;
        let report = store::migrate(&boot::store_config(config, master_key)).await.map_err(boot::Error::from)?;
        if report.from == report.to {
            say(&format!("The database is up to date (schema {}).", report.to));
        } else {
            say(&format!("The database schema is now {} (was {}).", report.to, report.from));
        }
        if let Some(backup) = report.backup {
            say(&format!("The database before the change is kept in {}.", backup.display()));
        }
        Ok(ExitCode::SUCCESS)
    }
}
