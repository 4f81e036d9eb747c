//! Watches over the sockets: who lost their session or their membership is cut within seconds, on every node; who stopped writing is told so.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use model::{SessionId, WorkspaceId};
use socketioxide::extract::{SocketRef, State};
use store::LiveSeat;

use super::seats::{Realtime, Who};
use super::{presence, seats};

/// Every seat is checked this often; a change told by an event is acted on at once.
const CHECK_EVERY: Duration = Duration::from_secs(2);

/// Begins to watch.
pub(super) fn start(realtime: &Realtime) {
    let app = realtime.server().app.clone();
    let realtime = realtime.clone();
    app.clone().spawn(async move {
        let mut check = tokio::time::interval(CHECK_EVERY);
        check.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = check.tick() => {}
                () = realtime.relay().members_changed().notified() => {}
                () = app.stopping() => return,
            }
            if let Err(error) = cut(&realtime).await {
                tracing::warn!(%error, "open consoles could not be checked; trying again");
            }
            lapse(&realtime).await;
        }
    });
}

/// Ends every socket whose session or membership no longer counts.
async fn cut(realtime: &Realtime) -> Result<(), store::Error> {
    let taken = realtime.all();
    if taken.is_empty() {
        return Ok(());
    }
    let mut keys: Vec<(SessionId, WorkspaceId)> = taken.iter().map(|(_, who)| (who.session(), who.workspace())).collect();
    keys.sort_unstable();
    keys.dedup();
    let live: HashMap<(SessionId, WorkspaceId), LiveSeat> = realtime
        .server()
        .app
        .store()
        .system()
        .live_seats(&keys)
        .await?
        .into_iter()
        .map(|seat| ((seat.session_id, seat.workspace_id), seat))
        .collect();
    for (socket, who) in taken {
        match live.get(&(who.session(), who.workspace())) {
            Some(seat) if socket.connected() => who.set_role(seat.role),
            Some(_) => seats::leave(socket, State(realtime.clone())).await,
            None => end(realtime, socket, &who).await,
        }
    }
    Ok(())
}

async fn end(realtime: &Realtime, socket: SocketRef, who: &Who) {
    tracing::info!(user.id = %who.user(), workspace.id = %who.workspace(), "a socket was ended: the session or the membership is over");
    socket.leave_all();
    if socket.clone().disconnect().is_err() {
        // Its buffer is full: it hears nothing more, and the next check tries again.
        return;
    }
    seats::leave(socket, State(realtime.clone())).await;
}

/// Tells rooms where somebody stopped writing without saying so.
async fn lapse(realtime: &Realtime) {
    let lapsed = realtime.presence().lapse(Instant::now());
    if lapsed.is_empty() {
        return;
    }
    for (socket, who) in realtime.all() {
        for (_, conversation) in lapsed.iter().filter(|(sid, _)| *sid == socket.id) {
            presence::tell_elsewhere(realtime, &who, *conversation);
            presence::announce(realtime, &socket, who.workspace(), *conversation).await;
        }
    }
}
