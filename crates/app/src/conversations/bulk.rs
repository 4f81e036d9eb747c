//! One deed for many conversations, in one request: each is judged alone, and each can be put back as it was.

use std::collections::BTreeSet;

use flow_engine::triggers::{ConversationNews, Event, News as ContactNews};
use model::{ConversationId, Permission, TagId, TeamId, Timestamp, UserId};
use serde_json::json;
use store::{ConversationRow, WorkspaceTx};

use super::{Conversations, may_answer, no_such_team, tell_flows_assigned, wake};
use crate::announce::{self, News};
use crate::notify::{Wish, notify};
use crate::outbound::ReceiptOccasion;
use crate::views::{BulkResult, ConversationState, ConversationStatus, NotificationKind, Priority};
use crate::{Actor, Error, Result, flow_events};

/// Conversations of one request.
pub const MOST_AT_ONCE: usize = 500;
/// Conversations of one transaction, so that nobody waits long for the writer.
const TOGETHER: usize = 50;

/// What is done with each.
#[derive(Debug, Clone, Copy)]
pub enum BulkAction {
    /// Done, until the contact writes.
    Close,
    /// Somebody should look at it again.
    Reopen,
    /// Out of sight until then.
    Snooze(Timestamp),
    /// To a person, a team, or both; what is absent stays.
    Assign(Option<Option<UserId>>, Option<Option<TeamId>>),
    /// How much it matters.
    Prioritize(Priority),
    /// A tag on the contact.
    Tag(TagId),
    /// A tag off the contact.
    Untag(TagId),
    /// The member has read all of it: theirs alone, and so not in the log.
    Read,
    /// Its newest message is unread again, to this member alone.
    Unread,
}

