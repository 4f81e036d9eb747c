//! Measures PrismWA and tries to break its promises, from outside: a child process of the real binary, real HTTP, real sockets, kill -9.

#![expect(
    clippy::disallowed_methods,
    reason = "a load generator paces itself, and waits for a child process that tells nobody when it is ready"
)]

mod bare;
mod bench;
mod bodies;
mod child;
mod database;
mod figures;
mod http;
mod load;
mod prove;
mod rig;
mod socket;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Start it through `cargo xtask bench` or `cargo xtask prove`, which build what it needs.
#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measure; without a name everything.
    Bench {
        /// What to measure.
        what: Vec<Bench>,
        #[command(flatten)]
        options: bench::Options,
    },
    /// Try to break it; without a name everything.
    Prove {
        /// Which proofs.
        what: Vec<Proof>,
        #[command(flatten)]
        options: prove::Options,
    },
    /// The server that measurements are compared with.
    #[command(hide = true)]
    Bare,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Bench {
    Ingest,
    Pipeline,
    Start,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Proof {
    Kills,
    Deliveries,
}

#[tokio::main]
async fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Bench { what, options } => {
            for bench in chosen(&what, &[Bench::Start, Bench::Ingest, Bench::Pipeline]) {
                match bench {
                    Bench::Ingest => bench::ingest::run(&options).await?,
                    Bench::Pipeline => bench::pipeline::run(&options).await?,
                    Bench::Start => bench::start::run(&options).await?,
                }
            }
        }
        Command::Prove { what, options } => {
            for proof in chosen(&what, &[Proof::Deliveries, Proof::Kills]) {
                match proof {
                    Proof::Deliveries => prove::deliveries::run(&options).await?,
                    Proof::Kills => prove::kills::run(&options).await?,
                }
            }
        }
        Command::Bare => bare::serve().await?,
    }
    Ok(())
}

fn chosen<T: Copy>(named: &[T], all: &[T]) -> Vec<T> {
    if named.is_empty() { all.to_vec() } else { named.to_vec() }
}
