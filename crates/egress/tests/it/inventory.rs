//! S12: nothing but this room and the client for Meta makes HTTP clients; the linter forbids it, and the exceptions are these.

use std::path::Path;

const MAKERS: [&str; 4] = [
    "reqwest::Client::builder(",
    "reqwest::Client::new(",
    "legacy::Client::builder(",
    "reqwest::get(",
];

/// Files that may, and why.
const MAY: [(&str, &str); 3] = [
    ("crates/cloud-api/src/client.rs", "Meta's own hosts, from the operator's settings"),
    ("crates/egress/src/client.rs", "the door itself"),
    ("crates/simulator/src/simulator.rs", "the pretend Meta calls the server it lives in"),
];

#[test]
fn s12_there_is_one_door() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = Vec::new();
    let mut open = vec![root.join("crates")];
    while let Some(path) = open.pop() {
        for entry in std::fs::read_dir(&path).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if is_product(&path) && MAKERS.iter().any(|maker| std::fs::read_to_string(&path).unwrap().contains(maker)) {
                found.push(path.strip_prefix(&root).unwrap().to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    assert_eq!(found, MAY.map(|(file, _)| file), "addresses that somebody typed go through `egress`");
}

/// Sources that ship: no tests, no load generators.
fn is_product(path: &Path) -> bool {
    let text = path.to_string_lossy();
    path.extension().is_some_and(|ending| ending == "rs") && text.contains("/src/") && !text.contains("/bench/") && !text.contains("/tests")
}
