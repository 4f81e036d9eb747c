//! Messages for later: checked when they are written, kept, changed, and checked again when they are due.
//!
//! Becoming due is one transaction: the wait ends and the message is in the outbox, or stands in the thread as failed with the reason. After a restore
//! nothing leaves before an operator says so, and what was due since the backup waits for a person.

use cloud_api::outbound::OutboundContent;
use model::{ConversationId, MediaId, MessageId, Timestamp, WorkspaceId};
use serde_json::{Value, json};
use store::{Limit, NewEvent, NewOutbound, NewScheduled, Priority, ScheduledChange, ScheduledRow, SendFacts, WorkspaceTx};

use super::send::{SendRequest, typing_pause};
use super::{Outbound, gate, opaque};
use crate::views::{MessageError, Page, ScheduledMessageView};
use crate::{Actor, App, Error, Refusal, Result, announce};

/// How far ahead a message may be.
const LONGEST: std::time::Duration = std::time::Duration::from_secs(366 * 24 * 60 * 60);
const BATCH: i64 = 100;

/// What to change about a message that waits; what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct ScheduledPatch {
    /// Another content, with the file it carries.
    pub content: Option<(OutboundContent, Option<MediaId>)>,
    /// Another time.
    pub send_at: Option<Timestamp>,
}

