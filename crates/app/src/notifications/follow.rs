//! Reads the event log beside the busy path and tells members what concerns them: a contact wrote to them, a message of theirs failed, a window closes.
//!
//! Processing of deliveries knows nothing of this. Each event is acted on once, whichever node reads it: who tells also moves the log's cursor, in one
//! transaction. Where nothing is to be told nothing is written.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use model::{ConversationId, UserId, WorkspaceId};
use serde::Deserialize;
use store::{EventRow, Limit, Seq};

use crate::bus::LogFollower;
use crate::notify::{Wish, notify};
use crate::views::NotificationKind;
use crate::{App, Result};

const READER: &str = "notifications";
/// Changes that come together are looked at once.
const TOGETHER: Duration = Duration::from_millis(300);
/// A signal may get lost, and windows close by the clock.
const LOOK_EVERY: Duration = Duration::from_secs(30);
const BATCH: u32 = 500;
/// Events without anything to tell, after which the place is written down all the same.
const WRITE_DOWN_AFTER: Seq = 5_000;
const WINDOW_CLOSES_WITHIN: Duration = Duration::from_secs(60 * 60);
const WINDOWS_AT_ONCE: i64 = 200;

/// Follows until the app stops.
pub(crate) async fn run(app: App) {
    let mut places: HashMap<WorkspaceId, Seq> = HashMap::new();
    if let Err(error) = app.store().begin_event_cursors(READER).await {
        tracing::warn!(%error, "notifications begin late");
    }
    let mut follower = LogFollower::new(&app, TOGETHER, LOOK_EVERY, behind);
    while let Some(changed) = follower.changed().await {
        for workspace in changed {
            match read_on(&app, workspace, places.get(&workspace).copied()).await {
                Ok(place) => drop(places.insert(workspace, place)),
                Err(error) => tracing::warn!(workspace.id = %workspace, %error, "notifications could not be made; trying again"),
            }
        }
    }
}

/// Workspaces with something unread, and those with windows that close.
async fn behind(app: &App) -> Vec<WorkspaceId> {
    if let Err(error) = windows(app).await {
        tracing::warn!(%error, "closing windows could not be told; trying again");
    }
    app.store().system().workspaces_behind(READER).await.unwrap_or_default()
}

/// Reads a workspace's log to its end; gives how far that is.
async fn read_on(app: &App, id: WorkspaceId, place: Option<Seq>) -> Result<Seq> {
    let workspace = app.store().workspace(id);
    let mut kept = match place {
        Some(place) => place,
        None => workspace.event_cursor(READER).await?.unwrap_or(0),
    };
    let mut place = kept;
    loop {
        let rows = workspace.list_events(place, Limit::clamped(BATCH)).await?;
        let Some(last) = rows.last().map(|row| row.seq) else { return Ok(place) };
        let is_full = rows.len() == Limit::clamped(BATCH).rows();
        let wishes: Vec<(Seq, Wish)> = rows.iter().filter_map(|row| Some((row.seq, wish(row)?))).collect();
        let first = wishes.first().map(|(seq, _)| *seq);
        if first.is_some() || last - kept > WRITE_DOWN_AFTER {
            let mut tx = app.store().begin().await?;
            let mut transaction = tx.workspace(id);
            if !transaction.advance_event_cursor(READER, first.unwrap_or(last), last).await? {
                // Another node told already: on from where it stands.
                drop(tx);
                place = workspace.event_cursor(READER).await?.unwrap_or(last).max(place);
                kept = place;
                continue;
            }
            let events = notify(&mut transaction, wishes.into_iter().map(|(_, wish)| wish).collect()).await?;
            transaction.append_events(&events).await?;
            tx.commit().await?;
            kept = last;
        }
        place = last;
        if !is_full {
            return Ok(place);
        }
    }
}

#[derive(Deserialize)]
struct Created {
    message: Message,
    conversation: Conversation,
}

#[derive(Deserialize)]
struct Updated {
    message: Message,
}

#[derive(Deserialize)]
struct Message {
    id: String,
    conversation_id: ConversationId,
    direction: String,
    status: String,
    preview: String,
    author: Author,
}

#[derive(Deserialize)]
struct Author {
    kind: String,
    id: Option<String>,
}

#[derive(Deserialize)]
struct Conversation {
    assignee_id: Option<UserId>,
}

/// Whom an event concerns.
fn wish(row: &EventRow) -> Option<Wish> {
    match row.kind.as_str() {
        // Most messages come into conversations of nobody: told by a look, before the whole event is read. What people write cannot look like this, since
        // its quotation marks are escaped.
        "message.created" if row.data.contains("\"assignee_id\":null") => None,
        "message.created" => {
            let Created { message, conversation } = serde_json::from_str(&row.data).ok()?;
            let assignee = conversation.assignee_id?;
            (message.direction == "inbound").then(|| {
                let kind = NotificationKind::NewMessage;
                Wish::new(kind, assignee, message.conversation_id, message.id, None, &message.preview)
            })
        }
        "message.updated" => {
            let Updated { message } = serde_json::from_str(&row.data).ok()?;
            let author = message.author.id.filter(|_| message.author.kind == "agent")?.parse().ok()?;
            (message.status == "failed").then(|| {
                let kind = NotificationKind::FailedMessage;
                Wish::new(kind, author, message.conversation_id, message.id, None, &message.preview)
            })
        }
        _ => None,
    }
}

/// Tells of windows that close within the hour while the contact waits.
async fn windows(app: &App) -> Result<()> {
    let now = app.now();
    let closing = app
        .store()
        .system()
        .closing_windows(now, now + WINDOW_CLOSES_WITHIN, WINDOWS_AT_ONCE)
        .await?;
    let mut wishes: BTreeMap<WorkspaceId, Vec<Wish>> = BTreeMap::new();
    for (workspace, conversation, user, closes) in closing {
        let kind = NotificationKind::WindowClosing;
        let wish = Wish::new(kind, user, conversation, closes.to_string(), None, "");
        wishes.entry(workspace).or_default().push(wish);
    }
    for (workspace, wishes) in wishes {
        let mut tx = app.store().begin().await?;
        let mut workspace = tx.workspace(workspace);
        let events = notify(&mut workspace, wishes).await?;
        workspace.append_events(&events).await?;
        tx.commit().await?;
    }
    Ok(())
}
