//! Answers to questions of runs: taken with a lease, asked outside of any transaction, given in one. After a crash the lease ends and the same question is asked
//! again under the same key.

use std::collections::{BTreeMap, HashMap};

use flow_engine::host::{AgentQuestion, AgentStrategy};
use flow_engine::{Answer, Input, Question, Run};
use model::{Permission, Role, TeamId, UserId};
use store::{DueRun, WorkspaceTx};

use super::outside;
use super::runner;
use super::turn::{Told, Turn};
use crate::{App, Result};

/// Takes questions nobody is at and asks them in tasks of their own. Gives how many.
pub(super) async fn begin(app: &App) -> Result<usize> {
    let free = &app.flow_state().questions;
    let room = i64::try_from(free.available_permits()).unwrap_or(0);
    if room == 0 {
        return Ok(0);
    }
    let mut begun = 0;
    for due in app.store().system().list_asking_runs(room).await? {
        let Ok(permit) = free.clone().try_acquire_owned() else { break };
        let Some(run) = hold(app, &due).await? else { continue };
        begun += 1;
        let worker = app.clone();
        app.spawn(async move {
            let _permit = permit;
            if let Err(error) = answer(&worker, &due, &run).await {
                tracing::error!(run.id = %due.id, %error, "an answer for a run could not be stored; it is asked again");
            }
            worker.flow_state().wake.notify_one();
        });
    }
    Ok(begun)
}

/// Takes the question of a run for as long as asking may take.
async fn hold(app: &App, due: &DueRun) -> Result<Option<Run>> {
    let mut tx = app.store().begin().await?;
    let now = tx.now();
    let mut workspace = tx.workspace(due.workspace_id);
    let row = workspace.get_run(due.id).await?;
    let run: Run = match serde_json::from_str(&row.run) {
        Ok(run) => run,
        Err(error) => return Err(crate::Error::internal(format!("a run cannot be read: {error}"))),
    };
    let Some(asking) = run.asking() else { return Ok(None) };
    if !workspace.hold_question(due.id, now + outside::longest(&asking.question)).await? {
        return Ok(None);
    }
    tx.commit().await?;
    Ok(Some(run))
}

async fn answer(app: &App, due: &DueRun, run: &Run) -> Result<()> {
    let Some(asking) = run.asking() else { return Ok(()) };
    let longest = outside::longest(&asking.question);
    let asked = tokio::time::timeout(longest, outside::ask(app, due.workspace_id, due.conversation_id, asking)).await;
    let answer = asked.unwrap_or(Some(Answer::Timeout));
    let mut told = Told::default();
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(due.workspace_id);
    workspace.lock_conversation(due.conversation_id).await?;
    let row = workspace.get_run(due.id).await?;
    // Somebody was faster, or it is over: the answer to another question is none.
    let still = serde_json::from_str::<Run>(&row.run).ok();
    let is_open = row.active == 1 && still.as_ref().and_then(Run::asking).is_some_and(|now| now.key == asking.key);
    if !is_open {
        return Ok(());
    }
    let answer = match (answer, &asking.question) {
        (Some(answer), _) => answer,
        (None, Question::Agent(question)) => Answer::Agent {
            user: agent(app, &mut workspace, row.conversation_id, question).await?,
        },
        (None, _) => Answer::Timeout,
    };
    let mut turn = Turn::new(app, &mut workspace, row.conversation_id, &mut told);
    turn.advance(row, &Input::Answer { answer }).await?;
    runner::tell(&mut workspace, told.news, told.events).await?;
    tx.commit().await?;
    runner::show_typing(app, told.typing);
    Ok(())
}

/// Who takes the conversation: of those who may answer, are there and have room, by the strategy; `None` when there is nobody.
async fn agent(app: &App, workspace: &mut WorkspaceTx<'_>, conversation: model::ConversationId, question: &AgentQuestion) -> Result<Option<String>> {
    let mut candidates = candidates(workspace, question).await?;
    if question.online_only {
        let online = app.flow_state().online(workspace.id());
        candidates.retain(|(user, _)| online.contains(user));
    }
    let users: Vec<UserId> = candidates.iter().map(|(user, _)| *user).collect();
    let open: HashMap<UserId, i64> = workspace.count_open_of(&users).await?.into_iter().collect();
    let load = |user: &UserId| open.get(user).copied().unwrap_or(0);
    if let Some(capacity) = question.capacity {
        candidates.retain(|(user, _)| load(user) < i64::from(capacity));
    }
    let last = match question.strategy {
        AgentStrategy::Sticky => workspace.last_agent_of(conversation).await?,
        AgentStrategy::RoundRobin | AgentStrategy::LeastBusy => None,
    };
    let chosen = match (last.filter(|last| candidates.iter().any(|(user, _)| user == last)), question.strategy) {
        (Some(last), _) => Some(last),
        (None, AgentStrategy::LeastBusy) => candidates
            .iter()
            .min_by_key(|(user, turn)| (load(user), *turn, *user))
            .map(|(user, _)| *user),
        (None, _) => candidates.iter().min_by_key(|(user, turn)| (*turn, *user)).map(|(user, _)| *user),
    };
    if let Some(user) = chosen {
        workspace.note_flow_turn(user).await?;
    }
    Ok(chosen.map(|user| user.to_string()))
}

/// Active members who may answer, with when they last had a turn.
async fn candidates(workspace: &mut WorkspaceTx<'_>, question: &AgentQuestion) -> Result<Vec<(UserId, i64)>> {
    let wanted: Option<UserId> = question.user.as_deref().and_then(|user| user.parse().ok());
    let team: Option<TeamId> = question.team.as_deref().and_then(|team| team.parse().ok());
    if question.user.is_some() && wanted.is_none() || question.team.is_some() && team.is_none() {
        return Ok(Vec::new());
    }
    let of_team: Option<Vec<UserId>> = match team {
        Some(team) => {
            let members = workspace.list_team_members().await?;
            Some(
                members
                    .into_iter()
                    .filter(|member| member.team_id == team)
                    .map(|member| member.user_id)
                    .collect(),
            )
        }
        None => None,
    };
    let turns: BTreeMap<UserId, i64> = workspace.flow_turns().await?.into_iter().collect();
    let mut found = Vec::new();
    for (user, role) in workspace.list_active_members().await? {
        let named = wanted.is_none_or(|wanted| wanted == user) && of_team.as_ref().is_none_or(|team| team.contains(&user));
        if named && Role::parse(&role).is_some_and(|role| role.may(Permission::SendMessages)) {
            found.push((user, turns.get(&user).copied().unwrap_or(0)));
        }
    }
    Ok(found)
}
