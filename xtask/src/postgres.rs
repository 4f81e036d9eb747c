//! A throw-away PostgreSQL for whatever the chore starts.

use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use throwaway_postgres::{Durability, Server};

use crate::args::Args;
use crate::needs::{self, Need};

/// Where tests and measurements look for the server.
pub const VARIABLE: &str = "PRISMWA_TEST_POSTGRES";

/// `cargo xtask postgres -- <command>`: the command, with a server to talk to.
pub fn run(args: Args) -> Result<()> {
    let words = args.rest();
    let words = words.strip_prefix(&["--".to_owned()]).unwrap_or(&words);
    let Some((program, rest)) = words.split_first() else {
        bail!("say what to run: cargo xtask postgres -- cargo test -p store");
    };
    needs::meet(&[Need::Postgres])?;
    let server = Server::start(Durability::Off)?;
    let status = Command::new(program).args(rest).env(VARIABLE, server.url("postgres")).status();
    let status = status.with_context(|| format!("cannot start {program}"))?;
    ensure!(status.success(), "{program} failed");
    Ok(())
}
