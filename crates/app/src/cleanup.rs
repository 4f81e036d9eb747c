//! What is done by the clock: old rows are deleted a few at a time, and SQLite's log is written back to the file off the busy path.

use std::time::Duration;

use crate::App;

const CLEAN_EVERY: Duration = Duration::from_secs(10 * 60);
const CHECKPOINT_EVERY: Duration = Duration::from_secs(2);
/// Rows in one transaction, so that the writer is never held up for long.
const ROWS: i64 = 500;

/// How long rows of no lasting use are kept.
#[derive(Debug, Clone, Copy)]
pub struct Retention {
    /// Webhook events that were processed. Meta repeats deliveries for up to seven days.
    pub webhook_events: Duration,
    /// The event log that screens catch up from.
    pub events: Duration,
    /// Jobs that ended.
    pub jobs: Duration,
    /// Sessions that ended, for the people who look where they were signed in.
    pub sessions: Duration,
    /// Workspaces that were deleted, in case it was a mistake.
    pub deleted_workspaces: Duration,
}

/// Files of contacts that were never taken in, and rows that did not fit, hold people's data: they go after a month.
const IMPORTS: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Exchanges of forms hold people's data, and nobody asks what was said a month ago; phones repeat a request within seconds.
const EXCHANGES: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How long the keys that programs gave their calls of flows are remembered: who tries again later than that means something new.
const FLOW_KEYS: Duration = Duration::from_secs(45 * 24 * 60 * 60);

/// Deliveries of webhooks hold what customers wrote.
const WEBHOOK_DELIVERIES: Duration = Duration::from_secs(30 * 24 * 60 * 60);

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

impl Default for Retention {
    fn default() -> Self {
        Self {
            webhook_events: 30 * DAY,
            events: 7 * DAY,
            jobs: 7 * DAY,
            sessions: 30 * DAY,
            deleted_workspaces: 7 * DAY,
        }
    }
}

/// Cleans until the app stops.
pub(crate) async fn run(app: App) {
    while !app.is_stopping() {
        if let Err(error) = clean(&app).await {
            tracing::error!(%error, "old rows could not be deleted; trying again later");
        }
        // Before the files: those of forms that go are marked here and deleted there.
        if let Err(error) = app.wa_flows().clean().await {
            tracing::error!(%error, "what forms brought and is past its time could not be deleted; trying again later");
        }
        if let Err(error) = app.media().clean().await {
            tracing::error!(%error, "files past their time could not be removed; trying again later");
        }
        if let Err(error) = app.templates().queue_stale().await {
            tracing::error!(%error, "looks at Meta's templates could not be asked for; trying again later");
        }
        if let Err(error) = app.wa_flows().queue_stale().await {
            tracing::error!(%error, "looks at Meta's forms could not be asked for; trying again later");
        }
        app.pause(CLEAN_EVERY).await;
    }
}

impl App {
    /// Deletes everything that is old enough, once. A running app does so by itself, again and again.
    pub async fn clean(&self) -> Result<(), store::Error> {
        clean(self).await
    }
}

/// Deletes everything that is old enough.
async fn clean(app: &App) -> Result<(), store::Error> {
    let (store, retention, now) = (app.store(), app.config().retention, app.now());
    while !app.is_stopping() && store.delete_old_webhook_events(now - retention.webhook_events, ROWS).await? > 0 {}
    while !app.is_stopping() && store.delete_old_events(now - retention.events, ROWS).await? > 0 {}
    while !app.is_stopping() && store.delete_old_jobs(now - retention.jobs, ROWS).await? > 0 {}
    while !app.is_stopping() && store.delete_old_flow_exchanges(now - EXCHANGES, ROWS).await? > 0 {}
    for (workspace, settings) in store.list_flow_retentions().await? {
        let days = u32::from(settings.keep_run_days);
        while days > 0 && !app.is_stopping() && store.delete_old_runs(workspace, now - DAY * days, ROWS).await? > 0 {}
    }
    while !app.is_stopping() && store.delete_old_flow_keys(now - FLOW_KEYS, ROWS).await? > 0 {}
    while !app.is_stopping() && store.delete_old_webhook_deliveries(now - WEBHOOK_DELIVERIES, ROWS).await? > 0 {}
    store.delete_ended_sessions(now - retention.sessions).await?;
    store.delete_old_imports(now - IMPORTS).await?;
    for workspace_id in store.system().purgeable_workspaces(now - retention.deleted_workspaces).await? {
        // Their rows wait for their files, or nobody would know what to delete.
        if let Err(error) = app.files().delete_workspace(workspace_id).await {
            tracing::error!(%workspace_id, %error, "the files of a deleted workspace could not be deleted; trying again later");
            return Ok(());
        }
    }
    store.purge_deleted_workspaces(now - retention.deleted_workspaces).await?;
    Ok(())
}

/// Checkpoints SQLite until the app stops.
pub(crate) async fn checkpoint(app: App) {
    while !app.is_stopping() {
        app.pause(CHECKPOINT_EVERY).await;
        if let Err(error) = app.store().checkpoint().await {
            tracing::warn!(%error, "SQLite's log could not be written back; the automatic checkpoint will");
        }
    }
}
