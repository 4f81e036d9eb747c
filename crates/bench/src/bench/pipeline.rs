//! From a webhook to the screen: how long until a Socket.IO client has the event, at a steady rate; and the highest rate that is sustained.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::Options;
use crate::bodies::Message;
use crate::figures::{self, Latencies};
use crate::load::{self, AtEnd};
use crate::rig::Rig;
use crate::socket::Client;

/// Messages a second in the steady part.
const STEADY: f64 = 200.0;
const STEADY_CONNECTIONS: usize = 16;
const FAST_CONNECTIONS: usize = 32;
const CUSTOMERS: u32 = 500;
/// How long an event may be on its way before the run counts as failed.
const PATIENCE: Duration = Duration::from_secs(120);

/// Both parts on each database.
#[expect(clippy::print_stdout, reason = "the table is the result")]
pub(crate) async fn run(options: &Options) -> Result<()> {
    let mut rows = vec![
        ["", "steady rate", "p50", "p99", "max", "sustained", "cut off"]
            .map(str::to_owned)
            .to_vec(),
    ];
    let mut kept = Vec::new();
    for kind in options.databases() {
        let rig = Rig::new(kind).await?;
        let mut steady = steady(&rig, 1, options.seconds * 5).await?;
        let fast = fast(&rig, options.seconds).await?;
        let broken = rig.oracle().await?.broken_rules().await?;
        ensure!(broken.is_empty(), "after the load: {}", broken.join("; "));
        let figures = [steady.percentile(0.5), steady.percentile(0.99), steady.percentile(1.0)];
        rows.push(vec![
            kind.name().to_owned(),
            format!("{STEADY:.0}/s × {}", steady.count()),
            format!("{:.1} ms", figures[0]),
            format!("{:.1} ms", figures[1]),
            format!("{:.1} ms", figures[2]),
            format!("{:.0}/s × {}", fast.per_second, fast.count),
            format!("{}×", fast.cuts),
        ]);
        kept.push(json!({ "database": kind.name(), "steady_per_second": STEADY, "messages": steady.count(), "p50_ms": figures[0], "p99_ms": figures[1], "max_ms": figures[2],
            "sustained_per_second": fast.per_second, "sustained_messages": fast.count, "socket_cuts": fast.cuts }));
    }
    println!("{}", figures::table(&rows));
    println!("kept in {}", figures::keep("pipeline", &json!({ "runs": kept }))?.display());
    Ok(())
}

/// Open loop at [`STEADY`]; the latency of a message runs from when its webhook was due to leave until the client has its event.
pub(crate) async fn steady(rig: &Rig, run: u32, seconds: u64) -> Result<Latencies> {
    let count = (STEADY * seconds as f64) as u32;
    let messages: Vec<_> = (0..count).map(|number| Message::new(run, number, CUSTOMERS)).collect();
    let requests: Vec<_> = messages.iter().map(|message| rig.sender.request(std::slice::from_ref(message))).collect();
    let due: Arc<Mutex<Vec<Option<Instant>>>> = Arc::new(Mutex::new(vec![None; messages.len()]));
    let mut listener = Listener::start(rig).await?;
    let noted = Arc::clone(&due);
    let note = move |number: usize, at: Instant| noted.lock().expect("nobody panics while noting")[number] = Some(at);
    let outcome = load::steady(&rig.recipe.host, STEADY_CONNECTIONS, Arc::new(requests), STEADY, Arc::new(note)).await?;
    ensure!(
        outcome.ok == messages.len(),
        "only {} of {} webhooks were answered 200",
        outcome.ok,
        messages.len()
    );
    let heard = listener.wait_for(messages.len()).await?;
    let due = due.lock().expect("nobody panics while noting");
    let mut latencies = Latencies::default();
    for (message, due) in messages.iter().zip(due.iter()) {
        let heard = heard.get(&message.wamid).with_context(|| format!("{} never arrived", message.wamid))?;
        latencies.add(heard.saturating_duration_since(due.context("a webhook never left")?));
    }
    Ok(latencies)
}

struct Fast {
    per_second: f64,
    count: usize,
    cuts: usize,
}

/// Closed loop as fast as answers come; the rate is messages over the time from the first webhook to the last event at the client.
async fn fast(rig: &Rig, seconds: u64) -> Result<Fast> {
    let count = u32::try_from(seconds * 20_000)?;
    let requests = (0..count)
        .map(|number| rig.sender.request(&[Message::new(2, number, CUSTOMERS)]))
        .collect();
    let mut listener = Listener::start(rig).await?;
    let oracle = rig.oracle().await?;
    let before = oracle.number("select count(*) from messages").await?;
    let started = Instant::now();
    let outcome = load::closed(
        &rig.recipe.host,
        FAST_CONNECTIONS,
        Arc::new(requests),
        AtEnd::Stop,
        Duration::from_secs(seconds),
    )
    .await?;
    ensure!(outcome.other == 0, "{} answers were neither 200 nor 503", outcome.other);
    listener.wait_for(outcome.ok).await?;
    let took = started.elapsed();
    let stored = oracle.number("select count(*) from messages").await? - before;
    ensure!(
        usize::try_from(stored)? == outcome.ok,
        "{} were acknowledged, {stored} are stored",
        outcome.ok
    );
    Ok(Fast {
        per_second: outcome.ok as f64 / took.as_secs_f64(),
        count: outcome.ok,
        cuts: listener.cuts(),
    })
}

/// A client that stays until it is dropped, comes back when it is cut off, and notes when each new message first reached it.
struct Listener {
    events: mpsc::UnboundedReceiver<(String, Instant)>,
    cuts: Arc<Mutex<usize>>,
    task: JoinHandle<()>,
}

impl Listener {
    async fn start(rig: &Rig) -> Result<Self> {
        let (host, workspace, token) = (rig.recipe.host.clone(), rig.workspace.clone(), rig.token().await?);
        let (sender, events) = mpsc::unbounded_channel();
        let cuts = Arc::new(Mutex::new(0));
        let counted = Arc::clone(&cuts);
        let mut client = Client::connect(&host, &token, &workspace, None).await?;
        let task = tokio::spawn(async move {
            let mut last = client.ready;
            loop {
                match client.next().await {
                    // What was given again after a cut is not new.
                    Ok(event) if event.seq <= last => {}
                    Ok(event) => {
                        last = event.seq;
                        if let ("message.created", Some(wamid)) = (event.kind.as_str(), event.wamid) {
                            sender.send((wamid, Instant::now())).ok();
                        }
                    }
                    Err(_) => {
                        *counted.lock().expect("nobody panics while counting") += 1;
                        match Client::connect(&host, &token, &workspace, Some(last)).await {
                            Ok(again) => client = again,
                            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
                        }
                    }
                }
            }
        });
        Ok(Self { events, cuts, task })
    }

    /// Waits for that many different messages; one that comes twice is an error.
    async fn wait_for(&mut self, count: usize) -> Result<HashMap<String, Instant>> {
        let mut heard = HashMap::with_capacity(count);
        while heard.len() < count {
            let next = tokio::time::timeout(PATIENCE, self.events.recv()).await;
            let (wamid, at) = next
                .with_context(|| format!("only {} of {count} events arrived", heard.len()))?
                .context("the listener ended")?;
            ensure!(heard.insert(wamid.clone(), at).is_none(), "{wamid} was announced twice");
        }
        Ok(heard)
    }

    fn cuts(&self) -> usize {
        *self.cuts.lock().expect("nobody panics while counting")
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}
