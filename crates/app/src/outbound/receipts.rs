//! Blue ticks on the contact's phone, when the workspace wants them.

use cloud_api::ids::Wamid;
use model::{ConversationId, ReadReceipts, WorkspaceId};

use super::{Outbound, gate};
use crate::Result;

/// What happened that may call for a read receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptOccasion {
    /// A member has the conversation open.
    Opened,
    /// A message of ours is leaving.
    Answered,
}

impl Outbound<'_> {
    /// Tells Meta that the contact's messages are read, in the background, if the workspace's policy says so on this occasion.
    pub async fn mark_read(&self, workspace_id: WorkspaceId, conversation_id: ConversationId, occasion: ReceiptOccasion) -> Result<()> {
        let Some(facts) = self.app.store().workspace(workspace_id).find_send_facts(conversation_id).await? else {
            return Ok(());
        };
        let wanted = matches!(
            (gate::settings(&facts).read_receipts, occasion),
            (ReadReceipts::OnOpen, _) | (ReadReceipts::OnReply, ReceiptOccasion::Answered)
        );
        let Some(wamid) = facts
            .last_inbound_wamid
            .filter(|_| wanted && facts.has_access_token && facts.degraded_code.is_none())
        else {
            return Ok(());
        };
        if !self.app.outbound_recent().claim_receipt(conversation_id, &wamid) {
            return Ok(());
        }
        let app = self.app.clone();
        self.app.spawn(async move {
            let token = match app.store().workspace(workspace_id).find_access_token(facts.channel_id).await {
                Ok(Some(token)) => token,
                Ok(None) => return,
                Err(error) => return tracing::warn!(conversation.id = %conversation_id, %error, "no token for a read receipt"),
            };
            let Ok(graph) = app.graph(&facts.channel_kind) else { return };
            let Ok(wamid) = Wamid::new(wamid) else { return };
            if let Err(error) = graph.number(&facts.phone_number_id, &token).mark_read(&wamid).await {
                app.outbound_recent().forget_receipt(conversation_id);
                tracing::info!(conversation.id = %conversation_id, %error, "a read receipt was not sent");
            }
        });
        Ok(())
    }
}
