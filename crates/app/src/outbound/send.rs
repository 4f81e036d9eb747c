//! Queue a message: check it against the policy, store it with the thread's changes, its event and its place in the outbox, in one transaction.

use std::time::Duration;

use cloud_api::outbound::OutboundContent;
use model::{ConversationId, MediaId, MessageId, Permission};
use serde_json::{Value, json};
use store::{NewOutbound, Priority, SendFacts, WorkspaceTx};

use super::{Outbound, gate, opaque};
use crate::{Actor, Error, Refusal, Result, announce};

/// A member's wish to send.
#[derive(Debug, Clone)]
pub struct SendRequest {
    /// The message's id, when the client made it: sending again with the same id and content is the same message.
    pub id: Option<MessageId>,
    /// What it says.
    pub content: OutboundContent,
    /// A file of ours that the content refers to instead of an id of Meta's; uploaded to Meta just before sending.
    pub media_id: Option<MediaId>,
    /// The message to quote.
    pub reply_to: Option<MessageId>,
    /// Write in spite of the contact's opt-out, for this reason (admins; audited).
    pub override_opt_out_reason: Option<String>,
}

/// A message that is in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queued {
    /// Its id.
    pub id: MessageId,
    /// `false`: this id was sent before, with the same content; nothing happened now.
    pub new: bool,
}

impl Outbound<'_> {
    /// Queues a message of a member. It leaves within milliseconds; what becomes of it comes as events.
    pub async fn send(&self, actor: &Actor, conversation_id: ConversationId, request: SendRequest) -> Result<Queued> {
        let overridden = self.may_override(actor, &request)?;
        let reply_to_wamid = self.quoted_wamid(actor, conversation_id, request.reply_to).await?;
        let id = request.id.unwrap_or_else(MessageId::new);
        let content = request.content.content_json();

        let mut tx = self.app.store().begin().await?;
        let now = tx.now();
        let mut workspace = tx.workspace(actor.workspace_id);
        if let Some(queued) = same_message(&mut workspace, id, conversation_id, &request, &content).await? {
            return Ok(queued);
        }
        let facts = workspace
            .find_send_facts(conversation_id)
            .await?
            .ok_or_else(|| Error::not_found("conversation.not_found", "There is no such conversation here."))?;
        let refusals = gate::refusals(self.app, &request.content, &facts, now, overridden);
        if !refusals.is_empty() {
            return Err(Error::refused(refusals));
        }
        let message = NewOutbound {
            id,
            channel_id: facts.channel_id,
            conversation_id,
            // What a program sends takes nobody's pen.
            author_kind: if actor.key.is_some() { "api" } else { "agent" },
            author_id: Some(actor.user_id),
            kind: request.content.kind().to_owned(),
            content: content.to_string(),
            preview: request.content.preview(),
            reply_to_wamid,
            media_id: request.media_id,
            typing_pause: typing_pause(&facts),
            opaque: opaque::new(),
            opt_out_overridden: overridden,
            priority: Priority::Person,
            undo_for: undo_for(&facts, &request.content),
            holder_epoch: None,
        };
        workspace.create_outbound(&message).await?;
        let detail = match &request.override_opt_out_reason {
            Some(reason) => json!({ "kind": message.kind, "override_opt_out_reason": reason }),
            None => json!({ "kind": message.kind }),
        };
        workspace.append_audit(&actor.audit("message.sent", "message", id, detail)).await?;
        // A reaction of ours is drawn on its target; everything else is a bubble of its own.
        if let OutboundContent::Reaction(reaction) = &request.content {
            let target = reaction.message_id.as_str();
            workspace.set_business_reaction(facts.channel_id, target, &reaction.emoji).await?;
            let target = workspace.messages_by_wamid(facts.channel_id, target).await?;
            announce::messages(&mut workspace, &[], &target).await?;
        } else {
            announce::messages(&mut workspace, &[id], &[]).await?;
        }
        tx.commit().await?;
        Ok(Queued { id, new: true })
    }

    /// Why `content` could not go to this conversation now; empty means it could.
    pub async fn preflight(&self, actor: &Actor, conversation_id: ConversationId, content: &OutboundContent) -> Result<Vec<Refusal>> {
        let facts = self
            .app
            .store()
            .workspace(actor.workspace_id)
            .find_send_facts(conversation_id)
            .await?
            .ok_or_else(|| Error::not_found("conversation.not_found", "There is no such conversation here."))?;
        Ok(gate::refusals(self.app, content, &facts, self.app.now(), false))
    }

    pub(super) fn may_override(&self, actor: &Actor, request: &SendRequest) -> Result<bool> {
        let Some(reason) = &request.override_opt_out_reason else {
            return Ok(false);
        };
        if !actor.may(Permission::OverrideOptOut) {
            return Err(Error::forbidden("access.denied", "Your role may not write to a contact who opted out.").remedy("Ask an admin or owner."));
        }
        if reason.trim().is_empty() || reason.chars().count() > 500 {
            return Err(Error::invalid(
                "/override_opt_out_reason",
                "field.invalid",
                "Give the reason in 1 to 500 characters.",
            ));
        }
        Ok(true)
    }

    pub(super) async fn quoted_wamid(&self, actor: &Actor, conversation_id: ConversationId, reply_to: Option<MessageId>) -> Result<Option<String>> {
        let Some(id) = reply_to else { return Ok(None) };
        match self.app.store().workspace(actor.workspace_id).find_wamid(id).await? {
            Some((thread, Some(wamid))) if thread == conversation_id => Ok(Some(wamid)),
            Some((thread, None)) if thread == conversation_id => Err(Error::conflict(
                "message.not_accepted_yet",
                "The message to quote has not reached WhatsApp yet, so it cannot be quoted.",
            )),
            _ => Err(Error::invalid(
                "/reply_to_id",
                "message.not_found",
                "The message to quote is not in this conversation.",
            )),
        }
    }
}

/// The message this id already names, if the same thing was asked before; a conflict if it names something else.
async fn same_message(
    workspace: &mut WorkspaceTx<'_>,
    id: MessageId,
    conversation_id: ConversationId,
    request: &SendRequest,
    content: &Value,
) -> Result<Option<Queued>> {
    let Some(existing) = workspace.find_outbound(id).await? else {
        return Ok(None);
    };
    let same = existing.direction == "outbound"
        && existing.conversation_id == conversation_id
        && existing.kind == request.content.kind()
        && serde_json::from_str::<Value>(&existing.content).is_ok_and(|stored| stored == *content);
    if same {
        return Ok(Some(Queued { id, new: false }));
    }
    Err(Error::conflict("message.id_taken", "Another message has this id already.").remedy("Make a new id for a new message."))
}

/// How long "typing…" shows before this message: not at all when the contact never wrote, since typing needs a message to answer.
pub(super) fn typing_pause(facts: &SendFacts) -> Duration {
    let settings = gate::settings(facts);
    if settings.typing_to_contact && facts.last_inbound_wamid.is_some() {
        Duration::from_millis(u64::from(settings.typing_pause_ms.min(model::settings::MAX_TYPING_PAUSE_MS)))
    } else {
        Duration::ZERO
    }
}

/// How long the message can be taken back: as long as the workspace chose. A reaction is taken back by another.
fn undo_for(facts: &SendFacts, content: &OutboundContent) -> Duration {
    if content.kind() == "reaction" {
        return Duration::ZERO;
    }
    let seconds = gate::settings(facts).undo_send_seconds;
    Duration::from_secs(u64::from(seconds.min(model::settings::MAX_UNDO_SEND_SECONDS)))
}
