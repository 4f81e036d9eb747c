//! `cargo xtask codegen`: everything that is written by a program, from its one source. `stale` tells what is not as it would be written now.

use std::fs;
use std::process::Command;

use anyhow::{Result, bail, ensure};

use crate::args::Args;
use crate::node;
use crate::root::{cargo, root, target};

/// Files the server prints: where they lie, and the words that print them.
const PRINTED: [(&str, &[&str]); 6] = [
    ("openapi.json", &["openapi"]),
    ("docs/errors.md", &["docs", "errors"]),
    ("docs/events.md", &["docs", "events"]),
    ("docs/permissions.md", &["docs", "permissions"]),
    ("web/src/generated/events.ts", &["docs", "event-types"]),
    ("web/src/generated/node-catalog.ts", &["docs", "node-catalog"]),
];

/// Writes what is generated, or with `--check` says what is stale.
pub fn run(mut args: Args) -> Result<()> {
    let check = args.flag("--check");
    args.end()?;
    node::check()?;
    if check {
        let stale = stale()?;
        ensure!(stale.is_empty(), "{}", stale.join("\n"));
        return Ok(());
    }
    for (path, text) in printed()? {
        if fs::read_to_string(root().join(path)).is_ok_and(|kept| kept == text) {
            continue;
        }
        println!("wrote {path}");
        fs::write(root().join(path), text)?;
    }
    write_web()
}

/// The generated files that differ from what would be written now; nothing is written.
pub fn stale() -> Result<Vec<String>> {
    let mut stale = Vec::new();
    for (path, text) in printed()? {
        if fs::read_to_string(root().join(path)).ok().as_deref() != Some(text.as_str()) {
            stale.push(format!("{path} is stale: run `cargo xtask codegen` and commit it with its source"));
        }
    }
    node::install(&node::web())?;
    let web = node::npm(&node::web(), &["run", "--silent", "codegen", "--", "--check"]).output()?;
    if !web.status.success() {
        stale.push(
            format!("{}{}", String::from_utf8_lossy(&web.stdout), String::from_utf8_lossy(&web.stderr))
                .trim()
                .to_owned(),
        );
    }
    Ok(stale)
}

/// What the server prints now.
fn printed() -> Result<Vec<(&'static str, String)>> {
    if !cargo()
        .args(["build", "--quiet", "--package", "server", "--bin", "prismwa"])
        .status()?
        .success()
    {
        bail!("the server did not build; the messages are above");
    }
    let print = |(path, words): (&'static str, &[&str])| {
        let output = Command::new(target().join("debug/prismwa")).args(words).current_dir(root()).output()?;
        ensure!(
            output.status.success(),
            "`prismwa {}` failed: {}",
            words.join(" "),
            String::from_utf8_lossy(&output.stderr).trim()
        );
        Ok((path, String::from_utf8(output.stdout)?))
    };
    PRINTED.into_iter().map(print).collect()
}

fn write_web() -> Result<()> {
    node::install(&node::web())?;
    let output = node::npm(&node::web(), &["run", "codegen"]).output()?;
    ensure!(
        output.status.success(),
        "`npm run codegen` in web/ failed: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(())
}
