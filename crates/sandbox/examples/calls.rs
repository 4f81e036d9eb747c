//! How fast small calls are: `cargo run --release -p sandbox --example calls -- <path of sandbox-worker> [workers]`.

#![expect(clippy::print_stdout, reason = "it is a measurement")]

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::{Duration, Instant};

use sandbox::{Call, Config, Launch, Limits, Pool, Tenant};

const CODE: &str = "export default function (input) { const out = {}; for (const key of Object.keys(input)) out[key.toUpperCase()] = String(input[key]) + '!'; return { screen: 'NEXT', data: out } }";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let program = std::fs::canonicalize(arguments.next().ok_or("which worker?")?)?;
    let workers = arguments.next().map_or(Ok(1), |text| text.parse())?;
    let config = Config {
        workers: NonZeroUsize::new(workers).ok_or("none?")?,
        ..Config::new(Launch {
            program,
            arguments: Vec::new(),
        })
    };
    let pool = Arc::new(Pool::start(config)?);
    let input: serde_json::Map<String, serde_json::Value> = (0..20).map(|n| (format!("field_{n}"), format!("value {n}").into())).collect();
    let input = serde_json::Value::Object(input).to_string();
    let call = Call {
        tenant: Tenant([1; 16]),
        code: CODE.into(),
        input,
        limits: Limits::default(),
        host: None,
    };
    let (started, budget) = (Instant::now(), Duration::from_secs(3));
    let threads: Vec<_> = (0..workers)
        .map(|_| {
            let (pool, call) = (Arc::clone(&pool), call.clone());
            std::thread::spawn(move || {
                let mut times = Vec::new();
                while started.elapsed() < budget {
                    let begin = Instant::now();
                    let answer = pool.call_blocking(call.clone());
                    times.push(begin.elapsed());
                    assert!(answer.is_ok(), "{answer:?}");
                }
                times
            })
        })
        .collect();
    let mut times: Vec<Duration> = threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect();
    times.sort_unstable();
    let rate = times.len() as f64 / started.elapsed().as_secs_f64();
    println!(
        "{rate:.0} calls/s with {workers} worker(s), p50 {:?}, p99 {:?}; {:?}",
        times[times.len() / 2],
        times[times.len() * 99 / 100],
        pool.status()
    );
    Ok(())
}
