//! Teams: who takes what, and whose turn it is.

use model::{ConversationId, Role, TeamId, Timestamp, UserId, WorkspaceId};

use crate::db::{Connection, build_all, execute, fetch_all, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Result, System, Workspace, WorkspaceTx};

/// More teams than this make no sense in a list without pages.
pub const MAX_TEAMS: i64 = 100;
/// Conversations of a team that is deleted, let go in one transaction.
const AT_ONCE: i64 = 500;

row! {
    /// A team.
    #[derive(PartialEq, Eq)]
    pub struct TeamRow {
        /// Its id.
        pub id: TeamId,
        /// What it is called.
        pub name: String,
        /// To whom its conversations go by themselves: `off`, `online` members, or `everyone`.
        pub hands_out: String,
        /// What becomes of conversations that the contact reopens: `keep` their person, or `hand_out` anew.
        pub reopened: String,
        /// 1: conversations of no team that wait for an answer come here.
        pub takes_new: i64,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it last changed.
        pub updated_at: Timestamp,
    }
}

row! {
    /// A member of a team.
    #[derive(PartialEq, Eq)]
    pub struct TeamMemberRow {
        /// The team.
        pub team_id: TeamId,
        /// Who.
        pub user_id: UserId,
        /// Open conversations they take at most by themselves; nothing: any number.
        pub capacity: Option<i64>,
        /// When they were last given one, in milliseconds; of two in one moment the later is higher.
        pub last_given_at: i64,
    }
}

row! {
    /// A member of a team who can do something here at the moment.
    pub struct TeamHandRow {
        /// The team.
        pub team_id: TeamId,
        /// Who.
        pub user_id: UserId,
        /// Open conversations they take at most by themselves.
        pub capacity: Option<i64>,
        /// When they were last given one.
        pub last_given_at: i64,
        role_word: String,
    }
}

impl TeamHandRow {
    /// What they are in the workspace.
    pub fn role(&self) -> Result<Role> {
        Role::parse(&self.role_word).ok_or_else(|| Error::Corrupt {
            column: "memberships.role",
            detail: self.role_word.clone(),
        })
    }
}

/// What a team is.
#[derive(Debug, Clone, Copy)]
pub struct NewTeam<'a> {
    /// What it is called.
    pub name: &'a str,
    /// `off`, `online` or `everyone`.
    pub hands_out: &'a str,
    /// `keep` or `hand_out`.
    pub reopened: &'a str,
    /// Conversations of no team come here.
    pub takes_new: bool,
}

reads! {
    /// One team.
    fn get_team(id: TeamId) -> TeamRow = get;
    /// Every team, by name.
    fn list_teams() -> Vec<TeamRow> = list;
    /// Who is in the teams, in the order they joined the workspace's users.
    fn list_team_members() -> Vec<TeamMemberRow> = members;
    /// Those of them whose membership and account are not disabled.
    fn list_team_hands() -> Vec<TeamHandRow> = hands;
    /// How many open conversations each of these members takes care of, counted up to 1,000; `conversations_assignee` counts them.
    fn count_open_of(users: &[UserId]) -> Vec<(UserId, i64)> = count_open;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: TeamId) -> Result<TeamRow> {
    fetch_optional!(
        connection,
        TeamRow,
        "select id, name, hands_out, reopened, takes_new, created_at, updated_at from teams where workspace_id = $1 and id = $2",
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("team"))
}

async fn list(connection: &mut Connection<'_>, workspace_id: WorkspaceId) -> Result<Vec<TeamRow>> {
    fetch_all!(
        connection,
        TeamRow,
        "select id, name, hands_out, reopened, takes_new, created_at, updated_at
           from teams
          where workspace_id = $1
          order by lower(name), id
          limit $2",
        workspace_id,
        MAX_TEAMS
    )
}

async fn members(connection: &mut Connection<'_>, workspace_id: WorkspaceId) -> Result<Vec<TeamMemberRow>> {
    fetch_all!(
        connection,
        TeamMemberRow,
        "select team_id, user_id, capacity, last_given_at from team_members where workspace_id = $1 order by team_id, user_id",
        workspace_id
    )
}

async fn hands(connection: &mut Connection<'_>, workspace_id: WorkspaceId) -> Result<Vec<TeamHandRow>> {
    fetch_all!(
        connection,
        TeamHandRow,
        "select hand.team_id, hand.user_id, hand.capacity, hand.last_given_at, member.role as role_word
           from team_members hand
           join memberships member on member.workspace_id = hand.workspace_id and member.user_id = hand.user_id and member.disabled_at is null
           join users account on account.id = hand.user_id and account.disabled_at is null
          where hand.workspace_id = $1
          order by hand.team_id, hand.user_id",
        workspace_id
    )
}

