//! One socket follows its workspace: first what it missed, then `ready`, then everything as it happens, in order and each once.
//!
//! It goes at the socket's pace: a full buffer is waited for, and a socket that takes nothing for a while is ended. It comes back with its last number.

use std::time::Duration;

use model::WorkspaceId;
use serde_json::json;
use socketioxide::extract::SocketRef;
use socketioxide::{SendError, SocketError};
use store::{Limit, Seq};
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, MissedTickBehavior, interval};

use super::relay::{self, Written};
use super::seats::{Realtime, Who};

/// More than this is loaded anew rather than told one by one.
const MOST_REPLAYED: Seq = 2000;
/// A socket that takes nothing for this long is ended.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often a full buffer is tried again.
const TRY_EVERY: Duration = Duration::from_millis(5);

/// Why following ends.
enum End {
    /// The socket is gone.
    Gone,
    /// The socket takes nothing.
    Stuck,
    /// The log cannot be read now: the client should come back later.
    Unreadable(store::Error),
}

impl From<store::Error> for End {
    fn from(error: store::Error) -> Self {
        Self::Unreadable(error)
    }
}

/// Follows until the socket is gone.
pub(super) async fn follow(realtime: Realtime, socket: SocketRef, who: Who) {
    let app = realtime.server().app.clone();
    let end = tokio::select! {
        end = run(&realtime, &socket, &who) => end,
        () = app.stopping() => return,
    };
    match end {
        Err(End::Stuck) => tracing::info!(user.id = %who.user(), "a socket took nothing for {} seconds and was ended", PATIENCE.as_secs()),
        Err(End::Unreadable(error)) => tracing::warn!(workspace.id = %who.workspace(), %error, "a socket was ended, since events cannot be read"),
        Ok(()) | Err(End::Gone) => {}
    }
    hang_up(&app, &socket).await;
}

async fn run(realtime: &Realtime, socket: &SocketRef, who: &Who) -> Result<(), End> {
    let workspace = who.workspace();
    let mut events = relay::subscribe(realtime, workspace).await?;
    let mut last = catch_up(realtime, socket, workspace, who.after()).await?;
    send(socket, "ready", &json!({ "seq": last })).await?;
    loop {
        match events.recv().await {
            Ok(event) => deliver(socket, &event, &mut last).await?,
            Err(RecvError::Lagged(_)) => {
                // The log has what the feed no longer holds. New events are heard from here on, so none falls between.
                events = events.resubscribe();
                last = replay(realtime, socket, workspace, last).await?;
            }
            // A feed ends only when nobody follows it, so this is the end of the server.
            Err(RecvError::Closed) => return Ok(()),
        }
    }
}

/// Sends what came after the number the client has. Too old, too many or not from here: `reset`, and on from now.
async fn catch_up(realtime: &Realtime, socket: &SocketRef, workspace: WorkspaceId, after: Option<Seq>) -> Result<Seq, End> {
    let (oldest, last) = realtime.server().app.store().workspace(workspace).event_bounds().await?;
    let Some(after) = after else { return Ok(last) };
    let is_kept = after == last || oldest.is_some_and(|oldest| oldest <= after + 1);
    if after > last || last - after > MOST_REPLAYED || !is_kept {
        send(socket, "reset", &json!({})).await?;
        return Ok(last);
    }
    replay(realtime, socket, workspace, after).await
}

/// Sends everything the log has after `last`; returns the number of the newest.
async fn replay(realtime: &Realtime, socket: &SocketRef, workspace: WorkspaceId, mut last: Seq) -> Result<Seq, End> {
    let limit = Limit::clamped(500);
    loop {
        let rows = realtime.server().app.store().workspace(workspace).list_events(last, limit).await?;
        let is_full = rows.len() == limit.rows();
        for row in rows {
            deliver(socket, &Written::new(row), &mut last).await?;
        }
        if !is_full {
            return Ok(last);
        }
    }
}

/// Sends an event unless the socket has it.
async fn deliver(socket: &SocketRef, event: &Written, last: &mut Seq) -> Result<(), End> {
    if event.seq > *last {
        send(socket, "event", &*event.json).await?;
        *last = event.seq;
    }
    Ok(())
}

/// Sends, waiting for room in the buffer.
async fn send<T: serde::Serialize + ?Sized>(socket: &SocketRef, name: &str, data: &T) -> Result<(), End> {
    if let Some(sent) = try_send(socket, name, data) {
        return sent;
    }
    let until = Instant::now() + PATIENCE;
    let mut again = interval(TRY_EVERY);
    again.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        again.tick().await;
        if let Some(sent) = try_send(socket, name, data) {
            return sent;
        }
        if Instant::now() >= until {
            return Err(End::Stuck);
        }
    }
}

/// `None`: the buffer is full.
fn try_send<T: serde::Serialize + ?Sized>(socket: &SocketRef, name: &str, data: &T) -> Option<Result<(), End>> {
    match socket.emit(name, data) {
        Ok(()) => Some(Ok(())),
        Err(SendError::Socket(SocketError::InternalChannelFull)) => None,
        Err(SendError::Socket(SocketError::Closed)) => Some(Err(End::Gone)),
        Err(SendError::Serialize(error)) => {
            tracing::error!(%error, "an event could not be written and was left out");
            Some(Ok(()))
        }
    }
}

/// Ends the socket. With a full buffer the farewell has no room: then it is tried until the client takes something, or its heartbeat fails.
async fn hang_up(app: &app::App, socket: &SocketRef) {
    let mut again = interval(Duration::from_millis(250));
    while socket.connected() && socket.clone().disconnect().is_err() {
        tokio::select! {
            _ = again.tick() => {}
            () = app.stopping() => return,
        }
    }
}
