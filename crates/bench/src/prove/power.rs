//! A power cut: everything that was not synced is lost, torn or half there, and every message that was acknowledged is still there.
//!
//! SIGKILL cannot show this, since the kernel keeps what was written. So a real server runs under strace while it is delivered to; from the log of its writes and
//! syncs the files are built again as they would be after a cut at any step: what was synced is there, what was not is dropped, there in part, or torn. Each of
//! these files must be sound and hold what had been acknowledged by then; on some of them a server is started. SQLite only: PostgreSQL answers for its own files.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, ensure};
use sqlx::{Connection as _, SqliteConnection};
use tokio::task::JoinSet;

use super::trace::{self, Step, What};
use super::{Dice, Options, crash};
use crate::bodies::{Message, Sender};
use crate::child::Recipe;
use crate::database::{Kind, Oracle};
use crate::figures;
use crate::http::Connection;
use crate::rig::Rig;

const CONNECTIONS: u32 = 6;
const CUSTOMERS: u32 = 20;
/// A server is started on every so many of the rebuilt files.
const BOOT_EVERY: usize = 20;
/// Disks write sectors.
const SECTOR: usize = 512;

/// The files of SQLite; a crashing server for PostgreSQL.
pub(crate) async fn run(options: &Options) -> Result<()> {
    for kind in options.databases() {
        match kind {
            Kind::Sqlite => cut(options).await?,
            Kind::Postgres => crash(options).await?,
        }
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the verdict is the result")]
async fn crash(options: &Options) -> Result<()> {
    let started = Instant::now();
    let crashes = options.crashes.unwrap_or(options.size(3, 200));
    let found = crash::prove(crashes, options.seed)
        .await
        .with_context(|| format!("on PostgreSQL, seed {}", options.seed))?;
    println!(
        "PostgreSQL: all processes of the server killed {crashes} times under load, {} messages acknowledged: 0 missing, 0 doubled; slowest recovery {:.0} ms; {:.0} s",
        found.messages,
        found.slowest_recovery.as_secs_f64() * 1000.0,
        started.elapsed().as_secs_f64()
    );
    let kept = serde_json::json!({ "crashes": crashes, "messages": found.messages, "missing": 0, "seed": options.seed });
    figures::keep("power-postgresql", &kept)?;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the verdict is the result")]
async fn cut(options: &Options) -> Result<()> {
    if Command::new("strace").arg("-V").stdout(Stdio::null()).status().is_err() {
        println!("not run: there is no strace here (Debian: apt-get install strace)");
        return Ok(());
    }
    let started = Instant::now();
    let cuts = options.power_cuts.unwrap_or(options.size(60, 2_000));
    let found = prove(cuts, options).await.with_context(|| format!("on SQLite, seed {}", options.seed))?;
    println!(
        "SQLite: {} steps recorded, {} of them syncs; {cuts} cuts, {} of them started again: {} acknowledgements looked up, 0 missing, every file sound; {:.0} s",
        found.steps,
        found.syncs,
        found.booted,
        found.looked_up,
        started.elapsed().as_secs_f64()
    );
    let kept = serde_json::json!({ "cuts": cuts, "steps": found.steps, "syncs": found.syncs, "booted": found.booted, "looked_up": found.looked_up, "missing": 0,
        "seed": options.seed });
    figures::keep("power", &kept)?;
    Ok(())
}

struct Found {
    steps: usize,
    syncs: usize,
    booted: usize,
    looked_up: usize,
}

/// What was acknowledged, and when the driver heard of it.
type Acknowledged = Vec<(f64, String)>;

async fn prove(cuts: usize, options: &Options) -> Result<Found> {
    let mut rig = Rig::new(Kind::Sqlite).await?;
    let database = rig.recipe.folder.join("prismwa.db");
    rig.server.take().context("the server runs")?.stop()?;
    let before = Files::of(&database)?;
    let seconds = options.seconds.unwrap_or(options.size(2, 30));
    let (steps, acknowledged) = record(&rig, &database, Duration::from_secs(seconds)).await?;
    let syncs: Vec<usize> = (0..steps.len()).filter(|at| matches!(steps[*at].what, What::Sync { .. })).collect();
    ensure!(syncs.len() > 10, "only {} syncs were recorded", syncs.len());
    ensure!(acknowledged.len() > 10, "only {} messages were acknowledged", acknowledged.len());

    let mut dice = Dice::new(options.seed);
    let (mut booted, mut looked_up) = (0, 0);
    for cut in 0..cuts {
        // At every sync as long as there are cuts left, then anywhere.
        let at = if cut < syncs.len() {
            syncs[cut * syncs.len() / cuts.min(syncs.len())]
        } else {
            usize::try_from(dice.below(steps.len() as u64))?
        };
        let folder = tempfile::Builder::new().prefix("prismwa-cut-").tempdir()?;
        let copy = folder.path().join("prismwa.db");
        before.after_cut(&steps, at, cut % 3, &mut dice).write(&copy)?;
        let known: HashSet<&String> = acknowledged
            .iter()
            .filter(|(when, _)| *when < steps[at].ended)
            .map(|(_, wamid)| wamid)
            .collect();
        looked_up += known.len();
        let says = || format!("cut {cut}, at step {at} of {}", steps.len());
        look(&copy, &known).await.with_context(says)?;
        if cut % BOOT_EVERY == 0 {
            boot(&copy, &known).await.with_context(says)?;
            booted += 1;
        }
    }
    Ok(Found {
        steps: steps.len(),
        syncs: syncs.len(),
        booted,
        looked_up,
    })
}

/// Runs the server under strace, delivers to it for a while, and kills it.
async fn record(rig: &Rig, database: &Path, lasts: Duration) -> Result<(Vec<Step>, Acknowledged)> {
    let (log, path) = (rig.recipe.folder.join("strace.log"), database.display().to_string());
    let traced = Recipe {
        under: trace::words(&log.display().to_string(), &[&path, &format!("{path}-wal")]),
        ..rig.recipe.clone()
    };
    let (server, _) = traced.start().await?;
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let mut load = JoinSet::new();
    for connection in 0..CONNECTIONS {
        load.spawn(deliver(rig.sender.clone(), connection, Arc::clone(&acknowledged)));
    }
    tokio::time::sleep(lasts).await;
    server.kill_traced()?;
    while let Some(ended) = load.join_next().await {
        ended?;
    }
    let acknowledged = acknowledged.lock().expect("nobody panics while noting").clone();
    Ok((trace::read(&std::fs::read_to_string(log)?)?, acknowledged))
}

/// Delivers until the server is gone.
async fn deliver(sender: Sender, connection: u32, acknowledged: Arc<Mutex<Acknowledged>>) {
    let Ok(mut wire) = Connection::open(&sender.host).await else { return };
    for number in 0.. {
        let message = Message::new(20 + connection, number, CUSTOMERS);
        match wire.call(&sender.request(std::slice::from_ref(&message))).await {
            Ok(answer) if answer.status == 200 => {
                let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
                acknowledged.lock().expect("nobody panics while noting").push((now, message.wamid));
            }
            Ok(_) => {}
            Err(_) => return,
        }
    }
}

/// Contents of the database file and its log.
#[derive(Debug, Clone, Default)]
struct Files(HashMap<String, Vec<u8>>);

impl Files {
    fn of(database: &Path) -> Result<Self> {
        let mut files = HashMap::new();
        for path in [database.display().to_string(), format!("{}-wal", database.display())] {
            if Path::new(&path).exists() {
                files.insert(path.clone(), std::fs::read(&path)?);
            }
        }
        Ok(Self(files))
    }

    /// As they are when the current goes just before step `at` is over. What was not synced is dropped (`how` 0), there in part (1), or torn (2).
    fn after_cut(&self, steps: &[Step], at: usize, how: usize, dice: &mut Dice) -> Self {
        let mut synced: HashMap<&str, usize> = HashMap::new();
        for step in &steps[..at] {
            if let What::Sync { since } = step.what {
                let until = synced.entry(&step.path).or_default();
                *until = since.max(*until);
            }
        }
        let mut files = self.clone();
        for (place, step) in steps[..at].iter().enumerate() {
            let file = files.0.entry(step.path.clone()).or_default();
            let safe = place < synced.get(step.path.as_str()).copied().unwrap_or(0);
            if safe || (how > 0 && dice.percent(50)) {
                apply(file, &step.what, if safe || how == 1 { None } else { Some(dice) });
            }
        }
        files
    }

    fn write(&self, database: &Path) -> Result<()> {
        for (path, bytes) in &self.0 {
            let wal = path.ends_with("-wal");
            let to = if wal {
                format!("{}-wal", database.display())
            } else {
                database.display().to_string()
            };
            std::fs::write(to, bytes)?;
        }
        Ok(())
    }
}

/// With dice a write is torn: only some of its sectors arrive.
fn apply(file: &mut Vec<u8>, what: &What, tear: Option<&mut Dice>) {
    match what {
        What::Write { offset, bytes } => {
            let start = usize::try_from(*offset).expect("the file fits into memory");
            if file.len() < start + bytes.len() {
                file.resize(start + bytes.len(), 0);
            }
            match tear {
                None => file[start..start + bytes.len()].copy_from_slice(bytes),
                Some(dice) => {
                    for (sector, part) in bytes.chunks(SECTOR).enumerate().filter(|_| dice.percent(50)) {
                        let start = start + sector * SECTOR;
                        file[start..start + part.len()].copy_from_slice(part);
                    }
                }
            }
        }
        What::Truncate { length } => file.resize(usize::try_from(*length).expect("the file fits into memory"), 0),
        What::Sync { .. } => {}
    }
}

/// The file is sound, and every acknowledged message lies in a stored delivery.
async fn look(database: &Path, known: &HashSet<&String>) -> Result<()> {
    let mut connection = SqliteConnection::connect(&format!("sqlite:{}", database.display())).await?;
    let (sound,): (String,) = sqlx::query_as("pragma integrity_check").fetch_one(&mut connection).await?;
    ensure!(sound == "ok", "the file is damaged: {sound}");
    let bodies: Vec<(Vec<u8>,)> = sqlx::query_as("select body from webhook_events").fetch_all(&mut connection).await?;
    connection.close().await?;
    let stored: HashSet<String> = bodies.iter().flat_map(|(body,)| wamids(body)).collect();
    let missing = known.iter().filter(|wamid| !stored.contains(**wamid)).count();
    ensure!(missing == 0, "{missing} acknowledged messages are missing");
    Ok(())
}

/// Every wamid that a body names.
fn wamids(body: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(body);
    let named = text.split("\"wamid.").skip(1).filter_map(|rest| rest.split('"').next());
    named.map(|rest| format!("wamid.{rest}")).collect()
}

/// A server starts on it, works everything off, and all is there once.
async fn boot(database: &Path, known: &HashSet<&String>) -> Result<()> {
    let folder = database.parent().context("the file lies in a folder")?;
    let url = format!("sqlite:{}", database.display());
    let (server, _) = Recipe::new(folder, url.clone())?.start().await?;
    let oracle = Oracle::open(&url).await?;
    oracle.drained(Duration::from_secs(60)).await?;
    let stored: HashSet<String> = oracle.wamids().await?.into_iter().collect();
    let missing = known.iter().filter(|wamid| !stored.contains(**wamid)).count();
    ensure!(missing == 0, "{missing} acknowledged messages are missing after the start");
    let broken = oracle.broken_rules().await?;
    ensure!(broken.is_empty(), "after the start: {}", broken.join("; "));
    server.kill()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(ended: f64, offset: u64, bytes: &[u8]) -> Step {
        Step {
            ended,
            path: "a.db-wal".into(),
            what: What::Write {
                offset,
                bytes: bytes.to_vec(),
            },
        }
    }

    #[test]
    fn only_what_was_synced_survives() {
        let sync = Step {
            ended: 2.0,
            path: "a.db-wal".into(),
            what: What::Sync { since: 1 },
        };
        let steps = [write(1.0, 0, b"one"), sync, write(3.0, 3, b"two"), write(4.0, 6, b"three")];
        let mut dice = Dice::new(1);
        let after = |at, dice: &mut Dice| Files::default().after_cut(&steps, at, 0, dice).0.remove("a.db-wal").unwrap_or_default();
        assert_eq!(after(1, &mut dice), b"", "the cut comes before the sync is over");
        assert_eq!(after(3, &mut dice), b"one");
    }

    #[test]
    fn wamids_are_found_in_a_body() {
        assert_eq!(wamids(br#"{"id":"wamid.A1","x":{"id":"wamid.B2"}}"#), ["wamid.A1", "wamid.B2"]);
    }
}
