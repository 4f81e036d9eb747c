//! Writes calls down beside them: a form's answer does not wait for the disk, and a storm of calls costs one transaction a moment.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use store::NewFunctionCall;
use tokio::sync::Notify;

use crate::App;

/// Beyond this the oldest wait is over: the list shows the last calls, not all.
const WAITING: usize = 2000;
const EVERY: Duration = Duration::from_millis(500);

/// Calls that wait to be written.
#[derive(Default)]
pub(crate) struct Journal {
    calls: Mutex<Vec<NewFunctionCall>>,
    news: Notify,
    /// One at a time, so that whoever asked for the list sees everything before it.
    turn: tokio::sync::Mutex<()>,
}

pub(super) fn note(app: &App, call: NewFunctionCall) {
    let journal = app.journal();
    let mut calls = journal.calls.lock().unwrap_or_else(PoisonError::into_inner);
    if calls.len() < WAITING {
        calls.push(call);
    }
    drop(calls);
    journal.news.notify_one();
}

/// Writes what waits.
pub(super) async fn flush(app: &App) {
    let _turn = app.journal().turn.lock().await;
    let calls = std::mem::take(&mut *app.journal().calls.lock().unwrap_or_else(PoisonError::into_inner));
    if calls.is_empty() {
        return;
    }
    if let Err(error) = write(app, &calls).await {
        tracing::warn!(%error, lost = calls.len(), "calls of functions could not be written down");
    }
}

async fn write(app: &App, calls: &[NewFunctionCall]) -> Result<(), store::Error> {
    let mut tx = app.store().begin().await?;
    let mut functions = BTreeSet::new();
    for new in calls {
        tx.workspace(new.workspace_id).record_function_call(new.function_id, &new.call).await?;
        functions.insert((new.workspace_id, new.function_id));
    }
    for (workspace, function) in functions {
        tx.workspace(workspace).trim_function_calls(function).await?;
    }
    tx.commit().await
}

/// Writes until the app stops, and what is left then.
pub(crate) async fn run(app: App) {
    while !app.is_stopping() {
        tokio::select! {
            () = app.journal().news.notified() => app.pause(EVERY).await,
            () = app.stopping() => {}
        }
        flush(&app).await;
    }
}
