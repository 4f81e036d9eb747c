//! `prismwa openapi`: prints the document that `/api/openapi.json` serves.

use std::process::ExitCode;

use clap::Args;

use super::output::say;

/// Print the OpenAPI document.
#[derive(Debug, Args)]
pub(super) struct Openapi {}

impl Openapi {
    #[expect(clippy::unused_self, reason = "every command is run alike")]
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        say(&serde_json::to_string_pretty(&crate::router::document())?);
        Ok(ExitCode::SUCCESS)
    }
}
