//! Reads the event log and writes a delivery for every webhook that wants an event, in the transaction that moves its place in the log: none is lost, none doubled.

use std::time::Duration;

use model::{WebhookDeliveryId, WorkspaceId};
use store::{EventRow, Limit, NewDelivery, WEBHOOK_READER, WebhookRow};

use super::{EVERYTHING, body_of, is_sent};
use crate::bus::LogFollower;
use crate::views::WebhookState;
use crate::{App, Result};

/// Changes that come together are looked at once.
const TOGETHER: Duration = Duration::from_millis(100);
/// A signal may get lost.
const LOOK_EVERY: Duration = Duration::from_secs(30);
const BATCH: u32 = 200;

/// Follows until the app stops.
pub(crate) async fn run(app: App) {
    let mut follower = LogFollower::new(&app, TOGETHER, LOOK_EVERY, behind);
    while let Some(changed) = follower.changed().await {
        for workspace in changed {
            if let Err(error) = read_on(&app, workspace).await {
                tracing::warn!(workspace.id = %workspace, %error, "events could not be written down for webhooks; trying again");
            }
        }
    }
}

/// Reads everything there is. For tests.
pub(crate) async fn run_once(app: &App) {
    for workspace in behind(app).await {
        if let Err(error) = read_on(app, workspace).await {
            tracing::warn!(workspace.id = %workspace, %error, "events could not be written down for webhooks");
        }
    }
}

async fn behind(app: &App) -> Vec<WorkspaceId> {
    app.store().system().workspaces_behind(WEBHOOK_READER).await.unwrap_or_default()
}

async fn read_on(app: &App, id: WorkspaceId) -> Result<()> {
    let workspace = app.store().workspace(id);
    // The place is written down with a workspace's first webhook.
    let Some(mut place) = workspace.event_cursor(WEBHOOK_READER).await? else {
        return Ok(());
    };
    loop {
        let webhooks = workspace.list_webhooks().await?;
        // While nobody wants anything the place stays: whoever is turned on later begins at an event of their own.
        let Some(from) = webhooks.iter().filter(|row| is_active(row)).map(|row| row.since_seq).min() else {
            return Ok(());
        };
        let rows = workspace.list_events(place.max(from), Limit::clamped(BATCH)).await?;
        let (Some(first), Some(last)) = (rows.first().map(|row| row.seq), rows.last().map(|row| row.seq)) else {
            return Ok(());
        };
        let mut tx = app.store().begin().await?;
        let mut transaction = tx.workspace(id);
        if !transaction.advance_event_cursor(WEBHOOK_READER, first, last).await? {
            // Another node was here already.
            drop(tx);
            place = workspace.event_cursor(WEBHOOK_READER).await?.unwrap_or(last).max(last);
            continue;
        }
        // Asked after the events: a webhook that came between has a place before those that happened after it.
        let webhooks = transaction.list_webhooks().await?;
        let active: Vec<Wanted> = webhooks.iter().filter(|row| is_active(row)).map(Wanted::of).collect();
        let deliveries: Vec<NewDelivery> = rows.iter().flat_map(|row| wanted(id, row, &active)).collect();
        transaction.add_webhook_deliveries(&deliveries).await?;
        tx.commit().await?;
        if !deliveries.is_empty() {
            app.webhook_wake().notify_one();
        }
        place = last;
    }
}

fn is_active(row: &WebhookRow) -> bool {
    row.state == WebhookState::Active.as_str()
}

/// An active webhook and what it wants.
struct Wanted<'a> {
    row: &'a WebhookRow,
    kinds: Vec<String>,
}

impl<'a> Wanted<'a> {
    fn of(row: &'a WebhookRow) -> Self {
        Self {
            row,
            kinds: serde_json::from_str(&row.events).unwrap_or_default(),
        }
    }

    fn wants(&self, event: &EventRow) -> bool {
        event.seq > self.row.since_seq && is_sent(&event.kind) && self.kinds.iter().any(|kind| kind == EVERYTHING || *kind == event.kind)
    }
}

fn wanted<'w>(workspace: WorkspaceId, event: &'w EventRow, active: &'w [Wanted<'_>]) -> impl Iterator<Item = NewDelivery> + 'w {
    active.iter().filter(|wanted| wanted.wants(event)).map(move |wanted| NewDelivery {
        id: WebhookDeliveryId::new(),
        webhook_id: wanted.row.id,
        event: event.kind.clone(),
        body: body_of(workspace, &event.kind, event.created_at, &event.data),
    })
}
