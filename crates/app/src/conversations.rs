//! Conversations: who takes care of them, whether they are open, and who has read what.

use std::time::Duration;

use flow_engine::triggers::{ConversationNews, Event};
use model::{ContactId, ConversationId, Permission, TeamId, Timestamp, UserId};
use serde_json::json;
use store::{ConversationRow, WorkspaceTx};

use crate::notify::{Wish, notify};
use crate::outbound::ReceiptOccasion;
use crate::views::{ConversationView, NotificationKind};
use crate::{Actor, App, Error, Result, announce, channels, flow_events};

mod bulk;
mod wake;

pub use bulk::{BulkAction, MOST_AT_ONCE};

pub(crate) use wake::{KIND as WAKE, schedule as schedule_wake, wake};

/// The longest snooze.
const LONGEST_SNOOZE: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// What conversations can be asked to become.
pub struct Conversations<'a>(&'a App);

/// To whom a conversation goes; what is absent stays as it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Handover {
    /// A member, or nobody.
    pub assignee: Option<Option<UserId>>,
    /// A team, or none.
    pub team: Option<Option<TeamId>>,
}

impl App {
    /// Conversations.
    #[must_use]
    pub fn conversations(&self) -> Conversations<'_> {
        Conversations(self)
    }
}

impl Conversations<'_> {
    /// The thread with a contact; begins it when there is none.
    pub async fn find_or_create(&self, actor: &Actor, contact_id: ContactId) -> Result<ConversationView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.get_contact(contact_id).await?;
        let channel = workspace.find_channel().await?.ok_or_else(channels::not_connected)?;
        let (id, created) = workspace.find_or_create_conversation(channel.id, contact_id).await?;
        let view = self.read_back(&mut workspace, actor, id).await?;
        if created {
            workspace
                .append_audit(&actor.audit("conversation.created", "conversation", id, json!({ "contact_id": contact_id })))
                .await?;
            announce::conversation(&mut workspace, id).await?;
            tx.commit().await?;
        }
        Ok(view)
    }

    /// Hands the conversation to a member who may answer, or (with nobody) back to the queue.
    pub async fn assign(&self, actor: &Actor, id: ConversationId, assignee: Option<UserId>) -> Result<ConversationView> {
        let handover = Handover {
            assignee: Some(assignee),
            team: None,
        };
        self.hand_over(actor, id, handover).await
    }

    /// Hands the conversation to a team, to a member who may answer, or to both.
    pub async fn hand_over(&self, actor: &Actor, id: ConversationId, handover: Handover) -> Result<ConversationView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.lock_conversation(id).await?;
        let before = workspace.get_conversation(id, None).await?.row;
        let assignee = handover.assignee.unwrap_or(before.assignee_id);
        let team = handover.team.unwrap_or(before.team_id);
        if let Some(Some(assignee)) = handover.assignee {
            may_answer(&mut workspace, assignee).await?;
        }
        if let Some(Some(team)) = handover.team {
            workspace.get_team(team).await.map_err(no_such_team)?;
        }
        let handed = before.assignee_id != assignee || before.team_id != team;
        if before.team_id != team {
            workspace.set_team(id, team).await?;
        }
        if before.assignee_id != assignee {
            workspace.set_assignee(id, assignee).await?;
        }
        // A person was named: automation gives up the pen.
        let taken = handover.assignee.flatten().is_some() && workspace.take_by_human(id).await?;
        let view = self.read_back(&mut workspace, actor, id).await?;
        if let Some(user) = assignee.filter(|_| before.assignee_id != assignee) {
            tell_flows_assigned(&mut workspace, id, user).await?;
        }
        if handed || taken {
            let mut detail = json!({ "from": before.assignee_id, "to": assignee });
            if before.team_id != team {
                detail["team"] = json!({ "from": before.team_id, "to": team });
            }
            workspace
                .append_audit(&actor.audit("conversation.assigned", "conversation", id, detail))
                .await?;
            let told = match assignee.filter(|user| handed && *user != actor.user_id && before.assignee_id != Some(*user)) {
                Some(user) => notify(&mut workspace, vec![assigned(&before, user, Some(actor.user_id), self.0.now())]).await?,
                None => Vec::new(),
            };
            announce::conversation(&mut workspace, id).await?;
            workspace.append_events(&told).await?;
            tx.commit().await?;
        }
        Ok(view)
    }

    /// Done, until the contact writes.
    pub async fn close(&self, actor: &Actor, id: ConversationId) -> Result<ConversationView> {
        self.set_status(actor, id, "closed", None, "conversation.closed").await
    }

    /// Somebody should look at it again.
    pub async fn reopen(&self, actor: &Actor, id: ConversationId) -> Result<ConversationView> {
        self.set_status(actor, id, "open", None, "conversation.reopened").await
    }

    /// Out of sight until a time, or until the contact writes.
    pub async fn snooze(&self, actor: &Actor, id: ConversationId, until: Timestamp) -> Result<ConversationView> {
        check_snooze(until, self.0.now())?;
        self.set_status(actor, id, "snoozed", Some(until), "conversation.snoozed").await
    }

    async fn set_status(
        &self,
        actor: &Actor,
        id: ConversationId,
        status: &str,
        until: Option<Timestamp>,
        action: &'static str,
    ) -> Result<ConversationView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.lock_conversation(id).await?;
        let before = workspace.get_conversation(id, None).await?.row;
        if before.status != status || before.snoozed_until != until {
            workspace.set_conversation_status(id, status, until).await?;
            if status == "open" {
                let opened = Event::Conversation(ConversationNews::Opened);
                flow_events::tell(&mut workspace, Some(id), &opened).await?;
            }
            if let Some(until) = until {
                wake::schedule(&mut workspace, id, until).await?;
            }
            workspace
                .append_audit(&actor.audit(action, "conversation", id, json!({ "from": before.status, "until": until })))
                .await?;
            announce::conversation(&mut workspace, id).await?;
        }
        let view = self.read_back(&mut workspace, actor, id).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// The member has read everything up to now; the contact sees blue ticks if the workspace wants that.
    pub async fn mark_read(&self, actor: &Actor, id: ConversationId) -> Result<ConversationView> {
        let conversation = self
            .0
            .store()
            .workspace(actor.workspace_id)
            .get_conversation(id, Some(actor.user_id))
            .await?;
        let count = conversation.row.inbound_count;
        let view = if conversation.row.own_read_count == Some(count) {
            ConversationView::of(conversation, self.0.now())
        } else {
            let mut tx = self.0.store().begin().await?;
            let mut workspace = tx.workspace(actor.workspace_id);
            workspace.mark_read_by(id, actor.user_id, count).await?;
            if conversation.row.read_inbound_count < count {
                announce::conversation(&mut workspace, id).await?;
            }
            let view = self.read_back(&mut workspace, actor, id).await?;
            tx.commit().await?;
            view
        };
        self.0.outbound().mark_read(actor.workspace_id, id, ReceiptOccasion::Opened).await?;
        Ok(view)
    }

    /// Shows the newest message as unread again, to this member alone.
    pub async fn mark_unread(&self, actor: &Actor, id: ConversationId) -> Result<ConversationView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let count = workspace.get_conversation(id, None).await?.row.inbound_count;
        workspace.set_read_marker(id, actor.user_id, (count - 1).max(0)).await?;
        let view = self.read_back(&mut workspace, actor, id).await?;
        tx.commit().await?;
        Ok(view)
    }

    async fn read_back(&self, workspace: &mut WorkspaceTx<'_>, actor: &Actor, id: ConversationId) -> Result<ConversationView> {
        let now = workspace.now();
        Ok(ConversationView::of(workspace.get_conversation(id, Some(actor.user_id)).await?, now))
    }
}

