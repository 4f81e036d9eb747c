//! Stopping background work: what waits ends at once, what runs at its next step, and what it worked on is told so in the same transaction.

use model::JobId;
use serde_json::json;
use store::WorkspaceTx;

use super::Jobs;
use crate::views::JobView;
use crate::{Actor, Error, Result, channels, conversations, imports, media, templates, wa_flows};

/// Why something was left half done, where the screens show it.
const SAYS: &str = "Somebody of your team stopped it.";

/// Kinds that leave something waiting for them: a snoozed conversation, a file that a bubble shows as on its way, a delivery with its own log.
const NEEDED: &[&str] = &[conversations::WAKE, media::DOWNLOAD, wa_flows::DELIVER, wa_flows::submission::FILE];

/// Can work of this kind be stopped?
pub(super) fn can_be_cancelled(kind: &str) -> bool {
    !NEEDED.contains(&kind)
}

impl Jobs<'_> {
    /// Stops a job that waits, or asks one that runs to stop at its next step: what it did until then stays.
    ///
    /// # Errors
    ///
    /// `job.not_cancellable` for a kind that something waits for, `job.ended` when there is nothing left to stop.
    pub async fn cancel(&self, actor: &Actor, id: JobId) -> Result<JobView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let job = workspace.get_job(id).await?;
        if !can_be_cancelled(&job.kind) {
            let says = "Something waits for this work, so it cannot be stopped by itself.";
            return Err(Error::conflict("job.not_cancellable", says));
        }
        let Some(state) = workspace.cancel_job(id).await? else {
            return Err(Error::conflict("job.ended", "This job has ended already."));
        };
        if state != "running" {
            settle(&mut workspace, &job.kind, &job.payload).await?;
        }
        let detail = json!({ "kind": job.kind, "was": job.state });
        workspace.append_audit(&actor.audit("job.cancelled", "job", id, detail)).await?;
        tx.commit().await?;
        self.get(actor.workspace_id, id).await
    }
}

/// Tells what the job worked on that it goes no further.
pub(super) async fn settle(workspace: &mut WorkspaceTx<'_>, kind: &str, payload: &str) -> Result<(), store::Error> {
    match kind {
        imports::KIND => imports::stopped(workspace, payload).await,
        channels::TEMPLATE_SYNC => templates::sync::stopped(workspace, payload, SAYS).await,
        channels::WA_FLOW_SYNC => wa_flows::sync::stopped(workspace, payload, SAYS).await,
        _ => Ok(()),
    }
}
