//! The real binary as a child process: started with settings in variables, killed or stopped, watched through /proc.

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

use crate::http::Connection;

/// How long a start may take before it counts as failed.
pub(crate) const START_LIMIT: Duration = Duration::from_secs(60);

/// What the process is started with, again after each kill.
#[derive(Debug, Clone)]
pub(crate) struct Recipe {
    /// Everything the process writes lies here.
    pub(crate) folder: PathBuf,
    /// Where it listens; the same after each restart, as with a real server.
    pub(crate) host: String,
    /// The address of its database.
    pub(crate) database_url: String,
    /// Further settings, as `PRISMWA_…` variables.
    pub(crate) settings: Vec<(&'static str, String)>,
    /// A program that runs the server in its place, with its words; usually none.
    pub(crate) under: Vec<String>,
}

impl Recipe {
    /// On a port that is free now.
    pub(crate) fn new(folder: &Path, database_url: String) -> Result<Self> {
        let port = free_port().context("no free port between 20000 and 32000")?;
        Ok(Self {
            folder: folder.to_path_buf(),
            host: format!("127.0.0.1:{port}"),
            database_url,
            settings: Vec::new(),
            under: Vec::new(),
        })
    }

    /// Where the log of every start goes.
    pub(crate) fn log(&self) -> PathBuf {
        self.folder.join("server.log")
    }

    fn command(&self, words: &[&str]) -> Result<Command> {
        let log = File::options().create(true).append(true).open(self.log())?;
        let binary = fs::canonicalize(binary()).with_context(|| format!("there is no binary at {}", binary().display()))?;
        let mut command = match self.under.split_first() {
            None => Command::new(binary),
            Some((program, rest)) => {
                let mut command = Command::new(program);
                command.args(rest).arg(binary);
                command
            }
        };
        command
            .args(words)
            .current_dir(&self.folder)
            .env("PRISMWA_SERVER__LISTEN", &self.host)
            .env("PRISMWA_SERVER__PUBLIC_URL", format!("http://{}", self.host))
            .env("PRISMWA_DATABASE__URL", &self.database_url)
            .env("PRISMWA_SECRETS__MASTER_KEY", "07".repeat(32))
            .env("PRISMWA_MEDIA__DIR", self.folder.join("media"))
            .env("PRISMWA_SIMULATOR__ENABLED", "true")
            .env("PRISMWA_LOG__LEVEL", "warn")
            .env("PRISMWA_LOG__FORMAT", "json")
            .envs(self.settings.iter().map(|(name, value)| (*name, value)))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log);
        Ok(command)
    }

    /// Brings a database that is not its own up to date, as an operator does before the first start.
    pub(crate) fn migrate(&self) -> Result<()> {
        let status = self.command(&["migrate"])?.status()?;
        ensure!(status.success(), "the migration failed: {}", self.last_words());
        Ok(())
    }

    /// Starts it and waits until it is ready; says how long that took.
    pub(crate) async fn start(&self) -> Result<(Server, Duration)> {
        let started = Instant::now();
        let child = self
            .command(&["serve"])?
            .spawn()
            .with_context(|| format!("cannot start {}", binary().display()))?;
        let mut server = Server(child);
        let request = format!("GET /readyz HTTP/1.1\r\nhost: {}\r\n\r\n", self.host);
        while started.elapsed() < START_LIMIT {
            if let Some(status) = server.0.try_wait()? {
                bail!("the server stopped at once ({status}): {}", self.last_words());
            }
            if let Ok(mut connection) = Connection::open(&self.host).await
                && connection.call(request.as_bytes()).await.is_ok_and(|answer| answer.status == 200)
            {
                return Ok((server, started.elapsed()));
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        bail!("the server was not ready after {START_LIMIT:?}: {}", self.last_words())
    }

    fn last_words(&self) -> String {
        let log = fs::read_to_string(self.log()).unwrap_or_default();
        let lines: Vec<_> = log.lines().rev().take(5).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }
}

/// A running process. Dropping it kills it.
#[derive(Debug)]
pub(crate) struct Server(Child);

impl Server {
    /// SIGKILL: no goodbye.
    pub(crate) fn kill(mut self) -> Result<()> {
        self.0.kill()?;
        self.0.wait()?;
        Ok(())
    }

    /// SIGSTOP: it hangs, and does not know.
    pub(crate) fn pause(&self) -> Result<()> {
        self.signal("-STOP")
    }

    /// SIGCONT: it goes on as if nothing had happened.
    pub(crate) fn resume(&self) -> Result<()> {
        self.signal("-CONT")
    }

    /// SIGTERM, and waits for the end.
    pub(crate) fn stop(mut self) -> Result<()> {
        self.signal("-TERM")?;
        self.0.wait()?;
        Ok(())
    }

    /// SIGKILL for what a tracer runs; the tracer then ends by itself, with everything written down.
    pub(crate) fn kill_traced(mut self) -> Result<()> {
        let tracer = self.0.id();
        let children = fs::read_to_string(format!("/proc/{tracer}/task/{tracer}/children")).context("/proc tells children on Linux only")?;
        let traced = children.split_whitespace().next().context("the tracer runs nothing")?;
        let status = Command::new("kill").args(["-KILL", traced]).status().context("cannot run kill")?;
        ensure!(status.success(), "kill -KILL {traced} failed");
        self.0.wait()?;
        Ok(())
    }

    fn signal(&self, signal: &str) -> Result<()> {
        let status = Command::new("kill")
            .args([signal, &self.0.id().to_string()])
            .status()
            .context("cannot run kill")?;
        ensure!(status.success(), "kill {signal} {} failed", self.0.id());
        Ok(())
    }

    /// Resident memory in MiB.
    pub(crate) fn resident_mib(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id())).context("/proc tells memory on Linux only")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS in /proc")?;
        let kib: f64 = line.trim().trim_end_matches(" kB").trim().parse()?;
        Ok(kib / 1024.0)
    }

    /// CPU time it has used, of all its threads.
    pub(crate) fn cpu(&self) -> Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.0.id())).context("/proc tells CPU time on Linux only")?;
        let fields: Vec<_> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
        let ticks: u64 = [11, 12].iter().filter_map(|at| fields.get(*at)?.parse::<u64>().ok()).sum();
        Ok(Duration::from_millis(ticks * 10))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Below the ports that the system gives to outgoing connections: it must still be free when the server comes back after a kill.
fn free_port() -> Option<u16> {
    let drawn = std::iter::repeat_with(|| 20_000 + (uuid::Uuid::new_v4().as_u128() % 12_000) as u16);
    drawn.take(100).find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
}

/// The binary under test; `xtask` names the one it has just built.
#[expect(clippy::disallowed_methods, reason = "xtask says which binary it has built")]
pub(crate) fn binary() -> PathBuf {
    std::env::var_os("PRISMWA_BIN").map_or_else(|| PathBuf::from("target/release/prismwa"), PathBuf::from)
}