impl Outbound<'_> {
    /// Keeps a message of a member for `send_at`. The same id with the same content and time again is the same message.
    pub async fn schedule(
        &self,
        actor: &Actor,
        conversation_id: ConversationId,
        request: SendRequest,
        send_at: Timestamp,
    ) -> Result<(MessageId, bool)> {
        let overridden = self.may_override(actor, &request)?;
        let reply_to_wamid = self.quoted_wamid(actor, conversation_id, request.reply_to).await?;
        if request.content.kind() == "reaction" {
            return Err(Error::invalid(
                "/content/type",
                "field.invalid",
                "A reaction cannot wait; send it at once.",
            ));
        }
        let id = request.id.unwrap_or_else(MessageId::new);
        let content = request.content.content_json().to_string();
        let mut tx = self.app.store().begin().await?;
        let now = tx.now();
        let mut workspace = tx.workspace(actor.workspace_id);
        match workspace.get_scheduled(id).await {
            Ok(row) if row.conversation_id == conversation_id && row.content == content && row.send_at == send_at => return Ok((id, false)),
            Ok(_) => return Err(taken()),
            Err(store::Error::NotFound(_)) => {}
            Err(error) => return Err(error.into()),
        }
        if workspace.find_outbound(id).await?.is_some() {
            return Err(taken());
        }
        let facts = facts(&mut workspace, conversation_id).await?;
        self.check(&request.content, &facts, send_at, now, overridden)?;
        let message = NewScheduled {
            id,
            channel_id: facts.channel_id,
            conversation_id,
            author_id: actor.user_id,
            kind: request.content.kind().to_owned(),
            content,
            preview: request.content.preview(),
            media_id: request.media_id,
            reply_to_wamid,
            override_opt_out_reason: request.override_opt_out_reason.clone(),
            send_at,
        };
        workspace.create_scheduled(&message).await?;
        let mut detail = json!({ "kind": message.kind, "send_at": send_at });
        if let Some(reason) = &request.override_opt_out_reason {
            detail["override_opt_out_reason"] = json!(reason);
        }
        workspace.append_audit(&actor.audit("message.scheduled", "message", id, detail)).await?;
        announce_scheduled(&mut workspace, id).await?;
        tx.commit().await?;
        Ok((id, true))
    }

    /// Changes what a waiting message says or when it goes, if its version is still `if_version` (when given).
    pub async fn reschedule(&self, actor: &Actor, id: MessageId, patch: ScheduledPatch, if_version: Option<i64>) -> Result<ScheduledMessageView> {
        let mut tx = self.app.store().begin().await?;
        let now = tx.now();
        let mut workspace = tx.workspace(actor.workspace_id);
        let before = waiting(&mut workspace, id).await?;
        if if_version.is_some_and(|version| version != before.version) {
            return Err(store::Error::VersionMismatch("scheduled message").into());
        }
        let (content, media_id) = match patch.content {
            Some(new) => new,
            None => (content_of(&before)?, before.media_id),
        };
        let send_at = patch.send_at.unwrap_or(before.send_at);
        let facts = facts(&mut workspace, before.conversation_id).await?;
        self.check(&content, &facts, send_at, now, before.override_opt_out_reason.is_some())?;
        let change = ScheduledChange {
            kind: content.kind().to_owned(),
            content: content.content_json().to_string(),
            preview: content.preview(),
            media_id,
            send_at,
        };
        workspace.update_scheduled(id, before.version, &change).await?;
        workspace
            .append_audit(&actor.audit("message.rescheduled", "message", id, json!({ "send_at": send_at })))
            .await?;
        let view = announce_scheduled(&mut workspace, id).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Takes a waiting message off the list.
    pub async fn cancel_scheduled(&self, actor: &Actor, id: MessageId) -> Result<()> {
        let mut tx = self.app.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        waiting(&mut workspace, id).await?;
        workspace.end_scheduled(id, "cancelled", None, false).await?.ok_or_else(over)?;
        workspace
            .append_audit(&actor.audit("message.unscheduled", "message", id, json!({})))
            .await?;
        announce_scheduled(&mut workspace, id).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Sends a waiting message now, if the policy allows it now.
    pub async fn send_scheduled_now(&self, actor: &Actor, id: MessageId) -> Result<()> {
        let mut tx = self.app.store().begin().await?;
        let now = tx.now();
        let mut workspace = tx.workspace(actor.workspace_id);
        let row = waiting(&mut workspace, id).await?;
        let facts = facts(&mut workspace, row.conversation_id).await?;
        let content = content_of(&row)?;
        let refusals = gate::refusals(self.app, &content, &facts, now, row.override_opt_out_reason.is_some());
        if !refusals.is_empty() {
            return Err(Error::refused(refusals));
        }
        workspace.end_scheduled(id, "sent", None, false).await?.ok_or_else(over)?;
        workspace.create_outbound(&outbound(&row, &facts)).await?;
        workspace
            .append_audit(&actor.audit("message.sent", "message", id, json!({ "kind": row.kind, "scheduled_for": row.send_at })))
            .await?;
        announce_scheduled(&mut workspace, id).await?;
        announce::messages(&mut workspace, &[id], &[]).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What waits in the workspace, soonest first.
    pub async fn list_scheduled(&self, workspace_id: WorkspaceId, limit: Limit, cursor: Option<&str>) -> Result<Page<ScheduledMessageView>> {
        let page = self.app.store().workspace(workspace_id).list_scheduled(limit, cursor).await?;
        Ok(page.map(ScheduledMessageView::from).into())
    }

    /// What waits in a conversation, soonest first.
    pub async fn list_scheduled_of(
        &self,
        workspace_id: WorkspaceId,
        conversation_id: ConversationId,
        limit: Limit,
        cursor: Option<&str>,
    ) -> Result<Page<ScheduledMessageView>> {
        let workspace = self.app.store().workspace(workspace_id);
        let page = workspace.list_scheduled_of(conversation_id, limit, cursor).await?;
        if page.data.is_empty() {
            // Another workspace's conversation must not look like an empty one.
            workspace.get_conversation(conversation_id, None).await?;
        }
        Ok(page.map(ScheduledMessageView::from).into())
    }

    /// The time must make sense, and the policy must allow the message then, as far as it can be known now.
    fn check(&self, content: &OutboundContent, facts: &SendFacts, send_at: Timestamp, now: Timestamp, overridden: bool) -> Result<()> {
        if send_at <= now || send_at.since(now) > LONGEST {
            return Err(Error::invalid("/send_at", "out_of_range", "Choose a time to come, within a year."));
        }
        let mut refusals = gate::refusals(self.app, content, facts, send_at, overridden);
        for refusal in refusals.iter_mut().filter(|refusal| refusal.code == "send.window_closed") {
            *refusal = Refusal {
                detail: "The 24-hour window will be closed by then, unless the contact writes again.".to_owned(),
                remedy: "Choose an earlier time, or schedule an approved template.",
                ..refusal.clone()
            };
        }
        if refusals.is_empty() { Ok(()) } else { Err(Error::refused(refusals)) }
    }
}

/// Sends what is due. Gives how many messages that were.
pub(super) async fn send_due(app: &App) -> Result<usize> {
    let due = app.store().system().list_due_scheduled(BATCH).await?;
    // After a restore timers wait until an operator says that they may run.
    if due.is_empty() || app.store().system().restored_at().await?.is_some() {
        return Ok(0);
    }
    let mut sent = 0;
    for (workspace_id, id) in due {
        match send_one(app, workspace_id, id).await {
            Ok(()) => sent += 1,
            Err(error) => tracing::error!(message.id = %id, %error, "a scheduled message could not be sent; trying again"),
        }
    }
    Ok(sent)
}

async fn send_one(app: &App, workspace_id: WorkspaceId, id: MessageId) -> Result<()> {
    let mut tx = app.store().begin().await?;
    let now = tx.now();
    let mut workspace = tx.workspace(workspace_id);
    // Another node may have been faster, or a member may have changed it.
    let Some(row) = workspace.end_scheduled(id, "sent", None, true).await? else {
        return Ok(());
    };
    let facts = facts(&mut workspace, row.conversation_id).await?;
    let refused = match content_of(&row) {
        Ok(content) => gate::refusals(app, &content, &facts, now, row.override_opt_out_reason.is_some())
            .into_iter()
            .next()
            .map(|refusal| MessageError::ours(refusal.code, "Not sent at its time", refusal.detail.as_str(), refusal.remedy)),
        Err(error) => Some(MessageError::ours(
            "send.unreadable",
            "Not sent at its time",
            error.detail,
            "Write it again.",
        )),
    };
    workspace.create_outbound(&outbound(&row, &facts)).await?;
    let outcome = if let Some(error) = refused {
        let error = error.to_stored();
        workspace.fail_new_outbound(id, &error).await?;
        workspace.fail_scheduled(id, &error).await?;
        "refused"
    } else {
        "sent"
    };
    // The notice of a failure: the message in the thread and the list, and this event, which tells its author wherever they are.
    announce_scheduled(&mut workspace, id).await?;
    announce::messages(&mut workspace, &[id], &[]).await?;
    tx.commit().await?;
    metrics::counter!("prismwa_scheduled_total", "outcome" => outcome).increment(1);
    Ok(())
}

fn outbound(row: &ScheduledRow, facts: &SendFacts) -> NewOutbound {
    NewOutbound {
        id: row.id,
        channel_id: facts.channel_id,
        conversation_id: row.conversation_id,
        author_kind: "agent",
        author_id: Some(row.author_id),
        kind: row.kind.clone(),
        content: row.content.clone(),
        preview: row.preview.clone(),
        reply_to_wamid: row.reply_to_wamid.clone(),
        media_id: row.media_id,
        typing_pause: typing_pause(facts),
        opaque: opaque::new(),
        opt_out_overridden: row.override_opt_out_reason.is_some(),
        priority: Priority::Person,
        undo_for: std::time::Duration::ZERO,
        holder_epoch: None,
    }
}

fn content_of(row: &ScheduledRow) -> Result<OutboundContent> {
    let stored: Value = serde_json::from_str(&row.content).unwrap_or_default();
    OutboundContent::from_content_json(&row.kind, stored)
        .map_err(|shape| Error::internal(std::io::Error::other(format!("the stored message cannot be read: {shape}"))))
}

async fn facts(workspace: &mut WorkspaceTx<'_>, id: ConversationId) -> Result<SendFacts> {
    workspace
        .find_send_facts(id)
        .await?
        .ok_or_else(|| Error::not_found("conversation.not_found", "There is no such conversation here."))
}

async fn waiting(workspace: &mut WorkspaceTx<'_>, id: MessageId) -> Result<ScheduledRow> {
    let row = workspace.get_scheduled(id).await?;
    if matches!(row.state.as_str(), "scheduled" | "held") {
        Ok(row)
    } else {
        Err(over())
    }
}

/// Appends `scheduled_message.updated`.
async fn announce_scheduled(workspace: &mut WorkspaceTx<'_>, id: MessageId) -> Result<ScheduledMessageView> {
    let view = ScheduledMessageView::from(workspace.get_scheduled(id).await?);
    let event = NewEvent::new(
        "scheduled_message.updated",
        Some(view.conversation_id),
        &json!({ "scheduled_message": view }),
    )?;
    workspace.append_events(&[event]).await?;
    Ok(view)
}

fn taken() -> Error {
    Error::conflict("message.id_taken", "Another message has this id already.").remedy("Make a new id for a new message.")
}

fn over() -> Error {
    Error::conflict("scheduled_message.over", "This message does not wait any more.").remedy("Look in the thread: it was sent, failed or taken off.")
}
