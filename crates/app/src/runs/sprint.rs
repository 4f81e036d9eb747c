//! Stores what the engine did: the run, its steps and what it wants done, in the transaction in which it was told what is true.

use flow_engine::effect::{Action, ResumePolicy};
use flow_engine::run::{RunResult, Status, StepAction};
use flow_engine::{Effect, FlowRef, Run, Sprint, Step};
use model::{ConversationId, FlowId, RunId, Timestamp};
use serde_json::json;
use store::{NewEvent, NewStep, RunRow};

use super::effects;
use super::turn::Turn;

/// A run that has not begun, as a row.
pub(super) fn begun(run: &Run, flow_id: FlowId, version: i64, conversation_id: ConversationId, active: bool) -> RunRow {
    let mut row = RunRow {
        id: run.id.parse().unwrap_or_else(|_| RunId::new()),
        flow_id,
        version,
        conversation_id,
        active: i64::from(active),
        status: String::new(),
        result: None,
        outcome: String::new(),
        node: String::new(),
        epoch: 0,
        steps: 0,
        trigger_kind: run.trigger["kind"].as_str().unwrap_or_default().to_owned(),
        problem: None,
        wake_at: None,
        resume: "never".to_owned(),
        run: String::new(),
        started_at: run.started_at,
        updated_at: run.started_at,
        ended_at: None,
    };
    describe(&mut row, run);
    row
}

/// Brings the columns up to what the run is now.
fn describe(row: &mut RunRow, run: &Run) {
    row.status = word(&run.status).to_owned();
    row.node = run.node().unwrap_or_default().to_owned();
    row.epoch = i64::try_from(run.epoch).unwrap_or(i64::MAX);
    row.steps = i64::from(run.counters.steps);
    row.wake_at = run.wake_at();
    row.run = serde_json::to_string(run).expect("a run is plain JSON");
    if let Status::Ended { result, outcome, at } = &run.status {
        row.result = Some(result_word(*result).to_owned());
        row.outcome.clone_from(outcome);
        row.ended_at = Some(*at);
        row.active = 0;
        row.wake_at = None;
    }
}

/// The word for where a run stands.
pub(super) fn word(status: &Status) -> &'static str {
    match status {
        Status::New => "new",
        Status::Asking(_) => "asking",
        Status::Waiting(_) => "waiting",
        Status::Paused { .. } => "paused",
        Status::Ended { .. } => "ended",
    }
}

fn result_word(result: RunResult) -> &'static str {
    match result {
        RunResult::Done => "done",
        RunResult::Failed => "failed",
        RunResult::HandedOff => "handed_off",
        RunResult::Cancelled => "cancelled",
    }
}

/// Stores a sprint of the run that was `before`, and does what it wants done. Gives the run as it is stored now.
pub(super) async fn keep(turn: &mut Turn<'_, '_>, before: RunRow, sprint: Sprint) -> crate::Result<RunRow> {
    let mut row = before;
    let was_asking = row.status == "asking";
    describe(&mut row, &sprint.run);
    if let Some(problem) = sprint.steps.iter().rev().find_map(|step| step.error.as_ref()) {
        row.problem = Some(format!("{}: {}", problem.code, problem.message));
    }
    if let Some(policy) = resume_policy(&sprint.effects) {
        row.resume = policy_word(policy);
        row.wake_at = rest_until(&row, turn.workspace.now()).or(row.wake_at);
    }
    let steps: Vec<NewStep> = sprint.steps.iter().map(|step| new_step(step, row.flow_id)).collect();
    turn.workspace.put_run(&row).await?;
    turn.workspace.add_steps(row.id, &steps).await?;
    effects::carry_out(turn, &row, sprint.effects).await?;
    if was_asking && row.status != "asking" {
        turn.workspace.wake_busy_inputs(row.conversation_id).await?;
    }
    tell(turn, &row)?;
    Ok(row)
}

/// Tells the screens where a run stands.
pub(super) fn tell(turn: &mut Turn<'_, '_>, row: &RunRow) -> crate::Result<()> {
    let data = json!({
        "run": row.id, "flow": row.flow_id, "conversation": row.conversation_id, "status": row.status, "node": row.node,
    });
    turn.told.events.push(NewEvent::new("run.updated", Some(row.conversation_id), &data)?);
    turn.told.news.conversations.push(row.conversation_id);
    Ok(())
}

fn new_step(step: &Step, flow: FlowId) -> NewStep {
    NewStep {
        number: i64::from(step.number),
        flow_id: flow_of(&step.flow).unwrap_or(flow),
        node: step.node.clone(),
        edge: step.edge.clone(),
        entered: step.action == StepAction::Enter,
        step: serde_json::to_string(step).expect("a step is plain JSON"),
        at: step.at,
    }
}

fn flow_of(flow: &FlowRef) -> Option<FlowId> {
    flow.flow.parse().ok()
}

fn resume_policy(effects: &[Effect]) -> Option<ResumePolicy> {
    effects.iter().rev().find_map(|effect| match &effect.action {
        Action::HandOff { resume, .. } => Some(*resume),
        _ => None,
    })
}

fn policy_word(policy: ResumePolicy) -> String {
    match policy {
        ResumePolicy::Never => "never".to_owned(),
        ResumePolicy::AfterClose => "after_close".to_owned(),
        ResumePolicy::AfterIdle(minutes) => minutes.to_string(),
    }
}

/// When the clock looks whether a conversation that was handed to people rests: nothing when the run does not wait for that.
pub(super) fn rest_until(row: &RunRow, since: Timestamp) -> Option<Timestamp> {
    let minutes: u64 = row.resume.parse().ok()?;
    let due = since + std::time::Duration::from_secs(minutes.max(1) * 60);
    (row.status == "waiting").then(|| row.wake_at.map_or(due, |end| end.min(due)))
}
