//! How many webhooks a second are accepted and stored, beside the same HTTP server without a database in the same run.

use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::json;

use super::Options;
use crate::bare;
use crate::bodies::{Message, Sender};
use crate::database::Kind;
use crate::figures::{self, median};
use crate::load::{self, AtEnd, Outcome};
use crate::rig::{Plan, Rig};

const CONNECTIONS: usize = 64;
const CUSTOMERS: u32 = 500;
/// Every tenth request repeats an earlier one.
const REPEAT_EVERY: usize = 10;
/// More than PrismWA can take in a second on the machines this runs on; the check below says when it is not.
const REQUESTS_PER_SECOND: u64 = 40_000;
/// Deliveries a second of the steady load.
const STEADY: u64 = 2_000;
/// The bare server starts its list again from the top.
const BARE_REQUESTS: usize = 20_000;

/// One line of the table.
struct Line {
    what: String,
    per_second: Vec<f64>,
    p50: Vec<f64>,
    p99: Vec<f64>,
    cpu_micros: Vec<f64>,
    drain: Vec<f64>,
}

/// Measures bare servers and PrismWA in turn, so that a busy machine is busy for all of them.
#[expect(clippy::print_stdout, reason = "the table is the result")]
pub(crate) async fn run(options: &Options) -> Result<()> {
    let limit = Duration::from_secs(options.seconds);
    let mut lines: Vec<Line> = Vec::new();
    for round in 0..u32::try_from(options.rounds)? {
        for path in ["/plain", "/signed"] {
            let bare = Bare::start()?;
            let requests = Arc::new(requests(&bare.sender(path), round, BARE_REQUESTS));
            let outcome = load::closed(&bare.host, CONNECTIONS, requests, AtEnd::Again, limit).await?;
            ensure!(outcome.other == 0, "the bare server refused {} requests", outcome.other);
            line(
                &mut lines,
                if path == "/plain" {
                    "no database, body ignored"
                } else {
                    "no database, signature checked"
                },
            )
            .add(&outcome, None, None);
        }
        for kind in options.databases() {
            for load in [Load::Stored, Load::Processed, Load::Steady] {
                let (outcome, cpu, drain) = measure(kind, load, round, limit).await?;
                line(&mut lines, &format!("{}, {}", kind.name(), load.words())).add(&outcome, Some(cpu), Some(drain));
            }
        }
    }
    println!("{}", report(&lines));
    let figures: Vec<_> = lines
        .iter()
        .map(|line| json!({ "what": line.what, "per_second": line.per_second, "p50_ms": line.p50, "p99_ms": line.p99, "cpu_us_per_delivery": line.cpu_micros, "drain_s": line.drain }))
        .collect();
    let kept = figures::keep(
        "ingest",
        &json!({ "connections": CONNECTIONS, "seconds": options.seconds, "lines": figures }),
    )?;
    println!("kept in {}", kept.display());
    Ok(())
}

/// What a server is put under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Load {
    /// As fast as it answers, by a node that leaves processing to others: what a delivery costs until it is safe and acknowledged.
    Stored,
    /// As fast as it answers, while the same node processes what came.
    Processed,
    /// A rate that many would call high, while the same node processes what came.
    Steady,
}

impl Load {
    fn words(self) -> String {
        match self {
            Self::Stored => "stored".to_owned(),
            Self::Processed => "stored and processed".to_owned(),
            Self::Steady => format!("{STEADY}/s, stored and processed"),
        }
    }
}

/// One load on a fresh installation; then everything must be there once, and processed. Gives the server's CPU time and how long it processed afterwards.
async fn measure(kind: Kind, load: Load, round: u32, limit: Duration) -> Result<(Outcome, Duration, Duration)> {
    let settings = vec![("PRISMWA_SERVER__BACKGROUND_WORK", (load != Load::Stored).to_string())];
    let mut rig = Rig::build(Plan {
        settings,
        ..Plan::simple(kind)
    })
    .await?;
    let rate = if load == Load::Steady { STEADY } else { REQUESTS_PER_SECOND };
    let count = usize::try_from(rate * limit.as_secs())?;
    let requests = Arc::new(requests(&rig.sender, round, count));
    let before = rig.process(0)?.cpu()?;
    let host = rig.recipe.host.clone();
    let outcome = match load {
        Load::Steady => load::steady(&host, CONNECTIONS, Arc::clone(&requests), STEADY as f64, Arc::new(|_, _| ())).await?,
        Load::Stored | Load::Processed => load::closed(&host, CONNECTIONS, Arc::clone(&requests), AtEnd::Stop, limit).await?,
    };
    ensure!(
        outcome.other == 0,
        "{} answers were neither 200 nor 503; see {}",
        outcome.other,
        rig.recipe.log().display()
    );
    ensure!(
        load == Load::Steady || outcome.used < count,
        "the list of requests was used up: raise REQUESTS_PER_SECOND"
    );
    let oracle = rig.oracle().await?;
    let stored_alone = rig.process(0)?.cpu()?.saturating_sub(before);
    if load == Load::Stored {
        // Acknowledged means stored: it survives a kill, and whoever does the work finds it.
        rig.kill(0)?;
        rig.recipe.settings.retain(|(name, _)| *name != "PRISMWA_SERVER__BACKGROUND_WORK");
        rig.start(0).await?;
    }
    let drain = oracle.drained(Duration::from_secs(600)).await?;
    let cpu = match load {
        Load::Stored => stored_alone,
        Load::Processed | Load::Steady => rig.process(0)?.cpu()?.saturating_sub(before),
    };
    let stored = oracle.number("select count(*) from webhook_events").await?;
    let deliveries = oracle.number("select cast(sum(delivery_count) as bigint) from webhook_events").await?;
    ensure!(stored > 0, "nothing was stored");
    ensure!(
        usize::try_from(deliveries)? == outcome.ok,
        "{} were answered 200, but {deliveries} deliveries are stored",
        outcome.ok
    );
    let broken = oracle.broken_rules().await?;
    ensure!(broken.is_empty(), "after the load: {}", broken.join("; "));
    Ok((outcome, cpu, drain))
}

