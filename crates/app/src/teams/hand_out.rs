//! Conversations go to teams and their members by themselves: what is new to the team that takes it, what waits in a team to whose turn it is.
//!
//! Safe to run at any time and on several nodes at once: every step asks again in its transaction whether somebody was faster.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::{ConversationId, Permission, TeamId, UserId, WorkspaceId};
use serde_json::json;
use store::{AuditActor, NewAudit, NewEvent, TeamRow, Workspace, WorkspaceTx};

use super::Teams;
use super::turns::{self, Hand};
use crate::Result;
use crate::announce::{self, News};
use crate::notify::{Wish, notify};
use crate::views::NotificationKind;

/// Conversations of one transaction.
const AT_ONCE: i64 = 100;

/// What is to be done.
#[derive(Debug, Default)]
struct Plan {
    into_team: Vec<(ConversationId, TeamId)>,
    /// In the order of their ids, as they are locked.
    to_members: BTreeMap<ConversationId, (TeamId, Hand)>,
}

impl Teams<'_> {
    /// Hands out what waits, to those of the `online` members whose turn it is; gives how many conversations moved. Call it again until it is none.
    pub async fn hand_out(&self, workspace_id: WorkspaceId, online: &BTreeSet<UserId>) -> Result<usize> {
        let workspace = self.0.store().workspace(workspace_id);
        let teams = workspace.list_teams().await?;
        if !teams.iter().any(|team| team.takes_new == 1 || team.hands_out != "off") {
            return Ok(0);
        }
        let plan = self.plan(&workspace, &teams, online).await?;
        if plan.into_team.is_empty() && plan.to_members.is_empty() {
            return Ok(0);
        }
        let mut tx = self.0.store().begin().await?;
        let moved = carry_out(&mut tx.workspace(workspace_id), plan).await?;
        tx.commit().await?;
        Ok(moved)
    }

    async fn plan(&self, workspace: &Workspace<'_>, teams: &[TeamRow], online: &BTreeSet<UserId>) -> Result<Plan> {
        let mut plan = Plan::default();
        if let Some(team) = teams.iter().find(|team| team.takes_new == 1) {
            let found = workspace.teamless_conversations(AT_ONCE).await?;
            plan.into_team = found.into_iter().map(|id| (id, team.id)).collect();
            plan.into_team.sort_unstable();
        }
        let mut hands = self.hands(workspace, teams, online).await?;
        for team in teams.iter().filter(|team| team.hands_out != "off") {
            let Some(hands) = hands.get_mut(&team.id) else { continue };
            let mut waiting = workspace.queue_of_team(team.id, AT_ONCE).await?;
            if team.reopened == "hand_out" {
                waiting.extend(workspace.reopened_of_team(team.id, AT_ONCE).await?);
            }
            for conversation in waiting {
                if plan.to_members.contains_key(&conversation) {
                    continue;
                }
                let Some(hand) = turns::next(hands, self.0.now().millis()) else { break };
                plan.to_members.insert(conversation, (team.id, hand));
            }
        }
        Ok(plan)
    }

    /// Who could take something, by team: active members who may answer, are there if the team wants that, and have room.
    async fn hands(&self, workspace: &Workspace<'_>, teams: &[TeamRow], online: &BTreeSet<UserId>) -> Result<HashMap<TeamId, Vec<Hand>>> {
        let mut ready = Vec::new();
        for row in workspace.list_team_hands().await? {
            let team = teams.iter().find(|team| team.id == row.team_id);
            let wanted = match team.map_or("off", |team| team.hands_out.as_str()) {
                "everyone" => true,
                "online" => online.contains(&row.user_id),
                _ => false,
            };
            if wanted && row.role()?.may(Permission::SendMessages) {
                ready.push(row);
            }
        }
        let counted: Vec<UserId> = ready.iter().filter(|row| row.capacity.is_some()).map(|row| row.user_id).collect();
        let open: HashMap<UserId, i64> = workspace.count_open_of(&counted).await?.into_iter().collect();
        let mut hands: HashMap<TeamId, Vec<Hand>> = HashMap::new();
        for row in ready {
            let taken = open.get(&row.user_id).copied().unwrap_or(0);
            hands.entry(row.team_id).or_default().push(Hand {
                user: row.user_id,
                last_given_at: row.last_given_at,
                room: row.capacity.map(|capacity| (capacity - taken).max(0)),
            });
        }
        hands.retain(|_, hands| hands.iter().any(|hand| hand.room != Some(0)));
        Ok(hands)
    }
}

async fn carry_out(workspace: &mut WorkspaceTx<'_>, plan: Plan) -> Result<usize> {
    let mut moved = BTreeSet::new();
    let mut turns: BTreeMap<(TeamId, UserId), i64> = BTreeMap::new();
    let mut notes = Vec::new();
    let mut given = Vec::new();
    for (conversation, team) in plan.into_team {
        if workspace.take_into_team(conversation, team).await? {
            moved.insert(conversation);
            notes.push((conversation, json!({ "team_id": team })));
        }
    }
    for (conversation, (team, hand)) in plan.to_members {
        if workspace.hand_out(conversation, team, hand.user).await? {
            moved.insert(conversation);
            turns.insert((team, hand.user), hand.last_given_at);
            given.push((conversation, hand));
            notes.push((conversation, json!({ "team_id": team, "to": hand.user })));
        }
    }
    for ((team, user), at) in turns {
        workspace.had_turn(team, user, at).await?;
    }
    let told = tell(workspace, &given).await?;
    for (conversation, detail) in notes {
        let entry = NewAudit {
            actor: AuditActor::System,
            action: "conversation.assigned",
            target_kind: "conversation",
            target_id: conversation.to_string(),
            detail,
            ip: String::new(),
            request_id: String::new(),
        };
        workspace.append_audit(&entry).await?;
    }
    let news = News {
        conversations: moved.iter().copied().collect(),
        ..News::default()
    };
    announce::news(workspace, news).await?;
    workspace.append_events(&told).await?;
    Ok(moved.len())
}

/// Tells members what they were given.
async fn tell(workspace: &mut WorkspaceTx<'_>, given: &[(ConversationId, Hand)]) -> Result<Vec<NewEvent>> {
    let ids: Vec<ConversationId> = given.iter().map(|(id, _)| *id).collect();
    let rows: HashMap<ConversationId, String> = workspace
        .conversations_by_ids(&ids, None)
        .await?
        .into_iter()
        .map(|conversation| (conversation.row.id, conversation.row.last_message_preview))
        .collect();
    let wishes = given.iter().map(|(id, hand)| {
        let (kind, subject) = (NotificationKind::Assigned, hand.last_given_at.to_string());
        Wish::new(kind, hand.user, *id, subject, None, rows.get(id).map_or("", String::as_str))
    });
    notify(workspace, wishes.collect()).await
}
