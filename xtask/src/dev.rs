//! `cargo xtask dev`: the server, and Vite in front of it with hot reload.

use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::args::Args;
use crate::node;
use crate::root::{cargo, root, target};

/// Builds the server, starts its demo on `--port` (8080) and Vite with a proxy to it; ends both when one ends.
pub fn run(mut args: Args) -> Result<()> {
    let port = args.value("--port")?.unwrap_or_else(|| "8080".to_owned());
    args.end()?;
    node::check()?;
    node::install(&node::web())?;
    if !cargo().args(["build", "--package", "server", "--bin", "prismwa"]).status()?.success() {
        bail!("the server did not build; the messages are above");
    }
    let server = Command::new(target().join("debug/prismwa"))
        .args(["demo", "--port", &port])
        .current_dir(root())
        .spawn()?;
    let vite = node::npm(&node::web(), &["run", "dev"])
        .env("PRISMWA_SERVER", format!("http://127.0.0.1:{port}"))
        .spawn()?;
    let mut both = Both([server, vite]);
    loop {
        for child in &mut both.0 {
            if child.try_wait()?.is_some() {
                return Ok(());
            }
        }
        thread::sleep(Duration::from_millis(200));
    }
}

/// Ends whichever still runs.
struct Both([Child; 2]);

impl Drop for Both {
    fn drop(&mut self) {
        for child in &mut self.0 {
            signal("TERM", child.id());
            child.wait().ok();
        }
    }
}

/// Asks a process that we started to stop.
fn signal(name: &str, pid: u32) {
    Command::new("sh").args(["-c", &format!("kill -{name} {pid}")]).status().ok();
}
