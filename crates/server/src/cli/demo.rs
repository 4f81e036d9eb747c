//! `prismwa demo`: a server with made-up customers on a simulated WhatsApp.

use std::process::ExitCode;

use clap::Args;

use crate::config::Config;

/// Run a demo with made-up customers.
#[derive(Debug, Default, Args)]
pub(super) struct Demo {}

impl Demo {
    pub(super) async fn run(self, _config: Config) -> anyhow::Result<ExitCode> {
        anyhow::bail!("the demo is not here yet")
    }
}
