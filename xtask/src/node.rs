//! npm for the two JavaScript folders: packages when the lock file changed, the web build when its sources changed.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail, ensure};

use crate::root::root;
use crate::stamp::Stamp;
use crate::step;

/// The oldest Node that Vite and Playwright run on.
const OLDEST: (u32, u32) = (20, 19);

/// Says in one line what is wrong with Node here, if anything is.
pub fn check() -> Result<()> {
    let Ok(output) = Command::new("node").arg("--version").output() else {
        bail!("Node is missing: install Node {}.{} or newer from https://nodejs.org", OLDEST.0, OLDEST.1);
    };
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    ensure!(
        is_new_enough(&version),
        "Node {version} is too old: install {}.{} or newer from https://nodejs.org",
        OLDEST.0,
        OLDEST.1
    );
    ensure!(
        Command::new("npm").arg("--version").output().is_ok_and(|output| output.status.success()),
        "npm is missing: it comes with Node, install it too"
    );
    Ok(())
}

/// The web app's folder.
#[must_use]
pub fn web() -> PathBuf {
    root().join("web")
}

/// The end-to-end stories' folder.
#[must_use]
pub fn e2e() -> PathBuf {
    root().join("e2e")
}

/// An npm command in `folder`.
#[must_use]
pub fn npm(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new("npm");
    command
        .args(words)
        .current_dir(folder)
        .env("npm_config_update_notifier", "false")
        .env("npm_config_fund", "false")
        .env("npm_config_audit", "false");
    command
}

/// `npm ci --ignore-scripts` when the lock file changed since the last one here.
pub fn install(folder: &Path) -> Result<()> {
    let name = folder.file_name().expect("a folder of the project").display().to_string();
    let stamp = Stamp::of(
        &format!("{name}-packages"),
        &[folder.join("package.json"), folder.join("package-lock.json")],
    )?;
    if stamp.is_fresh() && folder.join("node_modules").is_dir() {
        return Ok(());
    }
    must(&format!("{name}: npm ci"), &mut npm(folder, &["ci", "--ignore-scripts"]))?;
    stamp.keep()
}

/// The web app in `web/dist`, built when its sources changed. A folder without `assets` holds only the server build's placeholder.
pub fn build_web() -> Result<()> {
    install(&web())?;
    let stamp = Stamp::of("web-build", &[web()])?;
    if stamp.is_fresh() && web().join("dist/assets").is_dir() {
        return Ok(());
    }
    must("web: build", &mut npm(&web(), &["run", "build"]))?;
    // The build may write route and message files beside its sources: remember the folder as it is now.
    Stamp::of("web-build", &[web()])?.keep()
}

fn must(name: &str, command: &mut Command) -> Result<()> {
    let finished = step::run(name, command)?;
    if !finished.ok {
        finished.show();
        bail!("{name} failed; its whole output is in {}", finished.log.display());
    }
    Ok(())
}

fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map(|part| part.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= OLDEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_number() {
        assert!(is_new_enough("v20.19.0"));
        assert!(is_new_enough("v22.1.0"));
        assert!(!is_new_enough("v20.9.0"));
        assert!(!is_new_enough("v18.20.4"));
        assert!(!is_new_enough("what"));
    }
}