fn line<'a>(lines: &'a mut Vec<Line>, what: &str) -> &'a mut Line {
    if let Some(at) = lines.iter().position(|line| line.what == what) {
        return &mut lines[at];
    }
    lines.push(Line {
        what: what.to_owned(),
        per_second: vec![],
        p50: vec![],
        p99: vec![],
        cpu_micros: vec![],
        drain: vec![],
    });
    lines.last_mut().expect("it was just pushed")
}

impl Line {
    fn add(&mut self, outcome: &Outcome, cpu: Option<Duration>, drain: Option<Duration>) {
        let mut latencies = outcome.latencies.clone();
        self.per_second.push(outcome.per_second());
        self.p50.push(latencies.percentile(0.5));
        self.p99.push(latencies.percentile(0.99));
        self.cpu_micros.extend(cpu.map(|cpu| cpu.as_secs_f64() * 1e6 / outcome.ok.max(1) as f64));
        self.drain.extend(drain.map(|drain| drain.as_secs_f64()));
    }
}

fn report(lines: &[Line]) -> String {
    let share = |line: &Line, of: usize| lines.get(of).map_or(0.0, |base| median(&line.per_second) / median(&base.per_second));
    let optional = |values: &[f64], unit: &str| {
        if values.is_empty() {
            "–".to_owned()
        } else {
            format!("{:.1} {unit}", median(values))
        }
    };
    let head = [
        "",
        "accepted/s",
        "of plain",
        "of signed",
        "p50",
        "p99",
        "server CPU each",
        "processed after",
    ]
    .map(str::to_owned)
    .to_vec();
    let rows = lines.iter().map(|line| {
        vec![
            line.what.clone(),
            format!("{:.0}", median(&line.per_second)),
            format!("{:.2}", share(line, 0)),
            format!("{:.2}", share(line, 1)),
            format!("{:.1} ms", median(&line.p50)),
            format!("{:.1} ms", median(&line.p99)),
            optional(&line.cpu_micros, "µs"),
            optional(&line.drain, "s"),
        ]
    });
    figures::table(&[head].into_iter().chain(rows).collect::<Vec<_>>())
}

/// Distinct messages, one to a delivery, every tenth a repetition of an earlier request.
fn requests(sender: &Sender, round: u32, count: usize) -> Vec<Vec<u8>> {
    let mut requests: Vec<Vec<u8>> = Vec::with_capacity(count);
    for number in 0..count {
        let repeated = (number % REPEAT_EVERY == REPEAT_EVERY - 1).then(|| requests[number / 2].clone());
        requests.push(repeated.unwrap_or_else(|| sender.request(&[Message::new(round, u32::try_from(number).unwrap_or(u32::MAX), CUSTOMERS)])));
    }
    requests
}

/// The bare server as a process of its own, like the real one.
struct Bare {
    child: Child,
    host: String,
}

impl Bare {
    fn start() -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?).arg("bare").stdout(Stdio::piped()).spawn()?;
        let mut host = String::new();
        let stdout = child.stdout.take().context("stdout is piped")?;
        std::io::BufRead::read_line(&mut std::io::BufReader::new(stdout), &mut host)?;
        Ok(Self {
            child,
            host: host.trim().to_owned(),
        })
    }

    fn sender(&self, path: &str) -> Sender {
        Sender {
            app_secret: bare::APP_SECRET.into(),
            waba_id: "102290129340398".into(),
            phone_number_id: "106540352242922".into(),
            path: path.into(),
            host: self.host.clone(),
        }
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
