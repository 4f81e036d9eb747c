//! How long a start takes, and how much memory the process holds at rest.

use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::json;

use super::Options;
use crate::child::Recipe;
use crate::database::Kind;
use crate::figures::{self, median};

/// How long it is left alone before its memory is read.
const REST: Duration = Duration::from_secs(3);

/// First starts (the schema is made) and later ones, on each database.
#[expect(clippy::print_stdout, reason = "the table is the result")]
pub(crate) async fn run(options: &Options) -> Result<()> {
    let mut rows = vec![["", "first start", "later start", "memory at rest"].map(str::to_owned).to_vec()];
    let mut kept = Vec::new();
    for kind in options.databases() {
        let (mut first, mut later, mut memory) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..options.rounds.max(3) {
            let folder = tempfile::Builder::new().prefix("prismwa-bench-").tempdir()?;
            let recipe = Recipe::new(folder.path(), kind.create(folder.path()).await?)?;
            if kind == Kind::Postgres {
                // There an operator makes the schema, so that nodes never do it side by side.
                recipe.migrate()?;
            }
            let (server, took) = recipe.start().await?;
            first.push(took.as_secs_f64() * 1000.0);
            server.kill()?;
            let (server, took) = recipe.start().await?;
            later.push(took.as_secs_f64() * 1000.0);
            tokio::time::sleep(REST).await;
            memory.push(server.resident_mib().context("reading memory")?);
        }
        rows.push(vec![
            kind.name().to_owned(),
            format!("{:.0} ms", median(&first)),
            format!("{:.0} ms", median(&later)),
            format!("{:.0} MiB", median(&memory)),
        ]);
        kept.push(json!({ "database": kind.name(), "first_start_ms": first, "later_start_ms": later, "resident_mib": memory }));
    }
    println!("{}", figures::table(&rows));
    println!("kept in {}", figures::keep("start", &json!({ "runs": kept }))?.display());
    Ok(())
}
