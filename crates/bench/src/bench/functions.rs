//! Functions: how long a small call takes, how many a processor does in a second, and how soon after its limit a call is over that the engine cannot end.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use sandbox::{Call, Config, Error, Launch, Limits, Pool, Tenant};
use serde_json::{Map, Value, json};

use super::Options;
use crate::child;
use crate::figures::{self, Latencies, median};

/// What a form's function does at least: looks at twenty fields and names the next screen.
const SMALL: &str = "export default input => { const data = {}; for (const key of Object.keys(input)) data[key.toUpperCase()] = String(input[key]) + '!'; return { screen: 'NEXT', data } }";
/// Loops that the engine's own clock sees, and one inside a native call, which it does not.
const ENDLESS: [(&str, &str); 3] = [
    ("a loop", "export default () => { for (;;) {} }"),
    ("a regular expression", "export default () => /(a+)+$/.test('a'.repeat(40) + 'b')"),
    (
        "a native loop",
        "export default () => { const text = 'a'.repeat(1 << 23); for (;;) (text + 'b').indexOf('a'.repeat(1 << 22) + 'c') }",
    ),
];
/// The limit that the last part waits for.
const LIMIT: Duration = Duration::from_millis(200);
/// A call may be over so long after its limit.
const GRACE: Duration = Duration::from_millis(100);

/// One worker, so that the rate is that of a processor; then the clock.
#[expect(clippy::print_stdout, reason = "the table is the result")]
pub(crate) async fn run(options: &Options) -> Result<()> {
    let (rounds, seconds) = (options.rounds, options.seconds);
    let (small, late) = tokio::task::spawn_blocking(move || anyhow::Ok((small(rounds, seconds)?, late(rounds)?))).await??;
    let head = ["", "p50", "p99", "calls/s, one worker"].map(str::to_owned).to_vec();
    let row = vec![
        "a small call".to_owned(),
        format!("{:.3} ms", small.0),
        format!("{:.3} ms", small.1),
        format!("{:.0}", small.2),
    ];
    println!("{}", figures::table(&[head, row]));
    let head = ["killed after its limit", "worst"].map(str::to_owned).to_vec();
    let rows = late
        .iter()
        .map(|(what, worst)| vec![(*what).to_owned(), format!("{:.0} ms", worst.as_secs_f64() * 1e3)]);
    println!("{}", figures::table(&[head].into_iter().chain(rows).collect::<Vec<_>>()));
    let late_ms: Map<String, Value> = late
        .iter()
        .map(|(what, worst)| ((*what).to_owned(), json!(worst.as_secs_f64() * 1e3)))
        .collect();
    let kept = json!({ "p50_ms": small.0, "p99_ms": small.1, "per_second": small.2, "late_ms": late_ms, "limit_ms": LIMIT.as_millis() });
    println!("kept in {}", figures::keep("functions", &kept)?.display());
    let slow: Vec<_> = late.iter().filter(|(_, worst)| *worst > GRACE).collect();
    ensure!(slow.is_empty(), "over more than {GRACE:?} after the limit: {slow:?}");
    Ok(())
}

fn pool() -> Result<Pool> {
    let program = std::fs::canonicalize(child::binary()).with_context(|| format!("there is no binary at {}", child::binary().display()))?;
    let launch = Launch {
        program,
        arguments: vec!["function-worker".into()],
    };
    let config = Config {
        workers: NonZeroUsize::MIN,
        ..Config::new(launch)
    };
    Pool::start(config).context("functions cannot be locked up on this machine")
}

fn call(code: &str, time: Duration) -> Call {
    let fields: Map<String, Value> = (0..20)
        .map(|number| (format!("field_{number}"), format!("value {number}").into()))
        .collect();
    Call {
        tenant: Tenant([1; 16]),
        code: Arc::from(code),
        input: Value::Object(fields).to_string(),
        limits: Limits { time, ..Limits::default() },
        host: None,
    }
}

/// Median, 99th percentile in milliseconds, and calls a second, of a worker that is warm.
fn small(rounds: usize, seconds: u64) -> Result<(f64, f64, f64)> {
    let pool = pool()?;
    let once = || {
        pool.call_blocking(call(SMALL, Duration::from_secs(5)))
            .map_err(|failure| anyhow::anyhow!("{failure:?}"))
    };
    for _ in 0..50 {
        once()?;
    }
    let (mut p50, mut p99, mut rates) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        let (mut latencies, started) = (Latencies::default(), Instant::now());
        while started.elapsed() < Duration::from_secs(seconds) {
            let began = Instant::now();
            once()?;
            latencies.add(began.elapsed());
        }
        rates.push(latencies.count() as f64 / started.elapsed().as_secs_f64());
        p50.push(latencies.percentile(0.5));
        p99.push(latencies.percentile(0.99));
    }
    Ok((median(&p50), median(&p99), median(&rates)))
}

/// How long after the limit each endless call was over, at worst.
fn late(rounds: usize) -> Result<Vec<(&'static str, Duration)>> {
    let mut found = Vec::new();
    for (what, code) in ENDLESS {
        let mut worst = Duration::ZERO;
        for _ in 0..rounds.max(1) * 5 {
            let pool = pool()?;
            let began = Instant::now();
            let ended = pool.call_blocking(call(code, LIMIT));
            let took = began.elapsed();
            let failure = ended.err().with_context(|| format!("{what} ended by itself"))?;
            ensure!(matches!(failure.error, Error::TimedOut(_)), "{what}: {:?}", failure.error);
            worst = worst.max(took.saturating_sub(LIMIT));
        }
        found.push((what, worst));
    }
    Ok(found)
}
