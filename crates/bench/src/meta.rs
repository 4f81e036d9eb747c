//! Meta in the driver: a simulator that outlives every server, so that its ledger can be the oracle.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use simulator::{Config, Keep, Retry, Seed, Simulator};
use tokio::task::JoinHandle;

use crate::database::Oracle;
use crate::http;

/// The pretend Meta and its listener.
#[derive(Debug)]
pub(crate) struct Meta {
    pub(crate) simulator: Simulator,
    base: String,
    task: JoinHandle<()>,
}

impl Meta {
    /// Listens on a free port. Webhooks are tried again quickly, since servers die often here.
    pub(crate) async fn start(seed: u64) -> Result<Self> {
        let retry = Retry {
            longest: Duration::from_secs(8),
            scale: 0.025,
            ..Retry::default()
        };
        let keep = Keep {
            deliveries: 5_000,
            sends: 2_000_000,
            ..Keep::default()
        };
        let config = Config {
            seed: Some(seed),
            retry,
            keep,
            ..Config::test()
        };
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let base = format!("http://{}", listener.local_addr()?);
        let simulator = Simulator::new(config);
        simulator.set_public_base(&base);
        let router = simulator.router();
        let task = tokio::spawn(async move {
            axum::serve(listener, router).await.ok();
        });
        // A number may send 80 a second, or 1,000: the proofs are about order, not about patience.
        let (host, number) = (base.trim_start_matches("http://"), &Seed::business().numbers[0].id);
        let fast = json!({ "throughput": "HIGH" });
        http::json(host, "PATCH", &format!("/control/numbers/{number}"), None, Some(&fast)).await?;
        Ok(Self { simulator, base, task })
    }

    /// Where a server finds the Graph API.
    pub(crate) fn graph(&self) -> String {
        format!("{}/graph", self.base)
    }

    /// What connects its number, and the secret that signs its webhooks.
    pub(crate) fn connect(&self) -> (Value, String) {
        let business = Seed::business();
        let connect = json!({ "kind": "meta", "phone_number_id": business.numbers[0].id, "waba_id": business.waba_id, "access_token": business.access_token,
            "app": { "app_id": business.app_id, "app_secret": business.app_secret, "verify_token": business.verify_token } });
        (connect, business.app_secret)
    }

    /// `count` customers write first, so that their windows are open.
    pub(crate) async fn open_windows(&self, count: usize, oracle: &Oracle) -> Result<()> {
        for number in 0..count {
            self.simulator.phone(&format!("Customer {number}")).says("hola").await;
        }
        self.simulator.settle().await;
        oracle.drained(Duration::from_secs(60)).await?;
        Ok(())
    }

    /// How often each message was posted and taken, whatever its attempts were called; the key is the opaque text without the attempt.
    pub(crate) fn posts(&self) -> HashMap<String, u64> {
        let mut posts = HashMap::new();
        for (opaque, count) in self.simulator.ledger().by_opaque {
            let message = opaque.rsplit_once('.').map_or(opaque.as_str(), |(message, _)| message);
            *posts.entry(message.to_owned()).or_default() += count;
        }
        posts
    }

    /// Waits until every webhook was answered.
    pub(crate) async fn settled(&self, limit: Duration) -> Result<()> {
        let started = Instant::now();
        ensure!(
            tokio::time::timeout(limit, self.simulator.settle()).await.is_ok(),
            "webhooks are still not answered after {:?}",
            started.elapsed()
        );
        Ok(())
    }
}

impl Drop for Meta {
    fn drop(&mut self) {
        self.task.abort();
    }
}
