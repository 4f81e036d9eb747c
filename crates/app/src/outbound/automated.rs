//! Messages that no person writes: a flow's answer, one of a broadcast. Queued in the caller's own transaction, after people's, under the same policy.
//!
//! A later automated message of a conversation waits while an earlier message is in doubt, until it is settled or held; nobody overrides an opt-out here.

use cloud_api::outbound::OutboundContent;
use model::{ConversationId, MediaId, MessageId};
use store::{NewOutbound, Priority, WorkspaceTx};

use super::{Outbound, gate, opaque, send};
use crate::{Error, Refusal, Result, announce};

/// A message that automation wants to send.
#[derive(Debug, Clone)]
pub struct AutomatedRequest {
    /// The message's id, made by the caller: one that is in the outbox already is not queued again.
    pub id: MessageId,
    /// `flow` or `api`: who stands as the author.
    pub author_kind: &'static str,
    /// Whose turn it has at a number that is short of them.
    pub priority: Priority,
    /// What it says.
    pub content: OutboundContent,
    /// A file of ours that the content refers to.
    pub media_id: Option<MediaId>,
    /// The quoted message, by Meta's id.
    pub reply_to_wamid: Option<String>,
}

/// A message of a run: decided already, by the same policy and in the same transaction.
#[derive(Debug, Clone)]
pub(crate) struct AutomatedMessage {
    pub(crate) id: MessageId,
    pub(crate) content: OutboundContent,
    pub(crate) media_id: Option<MediaId>,
    pub(crate) reply_to_wamid: Option<String>,
    /// The pen's epoch under which it was decided.
    pub(crate) holder_epoch: i64,
}

impl Outbound<'_> {
    /// Queues a message of a run; the caller tells the screens. The policy is asked once more when it leaves, and what it says then stands in the thread.
    pub(crate) async fn queue_automated(
        &self,
        workspace: &mut WorkspaceTx<'_>,
        conversation_id: ConversationId,
        message: AutomatedMessage,
    ) -> Result<()> {
        let facts = workspace
            .find_send_facts(conversation_id)
            .await?
            .ok_or_else(|| Error::not_found("conversation.not_found", "There is no such conversation here."))?;
        let queued = NewOutbound {
            id: message.id,
            channel_id: facts.channel_id,
            conversation_id,
            author_kind: "flow",
            author_id: None,
            kind: message.content.kind().to_owned(),
            content: message.content.content_json().to_string(),
            preview: message.content.preview(),
            reply_to_wamid: message.reply_to_wamid,
            media_id: message.media_id,
            typing_pause: send::typing_pause(&facts),
            opaque: opaque::new(),
            opt_out_overridden: false,
            priority: Priority::Automation,
            undo_for: std::time::Duration::ZERO,
            holder_epoch: Some(message.holder_epoch),
        };
        Ok(workspace.create_outbound(&queued).await?)
    }

    /// Queues a message in `workspace`'s transaction and tells the screens. Refusals are an answer, not an error: the flow takes its branch.
    ///
    /// Call it last in the transaction: it appends events.
    pub async fn send_automated(
        &self,
        workspace: &mut WorkspaceTx<'_>,
        conversation_id: ConversationId,
        request: AutomatedRequest,
    ) -> Result<Result<(), Vec<Refusal>>> {
        if workspace.find_outbound(request.id).await?.is_some() {
            return Ok(Ok(()));
        }
        let facts = workspace
            .find_send_facts(conversation_id)
            .await?
            .ok_or_else(|| Error::not_found("conversation.not_found", "There is no such conversation here."))?;
        let refusals = gate::refusals(self.app, &request.content, &facts, workspace.now(), false);
        if !refusals.is_empty() {
            return Ok(Err(refusals));
        }
        let message = NewOutbound {
            id: request.id,
            channel_id: facts.channel_id,
            conversation_id,
            author_kind: request.author_kind,
            author_id: None,
            kind: request.content.kind().to_owned(),
            content: request.content.content_json().to_string(),
            preview: request.content.preview(),
            reply_to_wamid: request.reply_to_wamid,
            media_id: request.media_id,
            typing_pause: send::typing_pause(&facts),
            opaque: opaque::new(),
            opt_out_overridden: false,
            priority: request.priority,
            undo_for: std::time::Duration::ZERO,
            holder_epoch: None,
        };
        workspace.create_outbound(&message).await?;
        announce::messages(workspace, &[request.id], &[]).await?;
        Ok(Ok(()))
    }
}
