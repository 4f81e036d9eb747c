//! Workers that hang longer than their lease and then go on: nothing they still hold in their hands is written or posted twice.
//!
//! Two nodes on PostgreSQL under load. One is stopped with SIGSTOP at a random moment; the driver lets its leases run out by writing their end, waits until the
//! other node has taken the work over, and lets the first go on with SIGCONT. On SQLite there is one process, so nobody can overtake it.

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
const PATIENCE: Duration = Duration::from_secs(180);

/// As if the time of every lease had run out. Its token stays: only that keeps the hanging worker out.
const EXPIRE_LANES: &str = "update ingest_lanes set lease_until = 1 where lease_until > 1";
const EXPIRE_SENDS: &str = "update outbox set lease_until = 1 where state in ('queued', 'dispatching') and lease_until > 1";

/// PostgreSQL only.
#[expect(clippy::print_stdout, reason = "the verdict is the result")]
pub(crate) async fn run(options: &Options) -> Result<()> {
    if options.database == Some(Kind::Sqlite) {
        println!("SQLite: one process holds the file, so no other can overtake it; nothing to prove");
        return Ok(());
    }
    let started = Instant::now();
    let pauses = options.pauses.unwrap_or(options.size(4, 1_000));
    let found = prove(pauses, options.seed)
        .await
        .with_context(|| format!("on PostgreSQL, seed {}", options.seed))?;
    ensure!(
        options.ci || found.taken_over > 0,
        "the other node never took over, so nothing was proven"
    );
    println!(
        "PostgreSQL, two nodes: {pauses} pauses beyond the lease, {} messages in, {} out: 0 missing, 0 doubled, 0 posted twice; {} times the other node took over; {:.0} s",
        found.received,
        found.sent,
        found.taken_over,
        started.elapsed().as_secs_f64()
    );
    let kept =
        serde_json::json!({ "pauses": pauses, "received": found.received, "sent": found.sent, "taken_over": found.taken_over, "seed": options.seed });
    figures::keep("stale", &kept)?;
    Ok(())
}

struct Found {
    received: usize,
    sent: usize,
    taken_over: u64,
}

async fn prove(pauses: u32, seed: u64) -> Result<Found> {
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
    let mut taken_over = 0;
    for _ in 0..pauses {
        tokio::time::sleep(Duration::from_millis(20 + dice.below(150))).await;
        let node = usize::try_from(dice.below(2))?;
        rig.process(node)?.pause()?;
        let outcome = take_over(&oracle).await;
        rig.process(node)?.resume()?;
        taken_over += outcome?;
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
    })
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
