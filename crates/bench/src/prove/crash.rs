//! A whole PostgreSQL server that ends at once under load, again and again: every process of it is killed, nothing is said goodbye to, and it recovers from its
//! log. What Meta was told is stored must be there.
//!
//! This is what can be done about a power cut without looking into PostgreSQL's own files: it syncs as an operator would run it, but the kernel keeps what was
//! written. That a synced file survives is PostgreSQL's own promise.

use std::fs::{self, File};
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use sqlx::PgPool;
use throwaway_postgres::{Durability, Server};

use super::inbound::Webhooks;
use super::{Dice, differences};
use crate::database::Kind;
use crate::rig::{Plan, Rig};

/// A crashed server reads its log before it answers.
const RECOVERY: Duration = Duration::from_secs(60);

/// What was done and found.
pub(super) struct Found {
    pub(super) messages: usize,
    pub(super) slowest_recovery: Duration,
}

/// Two nodes on a server of their own, since nobody else could stand its ends.
pub(super) async fn prove(crashes: u32, seed: u64) -> Result<Found> {
    let server = Server::start(Durability::On)?;
    let cluster = Cluster::of(&server.url("postgres")).await?;
    let plan = Plan {
        nodes: 2,
        postgres: Some(server.url("postgres")),
        ..Plan::simple(Kind::Postgres)
    };
    let rig = Rig::build(plan).await?;
    let webhooks = Webhooks::start(&rig);
    let (mut dice, mut slowest_recovery) = (Dice::new(seed), Duration::ZERO);
    for crash in 1..=crashes {
        tokio::time::sleep(Duration::from_millis(200 + dice.below(1_300))).await;
        cluster.crash().await.with_context(|| format!("at crash {crash}"))?;
        let recovery = cluster.recover().await.with_context(|| format!("after crash {crash}"))?;
        slowest_recovery = slowest_recovery.max(recovery);
    }
    let expected = webhooks.finish().await?;
    let wrong = differences(&expected, &rig.oracle().await?).await?;
    ensure!(wrong.is_empty(), "{}", wrong.join("; "));
    Ok(Found {
        messages: expected.len(),
        slowest_recovery,
    })
}

/// The processes and files of a PostgreSQL server.
struct Cluster {
    url: String,
    data: PathBuf,
}

impl Cluster {
    async fn of(url: &str) -> Result<Self> {
        let pool = PgPool::connect(url).await?;
        let (data, fsync): (String, String) = sqlx::query_as("select current_setting('data_directory'), current_setting('fsync')")
            .fetch_one(&pool)
            .await?;
        pool.close().await;
        ensure!(fsync == "on", "a server that does not sync promises nothing");
        Ok(Self {
            url: url.to_owned(),
            data: data.into(),
        })
    }

    /// SIGKILL for all of its processes at once.
    async fn crash(&self) -> Result<()> {
        let file = fs::read_to_string(self.data.join("postmaster.pid")).context("the server runs")?;
        let first = file.lines().next().context("the file begins with the process")?.trim().to_owned();
        let children = fs::read_to_string(format!("/proc/{first}/task/{first}/children")).context("/proc tells children on Linux only")?;
        let all: Vec<String> = [first].into_iter().chain(children.split_whitespace().map(str::to_owned)).collect();
        // One that ended by itself meanwhile cannot be killed, and need not be.
        Command::new("kill")
            .arg("-KILL")
            .args(&all)
            .stderr(Stdio::null())
            .status()
            .context("cannot run kill")?;
        let started = Instant::now();
        while all.iter().any(|process| is_alive(process)) {
            ensure!(started.elapsed() < RECOVERY, "killed processes are still there");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        // They are dead, but where nobody buries them their numbers stay taken, and the next server would think that they run.
        fs::remove_file(self.data.join("postmaster.pid"))?;
        for file in fs::read_dir(self.data.parent().context("the data lies in a folder")?)? {
            let file = file?;
            if file.file_name().to_string_lossy().ends_with(".lock") {
                fs::remove_file(file.path())?;
            }
        }
        Ok(())
    }

    /// Starts it with the words it was started with before, as the user whose files they are; says how long it took until it answered.
    async fn recover(&self) -> Result<Duration> {
        let words = fs::read_to_string(self.data.join("postmaster.opts"))?;
        let owner = fs::metadata(&self.data)?;
        let log = File::options().append(true).create(true).open(log_beside(&self.data))?;
        Command::new("sh")
            .args(["-c", &format!("{} &", words.trim())])
            .current_dir("/")
            .env("LC_ALL", "C")
            .uid(owner.uid())
            .gid(owner.gid())
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .status()
            .context("cannot run sh")?;
        let started = Instant::now();
        loop {
            match PgPool::connect(&self.url).await {
                Ok(pool) => {
                    pool.close().await;
                    return Ok(started.elapsed());
                }
                Err(error) => ensure!(started.elapsed() < RECOVERY, "the server did not recover: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

fn log_beside(data: &Path) -> PathBuf {
    data.with_file_name("log")
}

/// A dead one may still wait for whoever inherits it.
fn is_alive(process: &str) -> bool {
    let status = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    status.rsplit(") ").next().is_some_and(|rest| !rest.is_empty() && !rest.starts_with('Z'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_gone_is_not_alive() {
        assert!(is_alive("self"));
        let mut child = Command::new("true").spawn().unwrap();
        let process = child.id().to_string();
        child.wait().unwrap();
        assert!(!is_alive(&process));
    }
}
