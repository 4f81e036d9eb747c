//! Far more deliveries than fit: what does not fit is refused with 503 and comes again, nothing is lost, memory stays bounded, and people still get in.
//!
//! The room for deliveries that wait is made small (a mebibyte), and hundreds of connections push large deliveries as fast as they are answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use tokio::task::JoinSet;

use super::{Options, differences};
use crate::bodies::{Message, Sender};
use crate::database::Kind;
use crate::figures;
use crate::http::{self, Connection};
use crate::load;
use crate::rig::{self, Plan, Rig};

/// Connections at once, each with a delivery on its way.
const CONNECTIONS: usize = 300;
/// Bytes that make a delivery large: 300 of them are seven times what may wait. One message each, so that working them off is not what is measured.
const PADDING: usize = 24_000;
const CUSTOMERS: u32 = 200;
/// Deliveries that are made beforehand; the first 300 leave in one moment.
const READY: usize = 600;
/// Bytes that may wait.
const BUDGET: usize = 1 << 20;
/// The process may not grow beyond this, in MiB.
const MEMORY: f64 = 512.0;

/// Both databases.
#[expect(clippy::print_stdout, reason = "the verdict is the result")]
pub(crate) async fn run(options: &Options) -> Result<()> {
    for kind in options.databases() {
        let seconds = options.seconds.unwrap_or(options.size(3, 60));
        let found = prove(kind, Duration::from_secs(seconds))
            .await
            .with_context(|| format!("on {}", kind.name()))?;
        println!(
            "{}: {} deliveries in {seconds} s, {} taken, {} refused with 503 and sent again: 0 missing, 0 doubled; most memory {:.0} MiB; {} of {} sign-ins and health checks answered",
            kind.name(),
            found.taken + found.refused,
            found.taken,
            found.refused,
            found.memory,
            found.probes,
            found.probes
        );
        let kept = serde_json::json!({ "database": kind.name(), "seconds": seconds, "taken": found.taken, "refused": found.refused, "most_memory_mib": found.memory,
            "probes": found.probes });
        figures::keep(&format!("storm-{}", kind.name().to_lowercase()), &kept)?;
    }
    Ok(())
}

struct Found {
    taken: usize,
    refused: usize,
    memory: f64,
    probes: usize,
}

async fn prove(kind: Kind, lasts: Duration) -> Result<Found> {
    let plan = Plan {
        settings: vec![
            ("PRISMWA_INGEST__BYTES_IN_FLIGHT", BUDGET.to_string()),
            ("PRISMWA_INGEST__MAX_BODY_BYTES", BUDGET.to_string()),
        ],
        ..Plan::simple(kind)
    };
    let rig = Rig::build(plan).await?;
    // Made before the storm, so that it is the server that has to keep up.
    let sender = rig.sender.clone();
    let ready: Arc<Vec<Vec<u8>>> = Arc::new((0..READY).map(|number| request(&sender, number)).collect());
    let over = Arc::new(AtomicBool::new(false));
    let next = Arc::new(AtomicUsize::new(0));
    let mut storm = JoinSet::new();
    for _ in 0..CONNECTIONS {
        storm.spawn(push(rig.sender.clone(), Arc::clone(&ready), Arc::clone(&next), Arc::clone(&over)));
    }
    let probes = tokio::spawn(probe(rig.recipe.host.clone(), Arc::clone(&over)));
    let (started, mut memory) = (Instant::now(), 0.0_f64);
    while started.elapsed() < lasts {
        memory = memory.max(rig.server.as_ref().context("the server runs")?.resident_mib()?);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    over.store(true, Ordering::Relaxed);
    let (mut taken, mut lost) = (0, Vec::new());
    while let Some(pushed) = storm.join_next().await {
        let pushed = pushed??;
        taken += pushed.taken;
        lost.extend(pushed.refused);
    }
    let probes = probes.await??;
    let refused = lost.len();
    ensure!(refused > 0, "nothing was refused, so this was no storm");
    ensure!(probes > 0, "nobody asked for health or signed in during the storm");
    // Meta sends again what was refused, in its own time.
    let sender = rig.sender.clone();
    let again = move |at: usize| request(&sender, lost[at]);
    load::until_taken(&rig.recipe.host, 16, refused, Arc::new(again)).await?;
    let deliveries = next.load(Ordering::Relaxed);
    let expected = (0..deliveries).map(|number| message(number).wamid).collect();
    let wrong = differences(&expected, &rig.oracle().await?).await?;
    ensure!(wrong.is_empty(), "{}", wrong.join("; "));
    memory = memory.max(rig.server.as_ref().context("the server runs")?.resident_mib()?);
    ensure!(memory < MEMORY, "the process took {memory:.0} MiB");
    Ok(Found {
        taken,
        refused,
        memory,
        probes,
    })
}

/// The message of delivery `number`.
fn message(number: usize) -> Message {
    Message::new(7, u32::try_from(number).unwrap_or(u32::MAX), CUSTOMERS)
}

/// A large delivery: what nobody knows is kept and harms nobody.
fn request(sender: &Sender, number: usize) -> Vec<u8> {
    let mut body = sender.body(&[message(number)]);
    body.pop();
    body.extend_from_slice(b",\"padding\":\"");
    body.resize(body.len() + PADDING, b'x');
    body.extend_from_slice(b"\"}");
    sender.post(&body)
}

struct Pushed {
    taken: usize,
    refused: Vec<usize>,
}

async fn push(sender: Sender, ready: Arc<Vec<Vec<u8>>>, next: Arc<AtomicUsize>, over: Arc<AtomicBool>) -> Result<Pushed> {
    let mut pushed = Pushed {
        taken: 0,
        refused: Vec::new(),
    };
    let mut connection = Connection::open(&sender.host).await?;
    // The first request waits until every connection is open.
    tokio::time::sleep(Duration::from_millis(200)).await;
    while !over.load(Ordering::Relaxed) {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let made;
        let request = match ready.get(number) {
            Some(request) => request,
            None => {
                made = request(&sender, number);
                &made
            }
        };
        match connection.call(request).await {
            Ok(answer) if answer.status == 200 => pushed.taken += 1,
            Ok(answer) => {
                ensure!(answer.status == 503, "a delivery was answered {}", answer.status);
                pushed.refused.push(number);
            }
            // Refused before the body was read: the server hangs up, as it may.
            Err(_) => {
                pushed.refused.push(number);
                connection = Connection::open(&sender.host).await?;
            }
        }
    }
    Ok(pushed)
}

/// Asks for health and signs in, over and over; each must succeed.
async fn probe(host: String, over: Arc<AtomicBool>) -> Result<usize> {
    let mut probes = 0;
    while !over.load(Ordering::Relaxed) {
        let (status, _) = http::call(&host, "GET", "/healthz", None, None).await?;
        ensure!(status == 200, "health was answered {status} in the storm");
        rig::sign_in(&host, rig::EMAIL).await.context("in the storm")?;
        probes += 2;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(probes)
}
