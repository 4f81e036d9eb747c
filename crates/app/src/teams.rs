//! Teams: who is in them, and how conversations find their way to people.

use model::{TeamId, UserId};
use serde_json::json;
use store::{NewEvent, NewTeam, WorkspaceTx};

use crate::views::{HandsOut, Reopened, TeamView};
use crate::{Actor, App, Error, Result};

mod hand_out;
mod turns;

const LONGEST_NAME: usize = 60;
const MOST_MEMBERS: usize = 200;
const HIGHEST_CAPACITY: i64 = 500;

/// What teams can be asked to become.
pub struct Teams<'a>(&'a App);

/// What to write; what is absent stays as it is.
#[derive(Debug, Clone, Default)]
pub struct TeamPatch {
    /// What it is called.
    pub name: Option<String>,
    /// To whom its conversations go by themselves.
    pub hands_out: Option<HandsOut>,
    /// What becomes of conversations that the contact reopens.
    pub reopened: Option<Reopened>,
    /// Conversations of no team come here.
    pub takes_new: Option<bool>,
    /// Everybody who is in it, with how many open conversations they take at most.
    pub members: Option<Vec<(UserId, Option<i64>)>>,
}

impl App {
    /// Teams.
    #[must_use]
    pub fn teams(&self) -> Teams<'_> {
        Teams(self)
    }
}

impl Teams<'_> {
    /// Adds a team; it needs a name.
    pub async fn create(&self, actor: &Actor, patch: TeamPatch) -> Result<TeamView> {
        let name = checked_name(patch.name.as_deref().unwrap_or_default())?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        if workspace.list_teams().await?.len() >= usize::try_from(store::MAX_TEAMS).unwrap_or(usize::MAX) {
            let most = store::MAX_TEAMS;
            return Err(Error::conflict("team.too_many", format!("A workspace has at most {most} teams.")).remedy("Delete teams that nobody uses."));
        }
        let members = checked_members(&mut workspace, patch.members.unwrap_or_default()).await?;
        let new = NewTeam {
            name: &name,
            hands_out: patch.hands_out.unwrap_or_default().as_str(),
            reopened: patch.reopened.unwrap_or_default().as_str(),
            takes_new: patch.takes_new.unwrap_or_default(),
        };
        let id = workspace.create_team(&new).await.map_err(taken)?;
        workspace.set_team_members(id, &members).await?;
        let team = tell(&mut workspace, actor, "team.created", id).await?;
        tx.commit().await?;
        Ok(team)
    }

    /// Changes a team.
    pub async fn update(&self, actor: &Actor, id: TeamId, patch: TeamPatch) -> Result<TeamView> {
        let name = patch.name.as_deref().map(checked_name).transpose()?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let before = workspace.get_team(id).await?;
        let name = name.unwrap_or(before.name);
        let new = NewTeam {
            name: &name,
            hands_out: patch.hands_out.map_or(before.hands_out.as_str(), |word| word.as_str()),
            reopened: patch.reopened.map_or(before.reopened.as_str(), |word| word.as_str()),
            takes_new: patch.takes_new.unwrap_or(before.takes_new == 1),
        };
        workspace.update_team(id, &new).await.map_err(taken)?;
        if let Some(members) = patch.members {
            let members = checked_members(&mut workspace, members).await?;
            workspace.set_team_members(id, &members).await?;
        }
        let team = tell(&mut workspace, actor, "team.updated", id).await?;
        tx.commit().await?;
        Ok(team)
    }

    /// Removes a team. Its conversations stay with whoever has them, and belong to no team.
    ///
    /// They are let go some hundred at a time, so that nobody waits; broken off, it goes on when it is asked again.
    pub async fn delete(&self, actor: &Actor, id: TeamId) -> Result<()> {
        self.0.store().workspace(actor.workspace_id).get_team(id).await?;
        loop {
            let mut tx = self.0.store().begin().await?;
            let more = tx.workspace(actor.workspace_id).release_team(id).await?;
            if !more {
                let mut workspace = tx.workspace(actor.workspace_id);
                let team = workspace.get_team(id).await?;
                workspace.delete_team(id).await?;
                let detail = json!({ "name": team.name });
                workspace.append_audit(&actor.audit("team.deleted", "team", id, detail)).await?;
                workspace
                    .append_events(&[NewEvent::new("team.deleted", None, &json!({ "team_id": id }))?])
                    .await?;
                tx.commit().await?;
                return Ok(());
            }
            tx.commit().await?;
        }
    }
}

async fn tell(workspace: &mut WorkspaceTx<'_>, actor: &Actor, action: &'static str, id: TeamId) -> Result<TeamView> {
    let row = workspace.get_team(id).await?;
    let team = TeamView::of(row, &workspace.list_team_members().await?);
    let detail =
        json!({ "name": team.name, "hands_out": team.hands_out, "reopened": team.reopened, "takes_new": team.takes_new, "members": team.members });
    workspace.append_audit(&actor.audit(action, "team", id, detail)).await?;
    workspace
        .append_events(&[NewEvent::new("team.updated", None, &json!({ "team": team }))?])
        .await?;
    Ok(team)
}

fn checked_name(name: &str) -> Result<String> {
    let name = crate::text::name("/name", name)?;
    if name.chars().count() > LONGEST_NAME {
        return Err(Error::invalid("/name", "too_long", format!("Use at most {LONGEST_NAME} characters.")));
    }
    Ok(name)
}

/// Members of this workspace, each once.
async fn checked_members(workspace: &mut WorkspaceTx<'_>, members: Vec<(UserId, Option<i64>)>) -> Result<Vec<(UserId, Option<i64>)>> {
    if members.len() > MOST_MEMBERS {
        return Err(Error::invalid(
            "/members",
            "too_many",
            format!("A team has at most {MOST_MEMBERS} members."),
        ));
    }
    let mut known: Vec<UserId> = Vec::with_capacity(members.len());
    for (at, (user, capacity)) in members.iter().enumerate() {
        if known.contains(user) {
            return Err(Error::invalid(
                format!("/members/{at}/user_id"),
                "duplicate",
                "This member is in the list twice.",
            ));
        }
        if workspace.find_member(*user).await?.is_none() {
            return Err(Error::invalid(
                format!("/members/{at}/user_id"),
                "member.not_found",
                "There is no such member in this workspace.",
            ));
        }
        if capacity.is_some_and(|capacity| !(0..=HIGHEST_CAPACITY).contains(&capacity)) {
            return Err(Error::invalid(
                format!("/members/{at}/capacity"),
                "out_of_range",
                format!("Write a number from 0 to {HIGHEST_CAPACITY}, or nothing for no limit."),
            ));
        }
        known.push(*user);
    }
    Ok(members)
}

fn taken(error: store::Error) -> Error {
    if error.is_duplicate() {
        Error::conflict("team.exists", "There is a team with this name.").remedy("Choose another name.")
    } else {
        error.into()
    }
}
