//! The worker that empties the outbox: claims what is due, sends many conversations at once and each one in order.

use std::sync::Arc;
use std::time::{Duration, Instant};

use model::Timestamp;
use tokio::sync::Semaphore;

use super::{dispatch, reconcile, schedule};
use crate::{App, Result};

/// How many messages this node sends at the same time.
const CONCURRENT: usize = 64;
/// Longer than a call to Meta may take, its upload and the typing pause.
const LEASE: Duration = Duration::from_secs(90);
/// A call to Meta with all its time limits, and a little more.
const LONGEST_CALL: Duration = Duration::from_secs(25);
/// The safety net under the wake-ups: messages that wait for a later time, and those a crash left behind.
const SWEEP: Duration = Duration::from_secs(1);
/// A number's bucket is not looked at more often than this.
const SHORTEST: Duration = Duration::from_millis(10);

/// Runs until the app stops; messages that are being sent then are waited for as the app's tasks.
pub(crate) async fn run(app: App) {
    if !app.store().is_shared()
        && let Err(error) = reconcile::take_back(&app).await
    {
        tracing::error!(%error, "leases of the last run could not be ended; they end by themselves");
    }
    let free = Arc::new(Semaphore::new(CONCURRENT));
    let mut swept = Instant::now();
    loop {
        // Registered before looking, so that a wake-up between the look and the wait is not lost.
        let woken = app.outbox_wake().notified();
        let due = schedule::send_due(&app).await.unwrap_or_else(|error| {
            tracing::error!(%error, "scheduled messages could not be read; trying again");
            0
        });
        let next_at = match claim(&app, &free).await {
            Ok((0, next_at)) => next_at,
            Ok(_) => continue,
            Err(error) => {
                tracing::error!(%error, "the outbox could not be claimed; trying again");
                None
            }
        };
        if due > 0 {
            continue;
        }
        // A number that used up its pace may go on within milliseconds.
        let pause = next_at.map_or(SWEEP, |at| at.since(app.now()).clamp(SHORTEST, SWEEP));
        if swept.elapsed() >= SWEEP {
            swept = Instant::now();
            reconcile::reconcile(&app).await;
        }
        tokio::select! {
            () = app.stopping() => return,
            () = woken => {}
            () = app.pause(pause) => {}
        }
    }
}

/// Claims and starts what is due. Gives how many, and when a number that has more may go on.
async fn claim(app: &App, free: &Arc<Semaphore>) -> Result<(usize, Option<Timestamp>)> {
    let room = free.available_permits();
    if room == 0 {
        return Ok((0, None));
    }
    let asked_at = Instant::now();
    // From before the claim until its messages count by themselves, so that nobody finds this node idle in between.
    let _claiming = app.outbound_recent().sending();
    let mut tx = app.store().begin().await?;
    let claimed = tx.system().claim_outbox(i64::try_from(room).unwrap_or(1), LEASE, app.node()).await?;
    if claimed.messages.is_empty() {
        return Ok((0, claimed.next_at));
    }
    tx.commit().await?;
    let count = claimed.messages.len();
    for message in claimed.messages {
        let permit = Arc::clone(free).acquire_owned().await.expect("the semaphore is never closed");
        let worker = app.clone();
        let sending = app.outbound_recent().sending();
        app.spawn(async move {
            let _sending = sending;
            let id = message.message_id;
            if let Err(error) = dispatch::dispatch(&worker, message, asked_at).await {
                tracing::error!(message.id = %id, %error, "a message could not be sent; its lease ends and it is tried again");
            }
            drop(permit);
            // The next message of the same conversation may go now.
            worker.outbox_wake().notify_one();
        });
    }
    Ok((count, claimed.next_at))
}

/// Whether a call that begins now ends before a lease that was asked for `ago`: whoever hung longer may have lost the message to another worker.
pub(super) fn lease_outlasts_a_call(ago: Duration) -> bool {
    ago + LONGEST_CALL < LEASE
}

/// Is there anything to send now, or being sent by this node? For tests that wait until all is quiet; it also starts what is due.
pub(crate) async fn is_busy(app: &App) -> bool {
    reconcile::reconcile(app).await;
    let due = schedule::send_due(app).await.is_ok_and(|count| count > 0);
    let begun = claim(app, &Arc::new(Semaphore::new(CONCURRENT))).await;
    due || begun.is_ok_and(|(count, _)| count > 0) || app.outbound_recent().is_sending()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_that_hung_does_not_call() {
        assert!(lease_outlasts_a_call(Duration::ZERO));
        assert!(lease_outlasts_a_call(Duration::from_secs(60)));
        assert!(!lease_outlasts_a_call(Duration::from_secs(70)));
        assert!(!lease_outlasts_a_call(Duration::from_secs(200)));
    }
}
