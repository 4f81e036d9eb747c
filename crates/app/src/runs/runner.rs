//! The worker of flows: takes what happened, in order and a conversation's one after the other; wakes runs whose time has come; begins questions.
//!
//! What happened and what a run makes of it are one transaction: a crash in between leaves the input where it was. Many conversations share a transaction, for one
//! sync instead of many; when it fails, each is worked on alone, so that one broken flow harms no other.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use cloud_api::ids::Wamid;
use futures::FutureExt as _;
use model::{ConversationId, WorkspaceId};
use store::{DueRun, FlowInput, InputEnd, NewEvent, WorkspaceTx};

use super::answers;
use super::clock;
use super::turn::{Became, Told, Turn};
use crate::announce::{self, News};
use crate::{App, Error, Result};

/// Conversations that share a transaction.
const AT_ONCE: i64 = 32;
/// Runs that the clock wakes before what happened is looked at again.
const DUE_AT_ONCE: i64 = 32;
/// The safety net under the wake-ups: timers, and what a crash left behind.
const SWEEP: Duration = Duration::from_millis(500);
/// Attempts at an input before it is given up.
const MOST_ATTEMPTS: i64 = 5;

/// Works until the app stops.
pub(crate) async fn run(app: App) {
    loop {
        let woken = app.flow_state().wake.notified();
        if app.is_stopping() {
            return;
        }
        if work_once(&app).await {
            continue;
        }
        tokio::select! {
            () = woken => {}
            () = app.pause(SWEEP) => {}
        }
    }
}

/// One round; true when there was something.
pub(crate) async fn work_once(app: &App) -> bool {
    let inputs = logged(inputs(app).await, "what happened could not be looked at by flows");
    let due = logged(due(app).await, "runs could not be woken");
    let watches = logged(clock::work(app).await, "triggers could not be looked at");
    let asked = logged(answers::begin(app).await, "questions of runs could not be asked");
    inputs + due + watches + asked > 0
}

/// Is there work, or a question being asked? For tests that wait until all is quiet.
pub(crate) async fn is_busy(app: &App) -> bool {
    let questions = app.flow_state().questions.available_permits() < super::QUESTIONS;
    questions || app.store().system().has_flow_work().await.unwrap_or(false)
}

fn logged(worked: Result<usize>, what: &str) -> usize {
    worked.unwrap_or_else(|error| {
        tracing::error!(%error, "{what}; trying again");
        0
    })
}

async fn inputs(app: &App) -> Result<usize> {
    if !app.store().system().has_flow_work().await? {
        return Ok(0);
    }
    let mut tx = app.store().begin_batch().await?;
    let claimed = tx.system().claim_flow_inputs(AT_ONCE).await?;
    if claimed.is_empty() {
        return Ok(0);
    }
    let together = AssertUnwindSafe(batch(app, &mut tx, &claimed)).catch_unwind().await;
    let shown = match together {
        Ok(Ok(typing)) => tx.commit().await.map(|()| typing).map_err(Error::from),
        Ok(Err(error)) => Err(error),
        Err(_) => Err(Error::internal("a flow made the program panic")),
    };
    match shown {
        Ok(typing) => show_typing(app, typing),
        Err(error) => {
            tracing::debug!(%error, "conversations are worked on alone");
            for input in &claimed {
                alone(app, input).await?;
            }
        }
    }
    Ok(claimed.len())
}

type Typing = Vec<(WorkspaceId, ConversationId, String)>;

/// Works on the inputs of different conversations, in the order in which everybody locks them.
async fn batch(app: &App, tx: &mut store::Tx, claimed: &[FlowInput]) -> Result<Typing> {
    let mut inputs: Vec<&FlowInput> = claimed.iter().collect();
    inputs.sort_unstable_by_key(|input| (input.workspace_id, input.conversation_id));
    let mut typing = Vec::new();
    for of_workspace in inputs.chunk_by(|one, other| one.workspace_id == other.workspace_id) {
        let mut told = Told::default();
        let mut workspace = tx.workspace(of_workspace[0].workspace_id);
        let threads: Vec<ConversationId> = of_workspace.iter().map(|input| input.conversation_id).collect();
        workspace.lock_threads(&threads).await?;
        for input in of_workspace {
            one(app, &mut workspace, input, &mut told).await?;
        }
        tell(&mut workspace, told.news, told.events).await?;
        typing.append(&mut told.typing);
    }
    Ok(typing)
}

