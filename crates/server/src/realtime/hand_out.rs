//! Hands out conversations to teams and their members, soon after something changed: it is here because it must know who has the console open.

use std::collections::BTreeSet;
use std::time::Duration;

use model::{UserId, WorkspaceId};
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

use super::seats::Realtime;

/// Changes that come together are looked at once.
const TOGETHER: Duration = Duration::from_millis(250);
/// A signal may get lost, and members come and go: everything is looked at this often.
const LOOK_EVERY: Duration = Duration::from_secs(10);

/// Begins to watch.
pub(super) fn start(realtime: &Realtime) {
    let app = realtime.server().app.clone();
    let realtime = realtime.clone();
    let mut signals = app.bus().subscribe();
    app.clone().spawn(async move {
        let mut look = tokio::time::interval(LOOK_EVERY);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            let first = tokio::select! {
                signal = signals.recv() => match signal {
                    Ok(workspace) => Some(workspace),
                    Err(RecvError::Lagged(_)) => None,
                    Err(RecvError::Closed) => return,
                },
                _ = look.tick() => None,
                () = app.stopping() => return,
            };
            let mut changed: BTreeSet<WorkspaceId> = first.into_iter().collect();
            let mut all = first.is_none();
            if !all {
                if tokio::time::timeout(TOGETHER, app.stopping()).await.is_ok() {
                    return;
                }
                loop {
                    match signals.try_recv() {
                        Ok(workspace) => drop(changed.insert(workspace)),
                        Err(TryRecvError::Lagged(_)) => all = true,
                        Err(_) => break,
                    }
                }
            }
            if let Err(error) = round(&realtime, (!all).then_some(changed)).await {
                tracing::warn!(%error, "conversations could not be handed out; trying again");
            }
        }
    });
}

/// Hands out in these workspaces, or in all that hand out.
async fn round(realtime: &Realtime, changed: Option<BTreeSet<WorkspaceId>>) -> app::Result<()> {
    let server = realtime.server();
    let concerned = server.app.store().system().workspaces_that_hand_out().await?;
    for workspace in concerned {
        if changed.as_ref().is_some_and(|changed| !changed.contains(&workspace)) {
            continue;
        }
        let online: BTreeSet<UserId> = server.online.users(workspace).into_iter().collect();
        while server.app.teams().hand_out(workspace, &online).await? > 0 {
            if server.app.is_stopping() {
                return Ok(());
            }
        }
    }
    Ok(())
}
