//! The command line. Every failure is one line that says what to do, and a non-zero exit.

mod archive;
mod audit;
mod backup;
mod demo;
mod docs;
mod doctor;
mod flow;
mod function_worker;
mod migrate;
mod openapi;
mod output;
mod postgres;
mod restore;
mod serve;
mod simulate;
mod thumbnail;
mod user;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Config, Environment};

/// A console for WhatsApp Business teams: shared inbox, automation, one binary.
#[derive(Debug, Parser)]
#[command(name = "prismwa", version, about, disable_help_subcommand = true, arg_required_else_help = true)]
struct Cli {
    /// The configuration file; without it, defaults and PRISMWA_<SECTION>__<KEY> variables.
    #[arg(long, env = "PRISMWA_CONFIG", global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server.
    Serve(serve::Serve),
    /// Run a demo with made-up customers on a simulated WhatsApp; needs no Meta account.
    Demo(demo::Demo),
    /// Bring the database up to this version.
    Migrate(migrate::Migrate),
    /// Check everything the server needs, and say how to mend what is wrong.
    Doctor(doctor::Doctor),
    /// Copy the database and the media into one file, also while the server runs.
    Backup(backup::Backup),
    /// Put a backup in place, with nothing of it sent by itself.
    Restore(restore::Restore),
    /// Run only the simulator: a pretend Meta for trying out any bot.
    Simulate(simulate::Simulate),
    /// Check and test flows that are kept as files.
    #[command(subcommand)]
    Flow(flow::Flow),
    /// Check the audit log.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Add, list and shut accounts.
    #[command(subcommand)]
    User(user::User),
    /// Make a small copy of the picture on standard input. The server runs it; it locks itself up.
    #[command(hide = true)]
    Thumbnail(thumbnail::Thumbnail),
    /// Run functions that come in by standard input. The server runs it; it locks itself up.
    #[command(hide = true)]
    FunctionWorker(function_worker::FunctionWorker),
    /// Print the OpenAPI document.
    Openapi(openapi::Openapi),
    /// Print a reference page that is made from the code.
    #[command(subcommand, hide = true)]
    Docs(docs::Docs),
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Command::Thumbnail(thumbnail) = &cli.command {
        return thumbnail.run();
    }
    if let Command::FunctionWorker(worker) = &cli.command {
        return worker.run();
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&anyhow::anyhow!("cannot start threads: {error}")),
    };
    match runtime.block_on(run(cli)) {
        Ok(code) => code,
        Err(error) => failed(&error),
    }
}

async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let file = cli.config.as_deref();
    let environment = Environment::of_process();
    // The doctor explains broken settings instead of failing over them; some commands need none.
    match cli.command {
        Command::Doctor(doctor) => return doctor.run(Config::load(file, &environment)).await,
        Command::Docs(docs) => return Ok(docs.run()),
        Command::Flow(flow) => return flow.run(),
        Command::Openapi(openapi) => return openapi.run(),
        Command::Simulate(simulate) => return simulate.run().await,
        _ => {}
    }
    let config = Config::load(file, &environment).map_err(|error| anyhow::anyhow!("configuration: {error}"))?;
    match cli.command {
        Command::Serve(serve) => serve.run(config).await,
        Command::Demo(demo) => demo.run(config).await,
        Command::Migrate(migrate) => migrate.run(&config).await,
        Command::Backup(backup) => backup.run(&config).await,
        Command::Restore(restore) => restore.run(&config).await,
        Command::Audit(audit) => audit.run(&config).await,
        Command::User(user) => user.run(&config).await,
        Command::Docs(_)
        | Command::Doctor(_)
        | Command::Flow(_)
        | Command::FunctionWorker(_)
        | Command::Openapi(_)
        | Command::Simulate(_)
        | Command::Thumbnail(_) => {
            unreachable!("answered above")
        }
    }
}

/// One line, whatever the causes.
fn failed(error: &anyhow::Error) -> ExitCode {
    let line = format!("{error:#}").replace('\n', " ");
    output::complain(&format!("prismwa: {line}"));
    ExitCode::FAILURE
}
