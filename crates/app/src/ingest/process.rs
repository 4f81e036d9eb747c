//! A claimed batch to its end: all events in one transaction; when that fails each alone, so that one bad event harms no other.

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use futures::FutureExt as _;
use model::Timestamp;
use store::{Claim, ClaimOptions, ClaimedEvent, Error, Lane, MAX_ATTEMPTS};

use super::route::{self, Letter};
use super::{apply, history};
use crate::App;

const TRIES: u32 = 4;

/// Why a transaction did not go through.
#[derive(Debug)]
enum Trouble {
    /// Somebody else has the lane: drop the work.
    Stale,
    /// The database's, not the events': the same may go through soon.
    Passing(Error),
    /// One of the events cannot be processed.
    Event(String),
}

/// Works on a claim, and takes `more` of the lane with the commit that ends it. An error is the database's: nothing was lost, and the lane comes free by itself.
pub(super) async fn process(app: &App, claim: Claim, more: Option<&ClaimOptions>) -> Result<Option<Claim>, Error> {
    let started = Instant::now();
    let Claim { lane, events, exhausted } = claim;
    for event in &exhausted {
        give_up(app, lane, event, "ingest.crashed", "Its processing ended the program several times.").await?;
    }
    let letters = route::read(events).await;
    let together = if history::is_bulky(&letters) {
        Err(Trouble::Event("a history is worked on by itself".to_owned()))
    } else {
        attempt(app, lane, &letters, more.map_or(Then::Release, Then::TakeMore)).await
    };
    let outcome = match together {
        Err(Trouble::Event(detail)) if letters.len() == 1 && !history::is_bulky(&letters) => {
            fail(app, lane, &letters[0], &detail, Then::Release).await.map(|()| None)
        }
        Err(Trouble::Event(_)) => one_by_one(app, lane, &letters, started).await.map(|()| None),
        Err(Trouble::Stale) => Ok(None),
        Err(Trouble::Passing(error)) => {
            hand_back(app, lane).await;
            Err(error)
        }
        Ok(more) => Ok(more),
    };
    metrics::histogram!("prismwa_ingest_batch_seconds").record(started.elapsed().as_secs_f64());
    metrics::counter!("prismwa_ingest_events_total").increment(u64::try_from(letters.len()).unwrap_or(0));
    outcome
}

/// What happens to the lane with the transaction.
#[derive(Debug, Clone, Copy)]
enum Then<'o> {
    Release,
    Keep,
    /// Kept, with the next events of it; given back when there are none.
    TakeMore(&'o ClaimOptions),
    /// Kept too, and the events are not done yet.
    GoOn,
}

impl Then<'_> {
    fn finishes(self) -> apply::Events {
        match self {
            Self::Release | Self::Keep | Self::TakeMore(_) => apply::Events::AreDone,
            Self::GoOn => apply::Events::GoOn,
        }
    }
}

/// One transaction for these events, tried again when the database was at fault.
async fn attempt(app: &App, lane: Lane, letters: &[Letter], then: Then<'_>) -> Result<Option<Claim>, Trouble> {
    for attempt in 1.. {
        let result = AssertUnwindSafe(transact(app, lane, letters, then)).catch_unwind().await;
        match result {
            Ok(Ok(more)) => return Ok(more),
            Ok(Err(Error::StaleLease(_))) => {
                tracing::warn!(meta_app.id = %lane.meta_app_id, "another worker took the lane over; its work is dropped here");
                return Err(Trouble::Stale);
            }
            // A unique key that appeared meanwhile (a person added the contact): the next look finds it.
            Ok(Err(error)) if (error.is_transient() || error.is_duplicate()) && attempt < TRIES => {
                tracing::debug!(%error, attempt, "the batch is tried again");
                app.pause(Duration::from_millis(u64::from(10 * attempt * attempt))).await;
            }
            Ok(Err(error)) if error.is_transient() => return Err(Trouble::Passing(error)),
            Ok(Err(error)) => return Err(Trouble::Event(error.to_string())),
            Err(_) => return Err(Trouble::Event("the program panicked; please report it with this event's id".to_owned())),
        }
    }
    unreachable!("the loop has no end but its returns")
}