fn check_snooze(until: Timestamp, now: Timestamp) -> Result<()> {
    if until <= now {
        return Err(Error::invalid("/until", "out_of_range", "Choose a time that is still to come."));
    }
    if until > now + LONGEST_SNOOZE {
        return Err(Error::invalid("/until", "out_of_range", "Choose a time within a year."));
    }
    Ok(())
}

/// Tells a member that a conversation is theirs now.
fn assigned(row: &ConversationRow, user: UserId, by: Option<UserId>, at: Timestamp) -> Wish {
    let (kind, subject) = (NotificationKind::Assigned, at.millis().to_string());
    Wish::new(kind, user, row.id, subject, by, &row.last_message_preview)
}

/// Tells a member that automation gave them a conversation. Gives the events to append.
pub(crate) async fn tell_assigned(workspace: &mut WorkspaceTx<'_>, id: ConversationId, user: UserId) -> Result<Vec<store::NewEvent>> {
    let now = workspace.now();
    let row = workspace.get_conversation(id, None).await?.row;
    notify(workspace, vec![assigned(&row, user, None, now)]).await
}

/// A person gave the conversation to somebody, which may start a flow.
async fn tell_flows_assigned(workspace: &mut WorkspaceTx<'_>, id: ConversationId, user: UserId) -> Result<()> {
    let assigned = Event::Conversation(ConversationNews::Assigned { user: user.to_string() });
    Ok(flow_events::tell(workspace, Some(id), &assigned).await?)
}

fn no_such_team(error: store::Error) -> Error {
    match error {
        store::Error::NotFound(_) => Error::invalid("/team_id", "team.not_found", "There is no such team in this workspace."),
        error => error.into(),
    }
}

/// Only active members whose role may send can take care of a conversation.
pub(crate) async fn may_answer(workspace: &mut WorkspaceTx<'_>, user: UserId) -> Result<()> {
    let member = workspace.find_member(user).await?.filter(|member| !member.is_disabled());
    let Some(member) = member else {
        return Err(Error::invalid(
            "/assignee_id",
            "member.not_found",
            "There is no such active member in this workspace.",
        ));
    };
    if !member.role()?.may(Permission::SendMessages) {
        return Err(Error::invalid(
            "/assignee_id",
            "member.cannot_answer",
            "This member's role may not answer customers.",
        ));
    }
    Ok(())
}
