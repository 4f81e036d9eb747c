//! Taking webhook events to process: a lane for each Meta app, held by a lease with a fencing token.
//!
//! A claim writes down on the lane which events it takes, before the work begins; the end of the work takes that back. Who finds a lane that somebody left
//! with events taken counts an attempt for each of them, so that an event which kills the process is found out, and the usual case writes no event twice.
//! Work done under a claim starts with [`SystemTx::hold_lane`]: when another worker took the lane over meanwhile, nothing is written.

mod bubbles;
mod history;
mod marks;
mod merge;
mod notices;
mod people;
mod routes;
mod threads;

use std::collections::HashMap;
use std::time::Duration;

use model::{MetaAppId, Timestamp, WebhookEventId};

use crate::db::{Backend, Column, Connection, Rows as _, build_all, build_execute, execute, fetch_all, fetch_one, fetch_optional, row};
use crate::{Error, LeaseClock, Result, Store, System, SystemTx};

pub use bubbles::{ContentChange, KnownMessage, NewMedia, NewMessage};
pub use history::{ChannelHistory, HistoryNews};
pub use marks::{NewMark, PendingMark};
pub use merge::{MergeChoices, Merged};
pub use notices::{BookEntry, IdentityMove, IdentityNotice};
pub use people::{IdentityWrite, KnownContact, KnownIdentity};
pub use routes::ChannelNews;
pub use threads::{NewThread, Thread};

/// After this many attempts an event is dead.
pub const MAX_ATTEMPTS: i64 = 5;
/// An event tried this often without an end may be what ended the worker, so it runs alone.
pub const SUSPECT_ATTEMPTS: i64 = 2;

/// How to claim.
#[derive(Debug, Clone)]
pub struct ClaimOptions {
    /// Who claims, for people who look at the table.
    pub worker: String,
    /// Until when the lane is ours.
    pub lease: Duration,
    /// At most this many events …
    pub events: i64,
    /// … and about this many bytes.
    pub bytes: i64,
}

/// A lane and what to do in it.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The lane.
    pub lane: Lane,
    /// Events to process, oldest first.
    pub events: Vec<ClaimedEvent>,
    /// Events that used up their attempts without an end: to be marked dead.
    pub exhausted: Vec<ClaimedEvent>,
}

/// A lane that was ours when it was claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lane {
    /// Whose events.
    pub meta_app_id: MetaAppId,
    /// The fencing token: every later claim has a higher one.
    pub token: i64,
}

row! {
    /// An event to process.
    pub struct ClaimedEvent {
        /// Its id.
        pub id: WebhookEventId,
        /// The bytes Meta sent.
        pub body: Vec<u8>,
        /// Which attempt this is; the first is 1.
        pub attempts: i64,
        /// When it arrived.
        pub received_at: Timestamp,
    }
}

row! {
    struct Waiting {
        id: WebhookEventId,
        attempts: i64,
        received_at: Timestamp,
        size: i64,
    }
}

impl Claim {
    /// The ids of the first and the last event that is to be worked on; none when there are only used up ones.
    fn range(&self) -> (Option<WebhookEventId>, Option<WebhookEventId>) {
        (self.events.first().map(|event| event.id), self.events.last().map(|event| event.id))
    }
}

impl System<'_> {
    /// Meta apps with events that wait for a worker now.
    pub async fn list_lanes_to_claim(&self) -> Result<Vec<MetaAppId>> {
        let mut connection = self.connection().await?;
        let now = self.store().now();
        let lease_now = lease_now(self.store(), &mut connection).await?;
        let lanes: Vec<(MetaAppId,)> = fetch_all!(
            connection,
            (MetaAppId,),
            "select app.id
               from meta_apps app
               left join ingest_lanes lane on lane.meta_app_id = app.id
              where coalesce(lane.lease_until, 0) <= $2
                and exists (select 1 from webhook_events event where event.meta_app_id = app.id and event.state = 'accepted' and event.next_attempt_at <= $1)
              order by app.id",
            now,
            lease_now
        )?;
        Ok(lanes.into_iter().map(|(id,)| id).collect())
    }

    /// Is there an event that may be worked on now?
    pub async fn has_due_events(&self) -> Result<bool> {
        let now = self.store().now();
        let found = fetch_optional!(
            self,
            (i64,),
            "select cast(1 as bigint) from webhook_events where state = 'accepted' and next_attempt_at <= $1 limit 1",
            now
        )?;
        Ok(found.is_some())
    }

    /// Events that are accepted and not done, whoever holds their lane.
    pub async fn count_waiting_events(&self) -> Result<i64> {
        let (count,): (i64,) = fetch_one!(self, (i64,), "select count(*) from webhook_events where state = 'accepted'")?;
        Ok(count)
    }
}

