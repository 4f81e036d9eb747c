//! Sending while answers get lost and nodes are killed: Meta's ledger shows no message twice, and every message has an end.
//!
//! A tenth of the answers is lost after Meta took the message, a twentieth is a 5xx after it did. Where the lease of a killed worker would have to run out, the
//! driver lets the time pass by writing the lease's end while no node runs.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use simulator::Fault;

use super::sends::Sends;
use super::{Dice, Options};
use crate::database::{Kind, Oracle};
use crate::figures;
use crate::rig::{Plan, Rig};

const CUSTOMERS: usize = 40;
/// Answers lost and answers spoiled after Meta took the message.
const LOST: f64 = 0.10;
const SPOILED: f64 = 0.05;
/// Sends whose statuses are withheld, too: nobody can ever know about them.
const WITHHELD: usize = 10;
const PATIENCE: Duration = Duration::from_secs(120);

const OPEN: &str = "select count(*) from outbox where state in ('queued', 'dispatching')";

/// Both databases; two nodes on PostgreSQL.
#[expect(clippy::print_stdout, reason = "the verdict is the result")]
pub(crate) async fn run(options: &Options) -> Result<()> {
    for kind in options.databases() {
        let started = Instant::now();
        let sends = options.sends.unwrap_or(options.size(150, 100_000));
        let kills = options.kills.unwrap_or(options.size(3, 200));
        let found = prove(kind, sends, kills, options.seed)
            .await
            .with_context(|| format!("on {}, seed {}", kind.name(), options.seed))?;
        println!(
            "{}: {} sends, {} answers lost after Meta took them, {kills} kills: 0 posted twice, 0 unaccounted; {} never left and are unknown, {WITHHELD} of {WITHHELD} with \
             withheld statuses are unknown; {:.0} s",
            kind.name(),
            found.sends,
            found.lost,
            found.unknown,
            started.elapsed().as_secs_f64()
        );
        let kept = serde_json::json!({ "database": kind.name(), "sends": found.sends, "answers_lost": found.lost, "kills": kills, "unknown": found.unknown,
            "posted_twice": 0, "unaccounted": 0, "seed": options.seed });
        figures::keep(&format!("outbound-{}", kind.name().to_lowercase()), &kept)?;
    }
    Ok(())
}

struct Found {
    sends: usize,
    lost: u64,
    unknown: usize,
}

async fn prove(kind: Kind, sends: usize, kills: u32, seed: u64) -> Result<Found> {
    let mut rig = Rig::build(Plan::with_meta(kind, seed)).await?;
    let oracle = rig.oracle().await?;
    let meta = rig.meta.as_ref().context("Meta is outside")?;
    meta.open_windows(CUSTOMERS, &oracle).await?;
    let simulator = meta.simulator.clone();
    simulator.fault(Fault::DropAnswer.rate(LOST));
    simulator.fault(Fault::ServerErrorAfterAccept { status: 502 }.rate(SPOILED));
    let token = rig.token().await?;
    let conversations = rig.conversations(&token).await?;

    let mut dice = Dice::new(seed);
    let mut load = Sends::start(&rig, &token, &conversations, sends, seed);
    let pace = u64::try_from(sends).unwrap_or(u64::MAX).min(600) + 50;
    for _ in 0..kills {
        tokio::time::sleep(Duration::from_millis(50 + dice.below(pace))).await;
        let node = usize::try_from(dice.below(rig.hosts().len() as u64))?;
        rig.kill(node)?;
        rig.start(node).await?;
        if load.are_done() {
            break;
        }
    }
    load.finish().await?;
    simulator.calm();
    let_leases_end(&mut rig, &oracle).await?;
    rig.meta.as_ref().context("Meta is outside")?.settled(PATIENCE).await?;
    oracle.drained(PATIENCE).await?;
    let unknown = accounts(&rig, &oracle, sends).await?;
    let lost = simulator.ledger().answers_lost;
    withhold(&rig, &oracle, &token, &conversations, sends, unknown).await?;
    let broken = oracle.broken_rules().await?;
    ensure!(broken.is_empty(), "{}", broken.join("; "));
    Ok(Found { sends, lost, unknown })
}