impl Conversations<'_> {
    /// Does the same with each of these; at most [`MOST_AT_ONCE`]. What is refused for one does not keep the others.
    pub async fn bulk(&self, actor: &Actor, ids: &[ConversationId], action: BulkAction) -> Result<Vec<BulkResult>> {
        self.check_bulk(actor, ids.len(), action).await?;
        let ids: Vec<ConversationId> = ids.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let mut results = Vec::with_capacity(ids.len());
        for ids in ids.chunks(TOGETHER) {
            let mut tx = self.0.store().begin().await?;
            let mut workspace = tx.workspace(actor.workspace_id);
            let mut news = News::default();
            let mut wishes = Vec::new();
            let mut receipts = Vec::new();
            for &id in ids {
                let Some(row) = locked(&mut workspace, id).await? else {
                    results.push(BulkResult::not_found(id));
                    continue;
                };
                let before = state(&row);
                if let BulkAction::Read | BulkAction::Unread = action {
                    let is_read = matches!(action, BulkAction::Read);
                    let changed = turn_page(&mut workspace, actor, &row, is_read).await?;
                    if changed && is_read {
                        receipts.push(id);
                        // The team's own marker moved too.
                        news.conversations.extend((row.read_inbound_count < row.inbound_count).then_some(id));
                    }
                    results.push(BulkResult::done(id, changed, before));
                    continue;
                }
                let changed = act(&mut workspace, actor, &row, action).await?;
                if changed {
                    match action {
                        BulkAction::Tag(_) | BulkAction::Untag(_) => news.contacts.push(row.contact_id),
                        _ => news.conversations.push(id),
                    }
                }
                if let (true, BulkAction::Assign(Some(Some(user)), _)) = (changed && user_of(action) != Some(actor.user_id), action) {
                    let subject = self.0.now().millis().to_string();
                    let kind = NotificationKind::Assigned;
                    wishes.push(Wish::new(kind, user, id, subject, Some(actor.user_id), &row.last_message_preview));
                }
                results.push(BulkResult::done(id, changed, before));
            }
            let told = notify(&mut workspace, wishes).await?;
            announce::news(&mut workspace, news).await?;
            workspace.append_events(&told).await?;
            tx.commit().await?;
            for id in receipts {
                self.0.outbound().mark_read(actor.workspace_id, id, ReceiptOccasion::Opened).await?;
            }
        }
        Ok(results)
    }

    /// Puts conversations back as they were before [`Conversations::bulk`]: status, snooze, person, team and priority.
    pub async fn restore(&self, actor: &Actor, states: &[ConversationState]) -> Result<Vec<BulkResult>> {
        check_size(states.len())?;
        may(actor, Permission::AssignConversations)?;
        let mut sorted: Vec<&ConversationState> = states.iter().collect();
        sorted.sort_unstable_by_key(|state| state.conversation_id);
        let mut results = Vec::with_capacity(sorted.len());
        for states in sorted.chunks(TOGETHER) {
            let mut tx = self.0.store().begin().await?;
            let mut workspace = tx.workspace(actor.workspace_id);
            let mut news = News::default();
            for wanted in states {
                let id = wanted.conversation_id;
                let Some(row) = locked(&mut workspace, id).await? else {
                    results.push(BulkResult::not_found(id));
                    continue;
                };
                let before = state(&row);
                let mut changed = false;
                if wanted.status != before.status || wanted.snoozed_until != before.snoozed_until {
                    // A snooze whose time has come meanwhile is over.
                    let until = wanted.snoozed_until.filter(|until| *until > workspace.now());
                    let action = match (wanted.status, until) {
                        (ConversationStatus::Closed, _) => BulkAction::Close,
                        (ConversationStatus::Snoozed, Some(until)) => BulkAction::Snooze(until),
                        _ => BulkAction::Reopen,
                    };
                    changed |= act(&mut workspace, actor, &row, action).await?;
                }
                if let Some(assignee) = wanted.assignee_id.filter(|_| wanted.assignee_id != before.assignee_id) {
                    may_answer(&mut workspace, assignee).await?;
                }
                let handover = BulkAction::Assign(Some(wanted.assignee_id), Some(wanted.team_id));
                changed |= act(&mut workspace, actor, &row, handover).await?;
                changed |= act(&mut workspace, actor, &row, BulkAction::Prioritize(wanted.priority)).await?;
                if changed {
                    news.conversations.push(id);
                }
                results.push(BulkResult::done(id, changed, before));
            }
            announce::news(&mut workspace, news).await?;
            tx.commit().await?;
        }
        Ok(results)
    }

    /// How much a conversation matters.
    pub async fn prioritize(&self, actor: &Actor, id: ConversationId, priority: Priority) -> Result<crate::views::ConversationView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let row = locked(&mut workspace, id).await?.ok_or(store::Error::NotFound("conversation"))?;
        if act(&mut workspace, actor, &row, BulkAction::Prioritize(priority)).await? {
            announce::conversation(&mut workspace, id).await?;
        }
        let view = self.read_back(&mut workspace, actor, id).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// What is wrong with the deed itself, whatever it is done to.
    async fn check_bulk(&self, actor: &Actor, count: usize, action: BulkAction) -> Result<()> {
        check_size(count)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        match action {
            BulkAction::Close | BulkAction::Reopen | BulkAction::Prioritize(_) | BulkAction::Read | BulkAction::Unread => {}
            BulkAction::Snooze(until) => super::check_snooze(until, self.0.now())?,
            BulkAction::Assign(assignee, team) => {
                may(actor, Permission::AssignConversations)?;
                if let Some(Some(assignee)) = assignee {
                    may_answer(&mut workspace, assignee).await?;
                }
                if let Some(Some(team)) = team {
                    workspace.get_team(team).await.map_err(no_such_team)?;
                }
            }
            BulkAction::Tag(tag) | BulkAction::Untag(tag) => {
                may(actor, Permission::UpdateContacts)?;
                workspace
                    .get_tag(tag)
                    .await
                    .map_err(|_| Error::invalid("/action/tag_id", "tag.not_found", "There is no such tag in this workspace."))?;
            }
        }
        Ok(())
    }
}

fn check_size(count: usize) -> Result<()> {
    if (1..=MOST_AT_ONCE).contains(&count) {
        return Ok(());
    }
    Err(Error::invalid(
        "/conversation_ids",
        "out_of_range",
        format!("Name 1 to {MOST_AT_ONCE} conversations."),
    ))
}

fn may(actor: &Actor, permission: Permission) -> Result<()> {
    if actor.may(permission) {
        return Ok(());
    }
    Err(Error::forbidden("access.denied", "Your role does not allow this.").remedy("Ask an admin."))
}

fn user_of(action: BulkAction) -> Option<UserId> {
    match action {
        BulkAction::Assign(Some(user), _) => user,
        _ => None,
    }
}