async fn one(app: &App, workspace: &mut WorkspaceTx<'_>, input: &FlowInput, told: &mut Told) -> Result<()> {
    let became = Turn::new(app, workspace, input.conversation_id, told).take(input).await?;
    let end = match became {
        Became::Done => InputEnd::Taken,
        Became::Busy => InputEnd::Busy,
    };
    Ok(workspace.end_flow_input(input.id, &end).await?)
}

/// One input in a transaction of its own; what it cannot be worked on for is written down, and at last given up.
async fn alone(app: &App, input: &FlowInput) -> Result<()> {
    let work = async {
        let mut tx = app.store().begin().await?;
        let Some(input) = tx.system().claim_flow_input(input.workspace_id, input.id).await? else {
            return Ok(Vec::new());
        };
        let typing = batch(app, &mut tx, std::slice::from_ref(&input)).await?;
        tx.commit().await?;
        Ok(typing)
    };
    let error = match AssertUnwindSafe(work).catch_unwind().await {
        Ok(Ok(typing)) => {
            show_typing(app, typing);
            return Ok(());
        }
        Ok(Err(error)) => error,
        Err(_) => Error::internal("a flow made the program panic"),
    };
    if is_transient(&error) {
        return Ok(());
    }
    let attempts = input.attempts + 1;
    tracing::error!(flow_input.id = %input.id, attempts, %error, "a conversation's turn in a flow failed");
    let end = if attempts >= MOST_ATTEMPTS {
        metrics::counter!("prismwa_flow_inputs_dead_total").increment(1);
        InputEnd::Dead { error: error.to_string() }
    } else {
        InputEnd::Again {
            at: app.now() + Duration::from_secs(1 << (2 * attempts).min(10)),
            error: error.to_string(),
        }
    };
    let mut tx = app.store().begin().await?;
    tx.workspace(input.workspace_id).end_flow_input(input.id, &end).await?;
    Ok(tx.commit().await?)
}

/// The database's trouble, not the input's.
fn is_transient(error: &Error) -> bool {
    match &error.kind {
        crate::Kind::Internal(source) => source
            .downcast_ref::<store::Error>()
            .is_some_and(|error| error.is_transient() || error.is_duplicate()),
        _ => false,
    }
}

/// Wakes runs whose time has come, each in its own transaction: a hundred thousand of them do not hold up who writes just now.
async fn due(app: &App) -> Result<usize> {
    let due = app.store().system().list_due_runs(DUE_AT_ONCE).await?;
    for run in &due {
        let woken = AssertUnwindSafe(wake(app, run)).catch_unwind().await;
        let error = match woken {
            Ok(Ok(())) => continue,
            Ok(Err(error)) if is_transient(&error) => continue,
            Ok(Err(error)) => error,
            Err(_) => Error::internal("a flow made the program panic"),
        };
        tracing::error!(run.id = %run.id, %error, "a run could not be woken; trying again in a minute");
        let mut tx = app.store().begin().await?;
        let later = tx.now() + Duration::from_secs(60);
        tx.workspace(run.workspace_id).set_wake(run.id, Some(later)).await?;
        tx.commit().await?;
    }
    Ok(due.len())
}

async fn wake(app: &App, due: &DueRun) -> Result<()> {
    let mut tx = app.store().begin().await?;
    let mut told = Told::default();
    let mut workspace = tx.workspace(due.workspace_id);
    workspace.lock_conversation(due.conversation_id).await?;
    Turn::new(app, &mut workspace, due.conversation_id, &mut told).due(due.id).await?;
    tell(&mut workspace, told.news, told.events).await?;
    tx.commit().await?;
    show_typing(app, told.typing);
    Ok(())
}

/// Tells the screens; last in a transaction.
pub(super) async fn tell(workspace: &mut WorkspaceTx<'_>, news: News, events: Vec<NewEvent>) -> Result<()> {
    announce::news(workspace, news).await?;
    Ok(workspace.append_events(&events).await.map(|_| ())?)
}

/// Shows typing where runs wanted so, once that they wanted it is stored.
pub(super) fn show_typing(app: &App, typing: Typing) {
    for (workspace, conversation, message) in typing {
        if let Ok(wamid) = Wamid::new(message) {
            app.outbound().type_under(workspace, conversation, wamid);
        }
    }
}
