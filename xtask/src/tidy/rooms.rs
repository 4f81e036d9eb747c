//! Rooms open only the doors in the table: which of our crates may depend on which.

use anyhow::{Result, ensure};

use super::{Finding, Tree};
use crate::root::cargo;

/// Every room, and the rooms it may open a door to. A new door is an ADR and an edit here.
const DOORS: &[(&str, &[&str])] = &[
    (
        "app",
        &[
            "cloud-api",
            "egress",
            "flow-engine",
            "model",
            "sandbox",
            "store",
            "wa-flow-crypto",
            "wa-flow-json",
        ],
    ),
    ("cloud-api", &[]),
    ("dst", &["model"]),
    ("egress", &[]),
    ("flow-engine", &["cloud-api", "model"]),
    ("model", &["cloud-api"]),
    (
        "prismwa-bench",
        &[
            "app",
            "cloud-api",
            "dst",
            "model",
            "sandbox",
            "server",
            "simulator",
            "store",
            "throwaway-postgres",
            "wa-flow-crypto",
        ],
    ),
    ("sandbox", &[]),
    ("server", &["app", "cloud-api", "egress", "model", "sandbox", "simulator", "store"]),
    ("simulator", &["cloud-api", "wa-flow-crypto", "wa-flow-json"]),
    // The throw-away server only with the feature `testing`.
    ("store", &["cloud-api", "model", "throwaway-postgres"]),
    ("throwaway-postgres", &[]),
    ("throwaway-redis", &[]),
    ("wa-flow-crypto", &[]),
    ("wa-flow-json", &[]),
    ("xtask", &["throwaway-postgres", "throwaway-redis"]),
];

pub(super) fn check(_: &Tree) -> Result<Vec<Finding>> {
    // One line a package and a line for each of its direct dependencies, ours marked by their folder.
    let output = cargo()
        .args([
            "tree",
            "--workspace",
            "--edges=normal,build",
            "--depth=1",
            "--prefix=depth",
            "--all-features",
        ])
        .output()?;
    ensure!(output.status.success(), "cargo tree failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(judge(&String::from_utf8_lossy(&output.stdout), DOORS))
}

fn judge(listing: &str, doors: &[(&str, &[&str])]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut room = "";
    for line in listing.lines().filter(|line| line.contains(" (/")) {
        let name = line
            .trim_start_matches(|digit: char| digit.is_ascii_digit())
            .split(' ')
            .next()
            .unwrap_or_default();
        if line.starts_with('0') {
            room = name;
            if !doors.iter().any(|(known, _)| *known == name) {
                findings.push(Finding::new(
                    name,
                    "is a new room: add it to the table in xtask/src/tidy/rooms.rs and to docs/ARCHITECTURE.md",
                ));
            }
        } else if !doors.iter().any(|(known, may)| *known == room && may.contains(&name)) {
            findings.push(Finding::new(
                room,
                format!("opens a door to `{name}`, which is not in the table of xtask/src/tidy/rooms.rs"),
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unlisted_door_is_found() {
        let listing = "0app v0.0.0 (/p/crates/app)\n1serde v1.0.0\n1store v0.0.0 (/p/crates/store)\n\n0store v0.0.0 (/p/crates/store)\n1app v0.0.0 (/p/crates/app)\n\n0loft v0.0.0 (/p/crates/loft)\n";
        let findings = judge(listing, &[("app", &["store"]), ("store", &[])]);
        let lines: Vec<_> = findings.iter().map(ToString::to_string).collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].starts_with("store: opens a door to `app`"), "{lines:?}");
        assert!(lines[1].starts_with("loft: is a new room"), "{lines:?}");
    }
}