/// The row, locked until the transaction ends; nothing when it is not of this workspace.
async fn locked(workspace: &mut WorkspaceTx<'_>, id: ConversationId) -> Result<Option<ConversationRow>> {
    match workspace.lock_conversation(id).await {
        Ok(()) => Ok(Some(workspace.get_conversation(id, None).await?.row)),
        Err(store::Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn state(row: &ConversationRow) -> ConversationState {
    ConversationState {
        conversation_id: row.id,
        status: ConversationStatus::parse(&row.status),
        snoozed_until: row.snoozed_until,
        assignee_id: row.assignee_id,
        team_id: row.team_id,
        priority: Priority::of(row.priority),
    }
}

/// Moves the member's own marker to the end, or before the newest message; false when it stood there.
async fn turn_page(workspace: &mut WorkspaceTx<'_>, actor: &Actor, row: &ConversationRow, is_read: bool) -> Result<bool> {
    let count = row.inbound_count;
    let own = workspace.get_conversation(row.id, Some(actor.user_id)).await?.row.own_read_count;
    let wanted = if is_read { count } else { (count - 1).max(0) };
    // Who left more of it unread than the newest message keeps that.
    // Who never opened it sees it as the team has read it.
    if own == Some(wanted) || (!is_read && own.unwrap_or(row.read_inbound_count) < wanted) {
        return Ok(false);
    }
    if is_read {
        workspace.mark_read_by(row.id, actor.user_id, count).await?;
    } else {
        workspace.set_read_marker(row.id, actor.user_id, wanted).await?;
    }
    Ok(true)
}

/// Does it to one, and writes it into the log; false when it was so already.
async fn act(workspace: &mut WorkspaceTx<'_>, actor: &Actor, row: &ConversationRow, action: BulkAction) -> Result<bool> {
    let id = row.id;
    let (word, detail) = match action {
        // Nobody's business but the member's: see `turn_page`.
        BulkAction::Read | BulkAction::Unread => return Ok(false),
        BulkAction::Close | BulkAction::Reopen | BulkAction::Snooze(_) => {
            let (status, until, word) = match action {
                BulkAction::Close => ("closed", None, "conversation.closed"),
                BulkAction::Snooze(until) => ("snoozed", Some(until), "conversation.snoozed"),
                _ => ("open", None, "conversation.reopened"),
            };
            if row.status == status && row.snoozed_until == until {
                return Ok(false);
            }
            workspace.set_conversation_status(id, status, until).await?;
            if status == "open" {
                flow_events::tell(workspace, Some(id), &Event::Conversation(ConversationNews::Opened)).await?;
            }
            if let Some(until) = until {
                wake::schedule(workspace, id, until).await?;
            }
            (word, json!({ "from": row.status, "until": until }))
        }
        BulkAction::Assign(assignee, team) => {
            let (assignee, team) = (assignee.unwrap_or(row.assignee_id), team.unwrap_or(row.team_id));
            if assignee == row.assignee_id && team == row.team_id {
                return Ok(false);
            }
            if team != row.team_id {
                workspace.set_team(id, team).await?;
            }
            if assignee != row.assignee_id {
                workspace.set_assignee(id, assignee).await?;
                if let Some(user) = assignee {
                    workspace.take_by_human(id).await?;
                    tell_flows_assigned(workspace, id, user).await?;
                }
            }
            let mut detail = json!({ "from": row.assignee_id, "to": assignee });
            if team != row.team_id {
                detail["team"] = json!({ "from": row.team_id, "to": team });
            }
            ("conversation.assigned", detail)
        }
        BulkAction::Prioritize(priority) => {
            if row.priority == priority.number() {
                return Ok(false);
            }
            workspace.set_priority(id, priority.number()).await?;
            ("conversation.prioritized", json!({ "from": Priority::of(row.priority), "to": priority }))
        }
        BulkAction::Tag(tag) => {
            if !workspace.add_contact_tag(row.contact_id, tag).await? {
                return Ok(false);
            }
            let tag_name = workspace.get_tag(tag).await?.name;
            let added = Event::ContactChanged(ContactNews::TagAdded { tag: tag_name });
            flow_events::tell(workspace, Some(id), &added).await?;
            workspace
                .append_audit(&actor.audit("contact.tagged", "contact", row.contact_id, json!({ "tag_id": tag })))
                .await?;
            return Ok(true);
        }
        BulkAction::Untag(tag) => {
            if !workspace.remove_contact_tag(row.contact_id, tag).await? {
                return Ok(false);
            }
            let tag_name = workspace.get_tag(tag).await?.name;
            let removed = Event::ContactChanged(ContactNews::TagRemoved { tag: tag_name });
            flow_events::tell(workspace, Some(id), &removed).await?;
            workspace
                .append_audit(&actor.audit("contact.untagged", "contact", row.contact_id, json!({ "tag_id": tag })))
                .await?;
            return Ok(true);
        }
    };
    workspace.append_audit(&actor.audit(word, "conversation", id, detail)).await?;
    Ok(true)
}
