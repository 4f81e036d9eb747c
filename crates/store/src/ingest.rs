//! Taking webhook events to process: a lane for each Meta app, held by a lease with a fencing token.
//!
//! A claim writes the attempt down before the work begins, so that an event which kills the process is counted. Work done under a claim starts with
//! [`SystemTx::hold_lane`]: when another worker took the lane over meanwhile, nothing is written.

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

impl SystemTx<'_> {
    async fn claim(&mut self, meta_app_id: MetaAppId, options: &ClaimOptions) -> Result<Option<Claim>> {
        let now = self.now();
        let store = self.store().clone();
        let lease_now = lease_now(&store, &mut self.connection().await?).await?;
        execute!(
            self,
            "insert into ingest_lanes (meta_app_id) values ($1) on conflict (meta_app_id) do nothing",
            meta_app_id
        )?;
        let taken: Option<(i64,)> = fetch_optional!(
            self,
            (i64,),
            "update ingest_lanes
                set lease_token = lease_token + 1, lease_until = $2, lease_by = $3
              where meta_app_id = $1 and lease_until <= $4
             returning lease_token",
            meta_app_id,
            lease_now + options.lease,
            options.worker.as_str(),
            lease_now
        )?;
        let Some((token,)) = taken else { return Ok(None) };
        self.take(Lane { meta_app_id, token }, options, now).await
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
        match store.lease_clock() {
            LeaseClock::Database if store.is_shared() => execute!(
                self,
                "update ingest_lanes set lease_until = cast(extract(epoch from clock_timestamp()) * 1000 as bigint) + $3
                  where meta_app_id = $1 and lease_token = $2",
                lane.meta_app_id,
                lane.token,
                lease
            )?,
            LeaseClock::Database | LeaseClock::Store => execute!(
                self,
                "update ingest_lanes set lease_until = $3 where meta_app_id = $1 and lease_token = $2",
                lane.meta_app_id,
                lane.token,
                now + options.lease
            )?,
        };
        Ok(Some(claim))
    }

    /// The oldest events of the lane, their attempts counted.
    async fn take(&mut self, lane: Lane, options: &ClaimOptions, now: Timestamp) -> Result<Option<Claim>> {
        let mut events: Vec<ClaimedEvent> = fetch_all!(
            self,
            ClaimedEvent,
            "update webhook_events set attempts = attempts + 1
              where id in (
                select id from (
                  select id, sum(size) over run - size as before, max(attempts) over run as worst
                    from (select id, attempts, length(body) as size
                            from webhook_events
                           where meta_app_id = $1 and state = 'accepted' and next_attempt_at <= $2
                           order by id
                           limit $3) waiting
                  window run as (order by id rows unbounded preceding)) counted
                where before < $4 and worst < $5)
             returning id, body, attempts, received_at",
            lane.meta_app_id,
            now,
            options.events,
            options.bytes,
            SUSPECT_ATTEMPTS
        )?;
        if events.is_empty() {
            return self.take_suspects(lane, options, now).await;
        }
        events.sort_unstable_by_key(|event| event.id);
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
        self.count_attempts(chosen.iter().map(|event| event.id), 1).await?;
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
        let rows: Vec<(WebhookEventId, Vec<u8>)> = build_all!(self, (WebhookEventId, Vec<u8>), |query| {
            query.push("select id, body from webhook_events where id in (");
            let mut list = query.separated(", ");
            for id in &ids {
                list.push_bind(*id);
            }
            query.push(")");
        })?;
        Ok(rows.into_iter().collect())
    }

    async fn count_attempts(&mut self, events: impl Iterator<Item = WebhookEventId>, by: i64) -> Result<()> {
        let ids: Vec<WebhookEventId> = events.collect();
        if ids.is_empty() {
            return Ok(());
        }
        build_execute!(self, |query| {
            query
                .push("update webhook_events set attempts = attempts + ")
                .push_bind(by)
                .push(" where id in (");
            let mut list = query.separated(", ");
            for id in &ids {
                list.push_bind(*id);
            }
            query.push(")");
        })?;
        Ok(())
    }

    /// Proves that the lane is still ours and keeps others out until the end of this transaction; [`Error::StaleLease`] when it is not.
    pub async fn hold_lane(&mut self, lane: Lane) -> Result<()> {
        let held = execute!(
            self,
            "update ingest_lanes set lease_by = lease_by where meta_app_id = $1 and lease_token = $2 and lease_until > 0",
            lane.meta_app_id,
            lane.token
        )?;
        if held == 0 {
            Err(Error::StaleLease("the lane of a Meta app"))
        } else {
            Ok(())
        }
    }

    /// Gives the lane back with this transaction.
    pub async fn release_lane(&mut self, lane: Lane) -> Result<()> {
        execute!(
            self,
            "update ingest_lanes set lease_until = 0 where meta_app_id = $1 and lease_token = $2",
            lane.meta_app_id,
            lane.token
        )?;
        Ok(())
    }

    /// Takes back the attempt of events whose processing failed for a reason that is not theirs.
    pub async fn return_events(&mut self, events: &[WebhookEventId]) -> Result<()> {
        self.count_attempts(events.iter().copied(), -1).await
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
                        .push(") update webhook_events set state = 'done', error_code = null, error_detail = null, done_at = ")
                        .push_bind(now);
                    query.push(", item_count = finished.items from finished where webhook_events.id = finished.id");
                }
            )?;
        }
        Ok(())
    }

    /// Writes down why an attempt failed: the event waits for `next_attempt_at`, or is dead when there is none.
    pub async fn fail_event(&mut self, id: WebhookEventId, code: &str, detail: &str, next_attempt_at: Option<Timestamp>) -> Result<()> {
        let state = if next_attempt_at.is_some() { "accepted" } else { "dead" };
        let now = self.now();
        execute!(
            self,
            "update webhook_events set state = $2, error_code = $3, error_detail = $4, next_attempt_at = $5 where id = $1",
            id,
            state,
            code,
            detail,
            next_attempt_at.unwrap_or(now)
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