async fn transact(app: &App, lane: Lane, letters: &[Letter], then: Then<'_>) -> Result<Option<Claim>, Error> {
    let mut tx = app.store().begin_batch().await?;
    tx.system().hold_lane(lane).await?;
    let templates = apply::apply(&mut tx, lane.meta_app_id, letters, &app.config().public_url, then.finishes()).await?;
    let more = match then {
        Then::TakeMore(options) => {
            app.lanes().looks_now(lane.meta_app_id);
            tx.system().claim_more(lane, options).await?
        }
        Then::Release => tx.system().release_lane(lane).await.map(|()| None)?,
        Then::Keep | Then::GoOn => None,
    };
    tx.commit().await?;
    for channel in templates {
        app.channels().forget_templates(channel);
    }
    Ok(more)
}

/// Each event in a transaction of its own. Whoever is at fault has its failure written down; the others go through.
async fn one_by_one(app: &App, lane: Lane, letters: &[Letter], started: Instant) -> Result<(), Error> {
    let enough = app.config().ingest.lease / 2;
    for (at, letter) in letters.iter().enumerate() {
        let then = if at + 1 == letters.len() { Then::Release } else { Then::Keep };
        if started.elapsed() > enough || app.is_stopping() {
            hand_back(app, lane).await;
            return Ok(());
        }
        match whole(app, lane, letter, then).await {
            Ok(_) => {}
            Err(Trouble::Stale) => return Ok(()),
            Err(Trouble::Event(detail)) => fail(app, lane, letter, &detail, then).await?,
            Err(Trouble::Passing(error)) => {
                hand_back(app, lane).await;
                return Err(error);
            }
        }
    }
    Ok(())
}

/// One event to its end. The chats of a large history go first, some hundreds of messages a transaction: whoever waits for the writer is let in between,
/// and what is stored stays stored if the rest has to be tried again.
async fn whole(app: &App, lane: Lane, letter: &Letter, then: Then<'_>) -> Result<Option<Claim>, Trouble> {
    let Some((slices, rest)) = history::slices(letter) else {
        return attempt(app, lane, std::slice::from_ref(letter), then).await;
    };
    for slice in &slices {
        attempt(app, lane, std::slice::from_ref(slice), Then::GoOn).await?;
    }
    attempt(app, lane, std::slice::from_ref(&rest), then).await
}

/// Writes down why an event failed: it waits for its next attempt, or is dead.
async fn fail(app: &App, lane: Lane, letter: &Letter, detail: &str, then: Then<'_>) -> Result<(), Error> {
    let event = &letter.event;
    tracing::warn!(webhook_event.id = %event.id, attempts = event.attempts, detail, "a webhook event could not be processed");
    let next = (event.attempts < MAX_ATTEMPTS).then(|| app.now() + pause_before(event.attempts + 1));
    end(app, lane, event, "ingest.failed", detail, next, then).await
}

async fn give_up(app: &App, lane: Lane, event: &ClaimedEvent, code: &str, detail: &str) -> Result<(), Error> {
    tracing::error!(webhook_event.id = %event.id, "a webhook event is given up: {detail}");
    end(app, lane, event, code, detail, None, Then::Keep).await
}

async fn end(app: &App, lane: Lane, event: &ClaimedEvent, code: &str, detail: &str, next: Option<Timestamp>, then: Then<'_>) -> Result<(), Error> {
    let mut tx = app.store().begin().await?;
    match tx.system().hold_lane(lane).await {
        Err(Error::StaleLease(_)) => return Ok(()),
        held => held?,
    }
    // The workspaces concerned must see it even though its processing never got that far.
    apply::note_failure(&mut tx, lane.meta_app_id, event, code, detail, next).await?;
    if matches!(then, Then::Release) {
        tx.system().release_lane(lane).await?;
    }
    tx.commit().await
}

/// Five seconds, then half a minute, two minutes, ten.
fn pause_before(attempt: i64) -> Duration {
    Duration::from_secs(match attempt {
        ..=2 => 5,
        3 => 30,
        4 => 120,
        _ => 600,
    })
}

/// Gives the lane back with what is not done as untried, for a failure that was not theirs. When even that fails, the lease ends, and it counts as an attempt.
async fn hand_back(app: &App, lane: Lane) {
    let returned = async {
        let mut tx = app.store().begin().await?;
        tx.system().hold_lane(lane).await?;
        tx.system().release_lane(lane).await?;
        tx.commit().await
    };
    if let Err(error) = returned.await {
        tracing::warn!(%error, "claimed webhook events could not be given back; their lease ends by itself");
    }
}
