//! `cargo xtask dist`: the binary to ship, with the web app inside.

use anyhow::{Result, bail};

use crate::args::Args;
use crate::node;
use crate::root::{cargo, target};

/// Builds with the `dist` profile and says where the binary lies.
pub fn run(args: Args) -> Result<()> {
    args.end()?;
    node::check()?;
    node::build_web()?;
    if !cargo()
        .args(["build", "--package", "server", "--bin", "prismwa", "--profile", "dist"])
        .status()?
        .success()
    {
        bail!("the server did not build; the messages are above");
    }
    let binary = target().join("dist/prismwa");
    println!("{} ({:.1} MiB)", binary.display(), binary.metadata()?.len() as f64 / 1_048_576.0);
    Ok(())
}
