//! Keeps the index of words: follows the event log beside the busy path, so that processing of deliveries pays nothing for search. What was said is found within
//! a second.
//!
//! Who indexes also moves the log's cursor, in one transaction, so that nothing is missed by a crash and several nodes do not do the same twice.

use std::time::Duration;

use model::WorkspaceId;
use store::{SearchSubject, Seq};

use crate::bus::LogFollower;
use crate::{App, Result};

const READER: &str = "search";
/// Changes that come together are indexed together.
const TOGETHER: Duration = Duration::from_millis(300);
/// A signal may get lost, and the queue has none.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Events of one transaction, so that whoever waits for the writer is let in between.
const EVENTS: i64 = 300;
/// Documents of one transaction of the backlog.
const DOCUMENTS: i64 = 200;
/// Between transactions of the backlog: it has time.
const BREATH: Duration = Duration::from_millis(30);

/// Follows until the app stops.
pub(crate) async fn run(app: App) {
    let mut follower = LogFollower::new(&app, TOGETHER, LOOK_EVERY, behind);
    while let Some(changed) = follower.changed().await {
        for workspace in changed {
            if let Err(error) = index(&app, workspace).await {
                tracing::warn!(workspace.id = %workspace, %error, "the search index is behind; trying again");
            }
        }
    }
}

async fn behind(app: &App) -> Vec<WorkspaceId> {
    app.store().system().workspaces_to_index(READER).await.unwrap_or_default()
}

/// Indexes everything that waits.
pub(super) async fn catch_up(app: &App) -> Result<()> {
    for workspace in behind(app).await {
        index(app, workspace).await?;
    }
    Ok(())
}

/// Events first, since they are what people look for; then the queue, then what was there before.
async fn index(app: &App, id: WorkspaceId) -> Result<()> {
    events(app, id).await?;
    loop {
        let mut tx = app.store().begin().await?;
        let mut workspace = tx.workspace(id);
        let queued = workspace.index_queue(DOCUMENTS).await?;
        let more = queued > 0 || workspace.index_backlog(DOCUMENTS).await?;
        tx.commit().await?;
        if !more || app.is_stopping() {
            return Ok(());
        }
        app.pause(BREATH).await;
        events(app, id).await?;
    }
}

async fn events(app: &App, id: WorkspaceId) -> Result<()> {
    let workspace = app.store().workspace(id);
    loop {
        let place: Seq = workspace.event_cursor(READER).await?.unwrap_or(0);
        let rows = workspace.list_search_events(place, EVENTS).await?;
        let (Some(first), Some(last)) = (rows.first().map(|row| row.seq), rows.last().map(|row| row.seq)) else {
            return skip_to_end(app, id, place).await;
        };
        let subjects: Vec<SearchSubject> = rows.iter().filter_map(store::SearchEvent::subject).collect();
        let mut tx = app.store().begin().await?;
        let mut transaction = tx.workspace(id);
        if transaction.advance_event_cursor(READER, place + 1, last).await? {
            if first > place + 1 {
                // Events are kept for some days; who was away longer looks at everything again.
                transaction.begin_search_backlog().await?;
            }
            transaction.index_for_search(&subjects).await?;
            tx.commit().await?;
        }
        if i64::try_from(rows.len()).unwrap_or(EVENTS) < EVENTS || app.is_stopping() {
            return Ok(());
        }
    }
}

/// Every event after the cursor was deleted by age: go on from the end, and look at everything again.
async fn skip_to_end(app: &App, id: WorkspaceId, place: Seq) -> Result<()> {
    let (_, end) = app.store().workspace(id).event_bounds().await?;
    if end > place {
        let mut tx = app.store().begin().await?;
        let mut workspace = tx.workspace(id);
        if workspace.advance_event_cursor(READER, place + 1, end).await? {
            workspace.begin_search_backlog().await?;
            tx.commit().await?;
        }
    }
    Ok(())
}
