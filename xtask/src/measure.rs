//! `cargo xtask bench` and `cargo xtask prove`: build the release binary and let `prismwa-bench` drive it.

use std::process::Command;

use anyhow::{Result, bail};
use throwaway_postgres::{Durability, Server};

use crate::args::Args;
use crate::needs::{self, Need};
use crate::postgres;
use crate::root::{cargo, root, target};

/// Figures.
pub fn bench(args: Args) -> Result<()> {
    drive("bench", args)
}

/// Promises.
pub fn prove(args: Args) -> Result<()> {
    drive("prove", args)
}

fn drive(chore: &str, mut args: Args) -> Result<()> {
    // `--debug` measures nothing worth telling, but finds mistakes in the drivers sooner.
    let debug = args.flag("--debug");
    let profile: &[&str] = if debug { &[] } else { &["--release"] };
    if !cargo()
        .args(["build", "--package", "server", "--package", "prismwa-bench", "--bins"])
        .args(profile)
        .status()?
        .success()
    {
        bail!("the build failed; the messages are above");
    }
    let folder = target().join(if debug { "debug" } else { "release" });
    let mut driver = Command::new(folder.join("prismwa-bench"));
    driver.arg(chore).args(args.rest()).current_dir(root());
    driver
        .env("PRISMWA_BIN", folder.join("prismwa"))
        .env("PRISMWA_BENCH_DIR", target().join("bench"));
    needs::meet(&[Need::Postgres])?;
    let server = Server::start(Durability::On)?;
    driver.env(postgres::VARIABLE, server.url("postgres"));
    if !driver.status()?.success() {
        bail!("{chore} failed; what it found is above");
    }
    Ok(())
}
