//! `prismwa docs …`: the reference pages that are made from the code, as Markdown.

mod errors;
mod event_types;
mod events;
mod permissions;

use std::process::ExitCode;

use clap::Subcommand;

use super::output::say;

/// A reference page.
#[derive(Debug, Clone, Copy, Subcommand)]
pub(super) enum Docs {
    /// Every problem code, when it happens and what to do.
    Errors,
    /// Every realtime event and what it carries.
    Events,
    /// The names of realtime events, as TypeScript.
    EventTypes,
    /// The kinds of nodes and triggers of flows, their forms and exits, as TypeScript.
    NodeCatalog,
    /// Every permission, who holds it and which operations ask for it.
    Permissions,
}

impl Docs {
    pub(super) fn run(self) -> ExitCode {
        let page = match self {
            Self::Errors => errors::page(),
            Self::Events => events::page(),
            Self::EventTypes => event_types::module(),
            Self::NodeCatalog => app::flows::catalog_module(),
            Self::Permissions => permissions::page(),
        };
        say(page.trim_end());
        ExitCode::SUCCESS
    }
}

/// A table row; what would end a cell is escaped.
fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect();
    format!("| {} |\n", cells.join(" | "))
}
