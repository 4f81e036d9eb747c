//! What a person can do about a message that failed or whose fate is unknown.

use model::MessageId;
use store::{ExistingOutbound, WorkspaceTx};

use super::Outbound;
use crate::{Actor, Error, Result, announce};

/// A person's decision about a message that nobody knows the fate of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution {
    /// Send it again; the contact may get it twice.
    Resend,
    /// It did arrive.
    Sent,
}

impl Outbound<'_> {
    /// Sends a failed message again, as a new attempt of the same message.
    pub async fn retry(&self, actor: &Actor, id: MessageId) -> Result<()> {
        self.requeue(actor, id, &["failed"], "message.retried").await
    }

    /// Settles a message whose answer from Meta got lost.
    pub async fn resolve_unknown(&self, actor: &Actor, id: MessageId, resolution: Resolution) -> Result<()> {
        match resolution {
            Resolution::Resend => self.requeue(actor, id, &["unknown"], "message.resent").await,
            Resolution::Sent => self.mark_sent(actor, id).await,
        }
    }

    async fn requeue(&self, actor: &Actor, id: MessageId, from: &[&str], action: &'static str) -> Result<()> {
        let mut tx = self.app.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let message = ours(&mut workspace, id).await?;
        if !from.contains(&message.status.as_str()) || !workspace.requeue_outbound(id).await? {
            return Err(Error::conflict(
                "message.not_retryable",
                format!("This message is {}, so there is nothing to send again.", message.status),
            ));
        }
        workspace
            .append_audit(&actor.audit(action, "message", id, serde_json::json!({ "was": message.status })))
            .await?;
        announce::messages(&mut workspace, &[], &[id]).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn mark_sent(&self, actor: &Actor, id: MessageId) -> Result<()> {
        let mut tx = self.app.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        ours(&mut workspace, id).await?;
        if !workspace.mark_outbound_sent(id).await? {
            return Err(Error::conflict(
                "message.not_unknown",
                "Only a message whose fate is unknown can be marked as sent.",
            ));
        }
        workspace
            .append_audit(&actor.audit("message.marked_sent", "message", id, serde_json::json!({})))
            .await?;
        announce::messages(&mut workspace, &[], &[id]).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// A message that went out from here; one that came in is as good as none.
pub(super) async fn ours(workspace: &mut WorkspaceTx<'_>, id: MessageId) -> Result<ExistingOutbound> {
    let message = workspace.find_outbound(id).await?.filter(|message| message.direction == "outbound");
    message.ok_or_else(|| Error::not_found("message.not_found", "There is no such message here."))
}