impl Store {
    /// Takes the lane and its oldest events; nothing when another worker has it or nothing waits.
    pub async fn claim_events(&self, meta_app_id: MetaAppId, options: &ClaimOptions) -> Result<Option<Claim>> {
        let mut tx = self.begin_batch().await?;
        let claim = tx.system().claim(meta_app_id, options).await?;
        if claim.is_some() {
            tx.commit().await?;
        }
        Ok(claim)
    }

    /// Gives every lane back. For the only process on a SQLite file, at its start: whoever held them is gone.
    pub async fn release_all_lanes(&self) -> Result<()> {
        let mut tx = self.begin().await?;
        execute!(
            tx,
            "update ingest_lanes set lease_until = 0, lease_token = lease_token + 1 where lease_until > 0"
        )?;
        tx.commit().await
    }
}

row! {
    /// A lane as it is found, and what its last worker left in it.
    struct Found {
        lease_token: i64,
        lease_until: Timestamp,
        taken_from: Option<WebhookEventId>,
        taken_to: Option<WebhookEventId>,
        taken_at: Option<Timestamp>,
    }
}

impl SystemTx<'_> {
    async fn claim(&mut self, meta_app_id: MetaAppId, options: &ClaimOptions) -> Result<Option<Claim>> {
        let now = self.now();
        let store = self.store().clone();
        let lease_now = lease_now(&store, &mut self.connection().await?).await?;
        let found = match self.find_lane(meta_app_id).await? {
            Some(found) => found,
            None => {
                execute!(
                    self,
                    "insert into ingest_lanes (meta_app_id) values ($1) on conflict (meta_app_id) do nothing",
                    meta_app_id
                )?;
                self.find_lane(meta_app_id).await?.ok_or(Error::NotFound("lane"))?
            }
        };
        if found.lease_until > lease_now {
            return Ok(None);
        }
        self.count_left(meta_app_id, &found).await?;
        let lane = Lane {
            meta_app_id,
            token: found.lease_token + 1,
        };
        let Some(claim) = self.take(lane, options, now).await? else {
            return Ok(None);
        };
        let (from, to) = claim.range();
        execute!(
            self,
            "update ingest_lanes set lease_token = $2, lease_until = $3, lease_by = $4, taken_from = $5, taken_to = $6, taken_at = $7 where meta_app_id = $1",
            meta_app_id,
            lane.token,
            lease_now + options.lease,
            options.worker.as_str(),
            from,
            to,
            now
        )?;
        Ok(Some(claim))
    }

    /// The lane's row, kept from others until the end of the transaction.
    async fn find_lane(&mut self, meta_app_id: MetaAppId) -> Result<Option<Found>> {
        match self.store().is_shared() {
            true => fetch_optional!(
                self,
                Found,
                "select lease_token, lease_until, taken_from, taken_to, taken_at from ingest_lanes where meta_app_id = $1 for no key update",
                meta_app_id
            ),
            false => fetch_optional!(
                self,
                Found,
                "select lease_token, lease_until, taken_from, taken_to, taken_at from ingest_lanes where meta_app_id = $1",
                meta_app_id
            ),
        }
    }

    /// Events that the last worker took and neither finished nor gave back: each was tried once more. One whose failure was written down waits for later than
    /// the moment it was taken.
    async fn count_left(&mut self, meta_app_id: MetaAppId, found: &Found) -> Result<()> {
        let (Some(from), Some(to), Some(at)) = (found.taken_from, found.taken_to, found.taken_at) else {
            return Ok(());
        };
        execute!(
            self,
            "update webhook_events set attempts = attempts + 1
              where meta_app_id = $1 and state = 'accepted' and id >= $2 and id <= $3 and next_attempt_at <= $4",
            meta_app_id,
            from,
            to,
            at
        )?;
        Ok(())
    }

    /// More of a lane that is ours, in the transaction that finishes what we had of it: one commit does for both. The lease begins anew; nothing, and a lane
    /// that is free, when nothing waits.
    pub async fn claim_more(&mut self, lane: Lane, options: &ClaimOptions) -> Result<Option<Claim>> {
        let now = self.now();
        let store = self.store().clone();
        let Some(claim) = self.take(lane, options, now).await? else {
            self.release_lane(lane).await?;
            return Ok(None);
        };
        let lease = i64::try_from(options.lease.as_millis()).unwrap_or(i64::MAX);
        let (from, to) = claim.range();
        match store.lease_clock() {
            LeaseClock::Database if store.is_shared() => execute!(
                self,
                "update ingest_lanes
                    set lease_until = cast(extract(epoch from clock_timestamp()) * 1000 as bigint) + $3, taken_from = $4, taken_to = $5, taken_at = $6
                  where meta_app_id = $1 and lease_token = $2",
                lane.meta_app_id,
                lane.token,
                lease,
                from,
                to,
                now
            )?,
            LeaseClock::Database | LeaseClock::Store => execute!(
                self,
                "update ingest_lanes set lease_until = $3, taken_from = $4, taken_to = $5, taken_at = $6 where meta_app_id = $1 and lease_token = $2",
                lane.meta_app_id,
                lane.token,
                now + options.lease,
                from,
                to,
                now
            )?,
        };
        Ok(Some(claim))
    }

    /// The oldest events of the lane, each with the number of the attempt that begins.
    async fn take(&mut self, lane: Lane, options: &ClaimOptions, now: Timestamp) -> Result<Option<Claim>> {
        let events: Vec<ClaimedEvent> = fetch_all!(
            self,
            ClaimedEvent,
            "select event.id, event.body, event.attempts + 1 as attempts, event.received_at
               from (select id, sum(size) over run - size as before, max(attempts) over run as worst
                       from (select id, attempts, length(body) as size
                               from webhook_events
                              where meta_app_id = $1 and state = 'accepted' and next_attempt_at <= $2
                              order by id
                              limit $3) waiting
                     window run as (order by id rows unbounded preceding)) counted
               join webhook_events event on event.id = counted.id
              where counted.before < $4 and counted.worst < $5
              order by counted.id",
            lane.meta_app_id,
            now,
            options.events,
            options.bytes,
            SUSPECT_ATTEMPTS
        )?;
        if events.is_empty() {
            return self.take_suspects(lane, options, now).await;
        }
        Ok(Some(Claim {
            lane,
            events,
            exhausted: Vec::new(),
        }))
    }

    /// The same when the oldest event is a suspect, or used up; rare, so it takes a few statements.
    async fn take_suspects(&mut self, lane: Lane, options: &ClaimOptions, now: Timestamp) -> Result<Option<Claim>> {
        let waiting: Vec<Waiting> = fetch_all!(
            self,
            Waiting,
            "select id, attempts, received_at, cast(length(body) as bigint) as size
               from webhook_events
              where meta_app_id = $1 and state = 'accepted' and next_attempt_at <= $2
              order by id
              limit $3",
            lane.meta_app_id,
            now,
            options.events
        )?;
        let (exhausted, waiting): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|event| event.attempts >= MAX_ATTEMPTS);
        let chosen = choose(waiting, options.bytes);
        if chosen.is_empty() && exhausted.is_empty() {
            return Ok(None);
        }
        let mut bodies = self.bodies(chosen.iter().chain(&exhausted)).await?;
        let mut claimed = |waiting: Vec<Waiting>, attempt: i64| -> Vec<ClaimedEvent> {
            let with_body = |event: Waiting| {
                Some(ClaimedEvent {
                    body: bodies.remove(&event.id)?,
                    id: event.id,
                    attempts: event.attempts + attempt,
                    received_at: event.received_at,
                })
            };
            waiting.into_iter().filter_map(with_body).collect()
        };
        let (events, exhausted) = (claimed(chosen, 1), claimed(exhausted, 0));
        Ok(Some(Claim { lane, events, exhausted }))
    }

    async fn bodies(&mut self, events: impl Iterator<Item = &Waiting>) -> Result<HashMap<WebhookEventId, Vec<u8>>> {
        let ids: Vec<WebhookEventId> = events.map(|event| event.id).collect();
        let rows: Vec<(WebhookEventId, Vec<u8>)> = build_all!(
            self,
            (WebhookEventId, Vec<u8>),
            fixed | query | {
                query.push("select id, body from webhook_events where id");
                query.push_ids(ids.iter().map(|id| id.uuid()));
            }
        )?;
        Ok(rows.into_iter().collect())
    }

    /// Proves that the lane is still ours and keeps others out until the end of this transaction; [`Error::StaleLease`] when it is not.
    pub async fn hold_lane(&mut self, lane: Lane) -> Result<()> {
        match self.find_lane(lane.meta_app_id).await? {
            Some(found) if found.lease_token == lane.token && found.lease_until > Timestamp::default() => Ok(()),
            _ => Err(Error::StaleLease("the lane of a Meta app")),
        }
    }

    /// Gives the lane back with this transaction: whatever was taken of it and is not done was not tried.
    pub async fn release_lane(&mut self, lane: Lane) -> Result<()> {
        execute!(
            self,
            "update ingest_lanes set lease_until = 0, taken_from = null, taken_to = null, taken_at = null where meta_app_id = $1 and lease_token = $2",
            lane.meta_app_id,
            lane.token
        )?;
        Ok(())
    }

    /// Marks events processed. `items` is how many items each carried.
    pub async fn finish_events(&mut self, events: &[(WebhookEventId, i64)]) -> Result<()> {
        let now = self.now();
        for events in events.chunks(500) {
            build_execute!(
                self,
                fixed | query | {
                    query.push("with finished (id, items) as (");
                    let (ids, items) = events.iter().map(|(id, items)| (id.uuid(), *items)).unzip();
                    query.push_table(vec![Column::Ids(ids), Column::Numbers(items)]);
                    query
                        .push(
                            ") update webhook_events set state = 'done', attempts = attempts + 1, error_code = null, error_detail = null, done_at = ",
                        )
                        .push_bind(now);
                    query.push(", item_count = finished.items from finished where webhook_events.id = finished.id");
                }
            )?;
        }
        Ok(())
    }

    /// Writes down why the attempt with this number failed: the event waits for `next_attempt_at`, or is dead when there is none.
    pub async fn fail_event(
        &mut self,
        id: WebhookEventId,
        attempts: i64,
        code: &str,
        detail: &str,
        next_attempt_at: Option<Timestamp>,
    ) -> Result<()> {
        let state = if next_attempt_at.is_some() { "accepted" } else { "dead" };
        let now = self.now();
        execute!(
            self,
            "update webhook_events set state = $2, error_code = $3, error_detail = $4, next_attempt_at = $5, attempts = $6 where id = $1",
            id,
            state,
            code,
            detail,
            next_attempt_at.unwrap_or(now),
            attempts
        )?;
        execute!(
            self,
            "update webhook_event_workspaces set state = $2, error_code = $3, error_detail = $4 where event_id = $1",
            id,
            state,
            code,
            detail
        )?;
        Ok(())
    }
}

/// The oldest events that may run together: suspects run alone, and a batch has an end in bytes.
fn choose(waiting: Vec<Waiting>, bytes: i64) -> Vec<Waiting> {
    let mut room = bytes;
    let mut chosen = Vec::new();
    for event in waiting {
        let suspect = event.attempts >= SUSPECT_ATTEMPTS;
        if !chosen.is_empty() && (suspect || event.size > room) {
            break;
        }
        room -= event.size;
        chosen.push(event);
        if suspect {
            break;
        }
    }
    chosen
}

/// Now, by the clock that leases are measured with.
pub(crate) async fn lease_now(store: &Store, connection: &mut Connection<'_>) -> Result<Timestamp> {
    let database = store.lease_clock() == LeaseClock::Database;
    match connection.backend() {
        Backend::Postgres(_) if database => {
            let (now,): (Timestamp,) = fetch_one!(
                connection,
                (Timestamp,),
                "select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)"
            )?;
            Ok(now)
        }
        Backend::Postgres(_) | Backend::Sqlite(_) => Ok(store.now()),
    }
}