async fn count_open(connection: &mut Connection<'_>, workspace_id: WorkspaceId, users: &[UserId]) -> Result<Vec<(UserId, i64)>> {
    let mut found = Vec::with_capacity(users.len());
    for users in users.chunks(100) {
        let counts: Vec<(UserId, i64)> = build_all!(connection, (UserId, i64), |query| {
            for (at, user) in users.iter().enumerate() {
                if at > 0 {
                    query.push(" union all ");
                }
                query.push("select member.user_id, (select count(*) from (select 1 from conversations thread where thread.workspace_id = ");
                query.push_bind(workspace_id);
                query.push(" and thread.assignee_id = ").push_bind(*user);
                query.push(" and thread.status = 'open' limit 1000) counted) from memberships member where member.workspace_id = ");
                query.push_bind(workspace_id).push(" and member.user_id = ").push_bind(*user);
            }
        })?;
        found.extend(counts);
    }
    Ok(found)
}

impl Workspace<'_> {
    /// Open conversations of no team and of nobody whose contacts wait for an answer, and where no automation speaks; longest untouched first.
    /// `conversations_unassigned` holds nothing but conversations of nobody.
    pub async fn teamless_conversations(&self, limit: i64) -> Result<Vec<ConversationId>> {
        let found: Vec<(ConversationId,)> = fetch_all!(
            self,
            (ConversationId,),
            "select id
               from conversations
              where workspace_id = $1 and status = 'open' and assignee_id is null and team_id is null and waiting_since is not null and holder <> 'bot'
              order by last_message_at, id
              limit $2",
            self.id(),
            limit
        )?;
        Ok(found.into_iter().map(|(id,)| id).collect())
    }

    /// Open conversations of a team that nobody takes care of, and where no automation speaks; longest untouched first. `conversations_team` gives the order.
    pub async fn queue_of_team(&self, team: TeamId, limit: i64) -> Result<Vec<ConversationId>> {
        let found: Vec<(ConversationId,)> = fetch_all!(
            self,
            (ConversationId,),
            "select id
               from conversations
              where workspace_id = $1 and team_id = $2 and status = 'open' and assignee_id is null and holder <> 'bot'
              order by last_message_at, id
              limit $3",
            self.id(),
            team,
            limit
        )?;
        Ok(found.into_iter().map(|(id,)| id).collect())
    }

    /// Open conversations of a team that were closed by a person and reopened by the contact since; `conversations_team_reopened` holds nothing else.
    pub async fn reopened_of_team(&self, team: TeamId, limit: i64) -> Result<Vec<ConversationId>> {
        let found: Vec<(ConversationId,)> = fetch_all!(
            self,
            (ConversationId,),
            "select id
               from conversations
              where workspace_id = $1 and team_id = $2 and status = 'open' and settled_at is not null and holder <> 'bot'
              order by id
              limit $3",
            self.id(),
            team,
            limit
        )?;
        Ok(found.into_iter().map(|(id,)| id).collect())
    }
}

impl System<'_> {
    /// Workspaces where some team takes or hands out conversations by itself.
    pub async fn workspaces_that_hand_out(&self) -> Result<Vec<WorkspaceId>> {
        let found: Vec<(WorkspaceId,)> = fetch_all!(
            self,
            (WorkspaceId,),
            "select distinct workspace_id from teams where hands_out <> 'off' or takes_new = 1"
        )?;
        Ok(found.into_iter().map(|(id,)| id).collect())
    }
}

