//! What admins see of background work, and how they start again what was given up.

use std::collections::HashMap;

use model::{ImportId, JobId, WorkspaceId};
use serde_json::json;
use store::{JobFilter, Limit, Page};

use super::cancel::can_be_cancelled;
use crate::views::{JobProgress, JobView};
use crate::{Actor, App, Error, Result};

/// What background work can be asked.
pub struct Jobs<'a>(pub(super) &'a App);

impl App {
    /// Background work.
    #[must_use]
    pub fn background_jobs(&self) -> Jobs<'_> {
        Jobs(self)
    }
}

impl Jobs<'_> {
    /// The jobs of a workspace, the latest first.
    pub async fn list(&self, workspace: WorkspaceId, filter: JobFilter<'_>, limit: Limit, cursor: Option<&str>) -> Result<Page<JobView>> {
        let page = self.0.store().workspace(workspace).list_jobs(filter, limit, cursor).await?;
        let mut page = page.map(JobView::from);
        self.add_progress(workspace, &mut page.data).await?;
        Ok(page)
    }

    /// One job.
    pub async fn get(&self, workspace: WorkspaceId, id: JobId) -> Result<JobView> {
        let mut job = JobView::from(self.0.store().workspace(workspace).get_job(id).await?);
        self.add_progress(workspace, std::slice::from_mut(&mut job)).await?;
        Ok(job)
    }

    /// Starts a job again that was given up, from its first try.
    pub async fn retry(&self, actor: &Actor, id: JobId) -> Result<JobView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let job = workspace.get_job(id).await?;
        if !workspace.retry_job(id).await? {
            let says = "This job was not given up, or another one does the same by now.";
            return Err(Error::conflict("job.not_failed", says));
        }
        let detail = json!({ "kind": job.kind, "attempts": job.attempts });
        workspace.append_audit(&actor.audit("job.retried", "job", id, detail)).await?;
        tx.commit().await?;
        self.get(actor.workspace_id, id).await
    }

    async fn add_progress(&self, workspace: WorkspaceId, jobs: &mut [JobView]) -> Result<()> {
        for job in jobs.iter_mut() {
            job.can_cancel &= can_be_cancelled(&job.kind);
        }
        let imports: Vec<ImportId> = jobs.iter().filter_map(JobView::open_import).collect();
        if imports.is_empty() {
            return Ok(());
        }
        let counted = self.0.store().workspace(workspace).import_progress(&imports).await?;
        let counted: HashMap<ImportId, JobProgress> = counted
            .into_iter()
            .map(|(id, done, total)| (id, JobProgress { done, total: Some(total) }))
            .collect();
        for job in jobs {
            if let Some(progress) = job.open_import().and_then(|import| counted.get(&import)) {
                job.progress = Some(*progress);
            }
        }
        Ok(())
    }
}
