//! The worker that empties the outbox: claims what is due, sends many conversations at once and each one in order.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::{dispatch, reconcile};
use crate::{App, Result};

/// How many messages this node sends at the same time.
const CONCURRENT: usize = 64;
/// Longer than a call to Meta may take, its upload and the typing pause.
const LEASE: Duration = Duration::from_secs(90);
/// The safety net under the wake-ups: messages that wait for a later time, and those a crash left behind.
const SWEEP: Duration = Duration::from_secs(1);

/// Runs until the app stops; messages that are being sent then are waited for as the app's tasks.
pub(crate) async fn run(app: App) {
    let free = Arc::new(Semaphore::new(CONCURRENT));
    loop {
        // Registered before looking, so that a wake-up between the look and the wait is not lost.
        let woken = app.outbox_wake().notified();
        match claim(&app, &free).await {
            Ok(0) => {}
            Ok(_) => continue,
            Err(error) => tracing::error!(%error, "the outbox could not be claimed; trying again"),
        }
        tokio::select! {
            () = app.stopping() => return,
            () = woken => {}
            () = app.pause(SWEEP) => reconcile::reconcile(&app).await,
        }
    }
}

/// Claims and starts what is due. Gives how many.
async fn claim(app: &App, free: &Arc<Semaphore>) -> Result<usize> {
    let room = free.available_permits();
    if room == 0 {
        return Ok(0);
    }
    let mut tx = app.store().begin().await?;
    let claimed = tx.system().claim_outbox(i64::try_from(room).unwrap_or(1), LEASE, app.node()).await?;
    if claimed.is_empty() {
        return Ok(0);
    }
    tx.commit().await?;
    let count = claimed.len();
    for message in claimed {
        let permit = Arc::clone(free).acquire_owned().await.expect("the semaphore is never closed");
        let worker = app.clone();
        let sending = app.outbound_recent().sending();
        app.spawn(async move {
            let _sending = sending;
            let id = message.message_id;
            if let Err(error) = dispatch::dispatch(&worker, message).await {
                tracing::error!(message.id = %id, %error, "a message could not be sent; its lease ends and it is tried again");
            }
            drop(permit);
            // The next message of the same conversation may go now.
            worker.outbox_wake().notify_one();
        });
    }
    Ok(count)
}

/// Is there anything to send now, or being sent by this node? For tests that wait until all is quiet; it also starts what is due.
pub(crate) async fn is_busy(app: &App) -> bool {
    reconcile::reconcile(app).await;
    let begun = claim(app, &Arc::new(Semaphore::new(CONCURRENT))).await;
    begun.is_ok_and(|count| count > 0) || app.outbound_recent().is_sending()
}
