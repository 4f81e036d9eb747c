//! Workers that hang longer than their lease and then go on: nothing they still hold in their hands is written or posted twice.
//!
//! Two nodes on PostgreSQL under load. One is stopped with SIGSTOP at a random moment; the driver lets its leases run out by writing their end, waits until the
//! other node has taken the work over, and lets the first go on with SIGCONT. Some pauses of a full run write nothing and wait for as long as the leases really
//! last. On SQLite there is one process, so nobody can overtake it.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use super::inbound::Webhooks;
use super::sends::Sends;
use super::{Dice, Options, differences};
use crate::database::{Kind, Oracle};
use crate::figures;
use crate::rig::{Plan, Rig};

const CUSTOMERS: usize = 30;
/// Sends for each pause.
const SENDS: usize = 12;
/// How long the other node may take over; a stopped node may hold locks that make it wait.
const TAKE_OVER: Duration = Duration::from_millis(700);
/// Longer than the longest lease, that of a message.
const REAL_LEASE: Duration = Duration::from_secs(100);
/// What the other node holds it gives back within this time; what is held longer is the stopped node's.
const HELD_FOR_LONG: Duration = Duration::from_secs(5);
const PATIENCE: Duration = Duration::from_secs(180);

/// As if the time of every lease had run out. Its token stays: only that keeps the hanging worker out.
const EXPIRE_LANES: &str = "update ingest_lanes set lease_until = 1 where lease_until > 1";
const EXPIRE_SENDS: &str = "update outbox set lease_until = 1 where state in ('queued', 'dispatching') and lease_until > 1";

/// Every lease and its token.
const HELD: &str = "select 'lane ' || cast(meta_app_id as text), lease_token from ingest_lanes where lease_until > 0
    union all select cast(message_id as text), lease_token from outbox where state in ('queued', 'dispatching') and lease_until > 0";

/// PostgreSQL only.
#[expect(clippy::print_stdout, reason = "the verdict is the result")]
pub(crate) async fn run(options: &Options) -> Result<()> {
    if options.database == Some(Kind::Sqlite) {
        println!("SQLite: one process holds the file, so no other can overtake it; nothing to prove");
        return Ok(());
    }
    let started = Instant::now();
    let pauses = options.pauses.unwrap_or(options.size(4, 1_000));
    let real = options.real.unwrap_or(options.size(0, 5)).min(pauses);
    let found = prove(pauses, real, options.seed)
        .await
        .with_context(|| format!("on PostgreSQL, seed {}", options.seed))?;
    ensure!(
        options.ci || found.taken_over > 0,
        "the other node never took over, so nothing was proven"
    );
    println!(
        "PostgreSQL, two nodes: {pauses} pauses beyond the lease, {} messages in, {} out: 0 missing, 0 doubled, 0 posted twice; {} times the other node took over, {} of \
         {real} times after waiting for the real leases; {:.0} s",
        found.received,
        found.sent,
        found.taken_over,
        found.waited_for,
        started.elapsed().as_secs_f64()
    );
    let kept = serde_json::json!({ "pauses": pauses, "received": found.received, "sent": found.sent, "taken_over": found.taken_over, "real": real, "waited_for": found.waited_for,
            "seed": options.seed });
    figures::keep("stale", &kept)?;
    Ok(())
}

struct Found {
    received: usize,
    sent: usize,
    taken_over: u64,
    waited_for: u64,
}

async fn prove(pauses: u32, real: u32, seed: u64) -> Result<Found> {
    let mut rig = Rig::build(Plan::with_meta(Kind::Postgres, seed)).await?;
    let oracle = rig.oracle().await?;
    let meta = rig.meta.as_ref().context("Meta is outside")?;
    meta.open_windows(CUSTOMERS, &oracle).await?;
    let opened = oracle.wamids().await?;
    let token = rig.token().await?;
    let conversations = rig.conversations(&token).await?;
    let mut dice = Dice::new(seed);
    let webhooks = Webhooks::start(&rig);
    let sent = SENDS * usize::try_from(pauses)?;
    let sends = Sends::start(&rig, &token, &conversations, sent, seed);
    let (mut taken_over, mut waited_for) = (0, 0);
    for pause in 0..pauses {
        tokio::time::sleep(Duration::from_millis(20 + dice.below(150))).await;
        let node = usize::try_from(dice.below(2))?;
        rig.process(node)?.pause()?;
        let is_real = pause < real;
        let outcome = if is_real {
            wait_for_leases(&oracle).await
        } else {
            take_over(&oracle).await
        };
        rig.process(node)?.resume()?;
        let outcome = outcome?;
        taken_over += outcome;
        waited_for += if is_real { outcome } else { 0 };
    }
    let mut expected = webhooks.finish().await?;
    sends.finish().await?;
    let open = "select count(*) from outbox where state in ('queued', 'dispatching')";
    oracle.until_none("messages are still open", open, PATIENCE).await?;
    let meta = rig.meta.as_ref().context("Meta is outside")?;
    meta.settled(PATIENCE).await?;
    expected.extend(opened);
    let wrong = differences(&expected, &oracle).await?;
    ensure!(wrong.is_empty(), "{}", wrong.join("; "));
    let twice = meta.posts().values().filter(|count| **count > 1).count();
    ensure!(twice == 0, "{twice} messages were posted more than once");
    let unaccounted = "select count(*) from messages where direction = 'outbound' and status in ('queued', 'sending')";
    ensure!(oracle.number(unaccounted).await? == 0, "messages have no end");
    Ok(Found {
        received: expected.len(),
        sent,
        taken_over,
        waited_for,
    })
}

/// Waits until what the stopped node holds has really run out and went to the other. Nothing was proven when it held nothing.
async fn wait_for_leases(oracle: &Oracle) -> Result<u64> {
    let held = async || -> Result<HashSet<(String, i64)>> { Ok(oracle.rows(HELD).await?.into_iter().collect()) };
    let before = held().await?;
    tokio::time::sleep(HELD_FOR_LONG).await;
    let mut left: HashSet<_> = held().await?.intersection(&before).cloned().collect();
    if left.is_empty() {
        return Ok(0);
    }
    let started = Instant::now();
    while !left.is_empty() {
        // A stopped node may hold a row itself, in a transaction: then nobody can take it over, which is as safe.
        if started.elapsed() > REAL_LEASE {
            return Ok(0);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        left = held().await?.intersection(&left).cloned().collect();
    }
    Ok(1)
}

/// Lets the leases end and waits until somebody else has them. Locks of the stopped node may keep even that from happening; then it was no overtaking.
async fn take_over(oracle: &Oracle) -> Result<u64> {
    let tokens = "select cast(coalesce(sum(lease_token), 0) as bigint) from (select lease_token from ingest_lanes union all select lease_token from outbox) held";
    let attempt = async {
        let held = oracle.execute(EXPIRE_LANES).await? + oracle.execute(EXPIRE_SENDS).await?;
        let before = oracle.number(tokens).await?;
        while oracle.number(tokens).await? <= before {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        anyhow::Ok(u64::from(held > 0))
    };
    tokio::time::timeout(TAKE_OVER, attempt).await.unwrap_or(Ok(0))
}