impl WorkspaceTx<'_> {
    /// Adds a team; [`Error::Duplicate`] when the workspace has one of that name, capitals aside.
    pub async fn create_team(&mut self, new: &NewTeam<'_>) -> Result<TeamId> {
        let id = TeamId::new();
        let (workspace_id, now) = (self.id(), self.now());
        self.make_room_for_new(id, new.takes_new).await?;
        execute!(
            self,
            "insert into teams (workspace_id, id, name, hands_out, reopened, takes_new, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $7)",
            workspace_id,
            id,
            new.name,
            new.hands_out,
            new.reopened,
            i64::from(new.takes_new),
            now
        )?;
        Ok(id)
    }

    /// Gives a team all of this anew.
    pub async fn update_team(&mut self, id: TeamId, new: &NewTeam<'_>) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        self.make_room_for_new(id, new.takes_new).await?;
        let changed = execute!(
            self,
            "update teams set name = $3, hands_out = $4, reopened = $5, takes_new = $6, updated_at = $7 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            new.name,
            new.hands_out,
            new.reopened,
            i64::from(new.takes_new),
            now
        )?;
        if changed == 0 { Err(Error::NotFound("team")) } else { Ok(()) }
    }

    /// One team takes what is new; the one that did no longer does.
    async fn make_room_for_new(&mut self, id: TeamId, takes_new: bool) -> Result<()> {
        if takes_new {
            let (workspace_id, now) = (self.id(), self.now());
            execute!(
                self,
                "update teams set takes_new = 0, updated_at = $3 where workspace_id = $1 and takes_new = 1 and id <> $2",
                workspace_id,
                id,
                now
            )?;
        }
        Ok(())
    }

    /// Exactly these are in the team; those who stay keep their turn.
    pub async fn set_team_members(&mut self, id: TeamId, members: &[(UserId, Option<i64>)]) -> Result<()> {
        let workspace_id = self.id();
        let before = self.list_team_members().await?;
        for gone in before
            .iter()
            .filter(|row| row.team_id == id && !members.iter().any(|(user, _)| *user == row.user_id))
        {
            execute!(
                self,
                "delete from team_members where workspace_id = $1 and team_id = $2 and user_id = $3",
                workspace_id,
                id,
                gone.user_id
            )?;
        }
        for (user, capacity) in members {
            execute!(
                self,
                "insert into team_members (workspace_id, team_id, user_id, capacity) values ($1, $2, $3, $4)
                 on conflict (workspace_id, team_id, user_id) do update set capacity = excluded.capacity",
                workspace_id,
                id,
                *user,
                *capacity
            )?;
        }
        Ok(())
    }

    /// Lets go of some conversations of the team; true when there may be more. Delete the team when there are none.
    pub async fn release_team(&mut self, id: TeamId) -> Result<bool> {
        let workspace_id = self.id();
        let released = execute!(
            self,
            "update conversations
                set team_id = null, version = version + 1
              where workspace_id = $1
                and id in (select id from conversations where workspace_id = $1 and team_id = $2 order by id limit $3)",
            workspace_id,
            id,
            AT_ONCE
        )?;
        Ok(released > 0)
    }

    /// Removes a team.
    pub async fn delete_team(&mut self, id: TeamId) -> Result<()> {
        let workspace_id = self.id();
        let deleted = execute!(self, "delete from teams where workspace_id = $1 and id = $2", workspace_id, id)?;
        if deleted == 0 { Err(Error::NotFound("team")) } else { Ok(()) }
    }

    /// Gives the conversation to a team, or to none.
    pub async fn set_team(&mut self, id: ConversationId, team: Option<TeamId>) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update conversations set team_id = $3, version = version + 1, updated_at = $4 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            team,
            now
        )?;
        if changed == 0 { Err(Error::NotFound("conversation")) } else { Ok(()) }
    }

    /// Takes a conversation of nobody into a team; false when somebody was faster.
    pub async fn take_into_team(&mut self, id: ConversationId, team: TeamId) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update conversations
                set team_id = $3, version = version + 1, updated_at = $4
              where workspace_id = $1 and id = $2 and status = 'open' and team_id is null and assignee_id is null",
            workspace_id,
            id,
            team,
            now
        )?;
        Ok(changed > 0)
    }

    /// Hands a team's conversation to a member by the team's rule; false when a person was faster.
    pub async fn hand_out(&mut self, id: ConversationId, team: TeamId, user: UserId) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update conversations
                set assignee_id = $4, settled_at = null, version = version + 1, updated_at = $5
              where workspace_id = $1 and id = $2 and team_id = $3 and status = 'open' and holder <> 'bot'
                and (assignee_id is null or settled_at is not null)",
            workspace_id,
            id,
            team,
            user,
            now
        )?;
        Ok(changed > 0)
    }

    /// The member had their turn.
    pub async fn had_turn(&mut self, team: TeamId, user: UserId, at: i64) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "update team_members set last_given_at = $4 where workspace_id = $1 and team_id = $2 and user_id = $3 and last_given_at < $4",
            workspace_id,
            team,
            user,
            at
        )?;
        Ok(())
    }
}
