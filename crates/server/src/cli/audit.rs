//! `prismwa audit verify`: computes the audit log's chains again, and names the first entry that is not as it was written.

use std::process::ExitCode;

use app::views::AuditChainView;
use clap::{Args, Subcommand};
use model::WorkspaceId;
use store::Store;

use super::output::say;
use crate::boot;
use crate::config::Config;

/// The audit log.
#[derive(Debug, Subcommand)]
pub(super) enum Audit {
    /// Check that no entry was changed, removed or added.
    Verify(Verify),
}

/// Which logs to check.
#[derive(Debug, Args)]
pub(super) struct Verify {
    /// Only this workspace (`ws_…`); all of them when absent.
    #[arg(long, value_name = "ID")]
    workspace: Option<WorkspaceId>,
}

impl Audit {
    pub(super) async fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let Self::Verify(verify) = self;
        let store = boot::open_existing(config).await?;
        let intact = verify.run(&store).await;
        store.close().await;
        Ok(if intact? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

impl Verify {
    async fn run(&self, store: &Store) -> anyhow::Result<bool> {
        let workspaces = match self.workspace {
            Some(workspace) => vec![workspace],
            None => store.system().list_workspace_ids().await?,
        };
        let mut intact = true;
        for id in workspaces {
            let chain = AuditChainView::from(store.workspace(id).verify_audit().await?);
            intact &= chain.intact;
            say(&line(id, &chain));
        }
        Ok(intact)
    }
}

fn line(id: WorkspaceId, chain: &AuditChainView) -> String {
    let head = format!("{} entries checked, head {} {}", chain.checked, chain.head_seq, chain.head_hash);
    let older = match chain.unchained {
        0 => String::new(),
        count => format!(", {count} entries are older than the chain"),
    };
    match &chain.broken {
        None => format!("{id}  intact: {head}{older}"),
        Some(broken) => {
            let entry = broken.entry_id.map_or_else(|| "no entry".to_owned(), |entry| entry.to_string());
            format!("{id}  BROKEN at number {} ({entry}): {}; {head}{older}", broken.seq, broken.kind)
        }
    }
}
