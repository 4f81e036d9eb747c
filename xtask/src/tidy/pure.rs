//! Pure rooms stay pure: their whole dependency tree is free of what they must not know.

use anyhow::{Result, ensure};

use super::{Finding, Tree};
use crate::root::cargo;

const HTTP: [&str; 2] = ["axum", "reqwest"];

/// A room, and crates that must be nowhere in its tree (default features).
const PURE: &[(&str, &[&str])] = &[
    ("app", &["axum", "socketioxide"]),
    ("cloud-api", &["axum", "reqwest", "rusqlite", "sqlx", "tokio"]),
    ("dst", &["axum", "reqwest", "rusqlite", "sqlx", "tokio"]),
    ("egress", &["axum", "rusqlite", "sqlx"]),
    ("flow-engine", &["axum", "reqwest", "rusqlite", "sqlx", "tokio"]),
    ("model", &["axum", "reqwest", "rusqlite", "sqlx", "tokio"]),
    ("sandbox", &["axum", "reqwest", "rusqlite", "sqlx"]),
    ("simulator", &["rusqlite", "socketioxide", "sqlx"]),
    ("store", &HTTP),
    ("wa-flow-crypto", &["axum", "reqwest", "rusqlite", "sqlx", "tokio"]),
    ("wa-flow-json", &["axum", "reqwest", "rusqlite", "sqlx", "tokio"]),
];

pub(super) fn check(_: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (room, banned) in PURE {
        let output = cargo()
            .args(["tree", "--package", room, "--edges=normal", "--prefix=none", "--format={p}"])
            .output()?;
        ensure!(output.status.success(), "cargo tree failed: {}", String::from_utf8_lossy(&output.stderr));
        findings.extend(judge(room, banned, &String::from_utf8_lossy(&output.stdout)));
    }
    Ok(findings)
}

fn judge(room: &str, banned: &[&str], listing: &str) -> Vec<Finding> {
    let brought = |name: &&&str| listing.lines().any(|line| line.split(' ').next() == Some(name));
    banned
        .iter()
        .filter(brought)
        .map(|name| {
            Finding::new(
                room,
                format!("`{name}` is in its tree; `cargo tree -p {room} -e normal -i {name}` shows who brings it"),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_banned_crate_deep_in_the_tree_is_found() {
        let listing = "model v0.0.0 (/p/crates/model)\nserde v1.0.0\ntokio v1.54.0\n";
        assert_eq!(judge("model", &["tokio", "axum"], listing).len(), 1);
        assert_eq!(judge("model", &["tokio-util"], listing), []);
    }
}