/// Stops every node, lets the time pass that their leases had left, and starts them again until nothing is open.
async fn let_leases_end(rig: &mut Rig, oracle: &Oracle) -> Result<()> {
    for node in 0..rig.hosts().len() {
        rig.kill(node)?;
    }
    oracle
        .execute("update outbox set lease_until = 0, next_attempt_at = 0 where state in ('queued', 'dispatching')")
        .await?;
    for node in 0..rig.hosts().len() {
        rig.start(node).await?;
    }
    let open = oracle.number(OPEN).await?.unsigned_abs();
    oracle
        .until_none("messages are still open", OPEN, PATIENCE + Duration::from_secs(open / 50))
        .await
}

/// Lays Meta's ledger beside the outbox; gives how many are unknown because they never left.
async fn accounts(rig: &Rig, oracle: &Oracle, sends: usize) -> Result<usize> {
    let meta = rig.meta.as_ref().context("Meta is outside")?;
    let posts = meta.posts();
    let twice = posts.values().filter(|count| **count > 1).count();
    ensure!(twice == 0, "{twice} messages were posted more than once");
    let ids: HashMap<String, String> = meta
        .simulator
        .ledger()
        .sends
        .into_iter()
        .filter_map(|send| Some((send.opaque?.rsplit_once('.')?.0.to_owned(), send.id)))
        .collect();
    let rows: Vec<(String, String, Option<String>)> = oracle
        .rows("select o.opaque, m.status, m.wamid from outbox o join messages m on m.workspace_id = o.workspace_id and m.id = o.message_id")
        .await?;
    ensure!(rows.len() == sends, "{sends} messages were taken, {} are in the outbox", rows.len());
    let mut unknown = 0;
    for (opaque, status, wamid) in rows {
        match (ids.get(&opaque), status.as_str()) {
            (Some(id), "accepted" | "sent" | "delivered" | "read") if wamid.as_ref() == Some(id) => {}
            // It was about to leave when its node died, and never did: nobody can know that.
            (None, "unknown") => unknown += 1,
            (at_meta, status) => anyhow::bail!("Meta has {at_meta:?}, and here it is {status} as {wamid:?}"),
        }
    }
    Ok(unknown)
}

/// With the answer lost and every status withheld a message must stay unknown, and must not go again by itself.
async fn withhold(rig: &Rig, oracle: &Oracle, token: &str, conversations: &[String], before: usize, unknown: usize) -> Result<()> {
    let meta = rig.meta.as_ref().context("Meta is outside")?;
    let statuses = ["sent", "delivered", "read"].map(str::to_owned).to_vec();
    meta.simulator.fault(Fault::WithholdStatuses { statuses }.always());
    meta.simulator.fault(Fault::DropAnswer.always());
    Sends::start(rig, token, conversations, WITHHELD, 99).finish().await?;
    oracle.until_none("messages are still open", OPEN, PATIENCE).await?;
    meta.simulator.calm();
    meta.settled(PATIENCE).await?;
    let now_unknown = oracle.number("select count(*) from messages where status = 'unknown'").await?;
    ensure!(
        usize::try_from(now_unknown)? == unknown + WITHHELD,
        "{now_unknown} messages are unknown, expected {unknown} + {WITHHELD}"
    );
    let posts = meta.posts();
    let (count, twice) = (posts.len(), posts.values().filter(|count| **count > 1).count());
    ensure!(twice == 0, "{twice} messages were posted more than once");
    ensure!(
        count == before - unknown + WITHHELD,
        "Meta has {count} messages, expected {}",
        before - unknown + WITHHELD
    );
    Ok(())
}
