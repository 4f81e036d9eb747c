//! Load: many kept-alive connections that send ready-made requests as fast as they are answered, or at a steady rate.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::task::JoinSet;

use crate::figures::Latencies;
use crate::http::Connection;

/// How a run went.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Answered 200.
    pub(crate) ok: usize,
    /// Refused with 503 (over budget), to be sent again.
    pub(crate) refused: usize,
    /// Anything else.
    pub(crate) other: usize,
    /// From the first request to the last answer.
    pub(crate) took: Duration,
    /// Of the answers that were 200.
    pub(crate) latencies: Latencies,
    /// How many requests were taken from the list.
    pub(crate) used: usize,
}

impl Outcome {
    /// Requests answered 200 in a second.
    #[must_use]
    pub(crate) fn per_second(&self) -> f64 {
        self.ok as f64 / self.took.as_secs_f64()
    }

    fn add(&mut self, other: Self) {
        self.ok += other.ok;
        self.refused += other.refused;
        self.other += other.other;
        self.latencies.extend(other.latencies);
    }

    fn count(&mut self, status: u16, took: Duration) {
        match status {
            200 => {
                self.ok += 1;
                self.latencies.add(took);
            }
            503 => self.refused += 1,
            _ => self.other += 1,
        }
    }
}

/// What happens at the end of a list of requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AtEnd {
    /// The run ends.
    Stop,
    /// It starts again from the top.
    Again,
}

/// Closed loop: each connection sends its next request when the last is answered, until `limit`.
pub(crate) async fn closed(host: &str, connections: usize, requests: Arc<Vec<Vec<u8>>>, at_end: AtEnd, limit: Duration) -> Result<Outcome> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut tasks = JoinSet::new();
    let mut open = Vec::with_capacity(connections);
    for _ in 0..connections {
        open.push(Connection::open(host).await?);
    }
    let started = Instant::now();
    for mut connection in open {
        let (requests, next) = (Arc::clone(&requests), Arc::clone(&next));
        tasks.spawn(async move {
            let mut outcome = Outcome::default();
            while started.elapsed() < limit {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let number = if at_end == AtEnd::Again { number % requests.len() } else { number };
                let Some(request) = requests.get(number) else { break };
                let sent = Instant::now();
                let answer = connection.call(request).await?;
                outcome.count(answer.status, sent.elapsed());
            }
            anyhow::Ok(outcome)
        });
    }
    let mut total = Outcome::default();
    while let Some(outcome) = tasks.join_next().await {
        total.add(outcome??);
    }
    total.took = started.elapsed();
    total.used = next.load(Ordering::Relaxed).min(requests.len());
    Ok(total)
}

/// Open loop: request `n` leaves at `n / rate` seconds whatever the others do; lateness of the driver counts as latency.
pub(crate) async fn steady(
    host: &str,
    connections: usize,
    requests: Arc<Vec<Vec<u8>>>,
    rate: f64,
    sent: Arc<dyn Fn(usize, Instant) + Send + Sync>,
) -> Result<Outcome> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut tasks = JoinSet::new();
    let started = Instant::now() + Duration::from_millis(50);
    for _ in 0..connections {
        let mut connection = Connection::open(host).await?;
        let (requests, next, sent) = (Arc::clone(&requests), Arc::clone(&next), Arc::clone(&sent));
        tasks.spawn(async move {
            let mut outcome = Outcome::default();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(request) = requests.get(number) else { break };
                let due = started + Duration::from_secs_f64(number as f64 / rate);
                tokio::time::sleep_until(due.into()).await;
                sent(number, due);
                let answer = connection.call(request).await?;
                outcome.count(answer.status, due.elapsed());
            }
            anyhow::Ok(outcome)
        });
    }
    let mut total = Outcome::default();
    while let Some(outcome) = tasks.join_next().await {
        total.add(outcome??);
    }
    total.took = started.elapsed();
    total.used = requests.len();
    Ok(total)
}

/// Sends `count` requests, made as they are needed, each again until it is answered 200. Before that only 503 may come, or a hang-up: who refuses need not
/// read the rest of a body. Gives how often that was.
pub(crate) async fn until_taken(host: &str, connections: usize, count: usize, make: Arc<dyn Fn(usize) -> Vec<u8> + Send + Sync>) -> Result<usize> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut tasks = JoinSet::new();
    for _ in 0..connections.min(count.max(1)) {
        let mut connection = Connection::open(host).await?;
        let (host, make, next) = (host.to_owned(), Arc::clone(&make), Arc::clone(&next));
        tasks.spawn(async move {
            let mut refused = 0;
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= count {
                    return anyhow::Ok(refused);
                }
                let request = make(number);
                loop {
                    match connection.call(&request).await.map(|answer| answer.status) {
                        Ok(200) => break,
                        Ok(503) => tokio::time::sleep(Duration::from_millis(20)).await,
                        Ok(other) => anyhow::bail!("a delivery was answered {other}"),
                        Err(_) => connection = Connection::open(&host).await?,
                    }
                    refused += 1;
                }
            }
        });
    }
    let mut refused = 0;
    while let Some(more) = tasks.join_next().await {
        refused += more??;
    }
    Ok(refused)
}
