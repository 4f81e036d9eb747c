//! What the clock does to what forms brought: deletes what is older than its workspace keeps it.

use std::time::Duration;

use model::settings::MAX_KEEP_EXCHANGE_DAYS;
use model::{Timestamp, WorkspaceId};

use super::WaFlows;
use crate::{Result, announce};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Rows in one transaction, so that the writer is never held up for long.
const ROWS: i64 = 200;

impl WaFlows<'_> {
    /// Carries out every workspace's rule, a few rows at a time. What is older than a month goes for all of them elsewhere.
    pub async fn clean(&self) -> Result<()> {
        let now = self.0.now();
        for limits in self.0.store().system().form_limits().await? {
            if limits.submission_days > 0 {
                let before = now - DAY * u32::from(limits.submission_days);
                while !self.0.is_stopping() && self.delete_submissions(limits.workspace_id, before, limits.submission_days).await? {}
            }
            if limits.exchange_days < MAX_KEEP_EXCHANGE_DAYS {
                let before = now - DAY * u32::from(limits.exchange_days);
                while !self.0.is_stopping() && self.delete_exchanges(limits.workspace_id, before).await? {}
            }
        }
        Ok(())
    }

    async fn delete_submissions(&self, workspace_id: WorkspaceId, before: Timestamp, days: u16) -> Result<bool> {
        let why = format!("This workspace keeps what forms brought for {days} days.");
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(workspace_id);
        let messages = workspace.delete_old_submissions(before, &why, ROWS).await?;
        if !messages.is_empty() {
            announce::messages(&mut workspace, &[], &messages).await?;
        }
        tx.commit().await?;
        Ok(!messages.is_empty())
    }

    async fn delete_exchanges(&self, workspace_id: WorkspaceId, before: Timestamp) -> Result<bool> {
        let mut tx = self.0.store().begin().await?;
        let deleted = tx.workspace(workspace_id).delete_flow_exchanges_before(before, ROWS).await?;
        tx.commit().await?;
        Ok(deleted > 0)
    }
}
