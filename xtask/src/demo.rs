//! `cargo xtask demo`: from a fresh clone to a running console with the simulator inside.

use anyhow::{Result, bail};

use crate::args::Args;
use crate::node;
use crate::root::{cargo, root, target};

/// Builds the web app and the binary where they changed, then runs the demo until it is stopped.
pub fn run(mut args: Args) -> Result<()> {
    let release = args.flag("--release");
    node::check()?;
    node::build_web()?;

    println!("▸ server: cargo build{}", if release { " --release" } else { "" });
    let mut build = cargo();
    build.args(["build", "--package", "server", "--bin", "prismwa"]);
    if release {
        build.arg("--release");
    }
    if !build.status()?.success() {
        bail!("the server did not build; the messages are above");
    }

    let binary = target().join(if release { "release" } else { "debug" }).join("prismwa");
    let status = std::process::Command::new(binary)
        .arg("demo")
        .args(args.rest())
        .current_dir(root())
        .status()?;
    // Stopped by Ctrl-C is how a demo ends: no exit code then.
    if status.code().is_some_and(|code| code != 0) {
        bail!("the demo ended with {status}");
    }
    Ok(())
}
