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
mod meta;
mod prove;
mod rig;
mod scale;
mod socket;

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand, ValueEnum as _};

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
    Exchanges,
    Functions,
    Ingest,
    Pipeline,
    Scale,
    Start,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Proof {
    Deliveries,
    Kills,
    Outbound,
    Poison,
    Power,
    Screens,
    Simulation,
    Stale,
    Statuses,
    Storm,
}

impl Proof {
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Bench { what, options } => {
            for bench in chosen(&what, &[Bench::Start, Bench::Ingest, Bench::Pipeline, Bench::Functions, Bench::Exchanges]) {
                match bench {
                    Bench::Exchanges => bench::exchanges::run(&options).await?,
                    Bench::Functions => bench::functions::run(&options).await?,
                    Bench::Ingest => bench::ingest::run(&options).await?,
                    Bench::Pipeline => bench::pipeline::run(&options).await?,
                    Bench::Scale => scale::run(&options).await?,
                    Bench::Start => bench::start::run(&options).await?,
                }
            }
        }
        Command::Prove { what, options } => {
            for proof in chosen(&what, Proof::value_variants()) {
                match proof {
                    Proof::Deliveries => prove::deliveries::run(&options).await,
                    Proof::Kills => prove::kills::run(&options).await,
                    Proof::Outbound => prove::outbound::run(&options).await,
                    Proof::Poison => prove::poison::run(&options).await,
                    Proof::Power => prove::power::run(&options).await,
                    Proof::Screens => prove::screens::run(&options).await,
                    Proof::Simulation => prove::simulation::run(&options),
                    Proof::Stale => prove::stale::run(&options).await,
                    Proof::Statuses => prove::statuses::run(&options).await,
                    Proof::Storm => prove::storm::run(&options).await,
                }
                .with_context(|| format!("repeat it with: cargo xtask prove {} --seed {}", proof.name(), options.seed))?;
            }
        }
        Command::Bare => bare::serve().await?,
    }
    Ok(())
}

fn chosen<T: Copy>(named: &[T], all: &[T]) -> Vec<T> {
    if named.is_empty() { all.to_vec() } else { named.to_vec() }
}
