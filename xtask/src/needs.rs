//! What the tests need from the machine besides Rust and Node: found, installed (as root on Debian), or named plainly.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::root::{is_root, which};
use crate::{chromium, step};

/// A program the tests start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The browser of the stories.
    Chromium,
    /// The second database.
    Postgres,
    /// The other carrier between nodes.
    Redis,
    /// Records what a process writes, for the proof of power cuts; Linux only.
    Strace,
}

impl Need {
    const fn package(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Postgres => "postgresql",
            Self::Redis => "redis-server",
            Self::Strace => "strace",
        }
    }

    fn is_here(self) -> bool {
        match self {
            Self::Chromium => chromium::find().is_some(),
            Self::Postgres => throwaway_postgres::programs().is_some(),
            Self::Redis => throwaway_redis::program().is_some(),
            Self::Strace => !cfg!(target_os = "linux") || which("strace").is_some(),
        }
    }

    const fn otherwise(self) -> &'static str {
        match self {
            Self::Chromium => "or set CHROMIUM to a browser",
            Self::Postgres => "or put initdb, pg_ctl and postgres on the PATH",
            Self::Redis => "or put redis-server or valkey-server on the PATH",
            Self::Strace => "or put it on the PATH",
        }
    }
}

/// Makes sure that every need is met; installs packages only as root where there is `apt-get`.
pub fn meet(needs: &[Need]) -> Result<()> {
    let missing = missing(needs);
    if missing.is_empty() {
        return Ok(());
    }
    if is_root() && which("apt-get").is_some() {
        install(&missing)?;
    }
    let missing = self::missing(needs);
    if missing.is_empty() {
        return Ok(());
    }
    bail!("{}", plea(&missing));
}

fn missing(needs: &[Need]) -> Vec<Need> {
    needs.iter().copied().filter(|need| !need.is_here()).collect()
}

fn plea(missing: &[Need]) -> String {
    let packages: Vec<_> = missing.iter().map(|need| need.package()).collect();
    let ways: Vec<_> = missing.iter().map(|need| format!("{} ({})", need.package(), need.otherwise())).collect();
    format!(
        "missing for the tests: {}\n  on Debian: sudo apt-get update && sudo apt-get install -y --no-install-recommends {}",
        ways.join(", "),
        packages.join(" ")
    )
}

fn install(missing: &[Need]) -> Result<()> {
    let packages: Vec<_> = missing.iter().map(|need| need.package()).collect();
    let _no_services = NoServices::declare();
    for (name, words) in [
        ("apt: update", vec!["update"]),
        ("apt: install", [vec!["install", "-y", "--no-install-recommends"], packages].concat()),
    ] {
        let mut command = Command::new("apt-get");
        command
            .args(["-o", "Acquire::Retries=3"])
            .args(words)
            .env("DEBIAN_FRONTEND", "noninteractive");
        let finished = step::run(name, &mut command)?;
        if !finished.ok {
            finished.show();
        }
    }
    Ok(())
}

/// While it lives, installed packages start no service: Debian asks `policy-rc.d`, and 101 means no.
struct NoServices {
    ours: bool,
}

impl NoServices {
    const PATH: &'static str = "/usr/sbin/policy-rc.d";

    fn declare() -> Self {
        let ours = !Path::new(Self::PATH).exists()
            && fs::write(Self::PATH, "#!/bin/sh\nexit 101\n").is_ok()
            && Command::new("chmod")
                .args(["755", Self::PATH])
                .status()
                .is_ok_and(|status| status.success());
        Self { ours }
    }
}

impl Drop for NoServices {
    fn drop(&mut self) {
        if self.ours {
            fs::remove_file(Self::PATH).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_said_with_the_command_that_mends_it() {
        let plea = plea(&[Need::Postgres, Need::Redis, Need::Chromium]);
        assert!(
            plea.contains("apt-get install -y --no-install-recommends postgresql redis-server chromium"),
            "{plea}"
        );
        assert!(plea.contains("set CHROMIUM"), "{plea}");
    }
}
