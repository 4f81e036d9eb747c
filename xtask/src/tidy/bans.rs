//! Crates that deny.toml bans are not in Cargo.lock. cargo-deny says more, but needs to be installed; this runs everywhere.

use anyhow::{Context, Result};

use super::{Finding, Tree};

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let bans = bans(tree.text("deny.toml").context("deny.toml is missing")?);
    let lock = packages(tree.text("Cargo.lock").context("Cargo.lock is missing")?);
    Ok(lock
        .iter()
        .filter_map(|(name, version)| {
            let ban = bans
                .iter()
                .find(|ban| ban.name == *name && ban.below.is_none_or(|below| numbers(version) < numbers(below)))?;
            Some(Finding::new("Cargo.lock", format!("{name} {version} is banned: {}", ban.reason)))
        })
        .collect())
}

struct Ban<'a> {
    name: &'a str,
    below: Option<&'a str>,
    reason: &'a str,
}

/// Lines like `{ crate = "h2@<0.4.16", reason = "…" },`.
fn bans(text: &str) -> Vec<Ban<'_>> {
    let lines = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("{ crate = \"")?.split_once("\", reason = \""));
    lines
        .map(|(spec, rest)| {
            let (name, below) = spec.split_once("@<").map_or((spec, None), |(name, below)| (name, Some(below)));
            Ban {
                name,
                below,
                reason: rest.split('"').next().unwrap_or_default(),
            }
        })
        .collect()
}

fn packages(lock: &str) -> Vec<(&str, &str)> {
    let value = |line: &'static str, package: &str| -> Option<(usize, usize)> {
        let start = package.find(line)? + line.len();
        Some((start, start + package[start..].find('"')?))
    };
    let both = |package| Some((value("name = \"", package)?, value("version = \"", package)?));
    lock.split("[[package]]")
        .filter_map(|package| both(package).map(|(name, version)| (&package[name.0..name.1], &package[version.0..version.1])))
        .collect()
}

fn numbers(version: &str) -> Vec<u64> {
    let release = version.split(['-', '+']).next().unwrap_or_default();
    release.split('.').map(|part| part.parse().unwrap_or(0)).chain([0, 0]).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DENY: &str = "deny = [\n  { crate = \"rsa\", reason = \"leaks\" },\n  { crate = \"h2@<0.4.16\", reason = \"old\" },\n]\n";

    #[track_caller]
    fn check_lock(name: &str, version: &str, found: usize) {
        let lock = format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nsource = \"x\"\n");
        assert_eq!(check(&Tree::of(&[("deny.toml", DENY), ("Cargo.lock", &lock)])).unwrap().len(), found);
    }

    #[test]
    fn a_banned_crate_is_found_at_any_version() {
        check_lock("rsa", "0.9.10", 1);
        check_lock("rsa-oaep", "0.9.10", 0);
    }

    #[test]
    fn a_version_ban_compares_numbers() {
        check_lock("h2", "0.4.9", 1);
        check_lock("h2", "0.4.16", 0);
        check_lock("h2", "0.5.0-rc.1", 0);
    }
}
