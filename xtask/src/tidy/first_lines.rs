//! The first line of every module says what it is for, so that a reader can leave at once or stay.

use anyhow::Result;

use super::{Finding, Tree};

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let silent = tree.under("", ".rs").filter(|source| !says(&source.text));
    Ok(silent
        .map(|source| Finding::new(&source.path, "the first line must be `//!` and say what the file is for"))
        .collect())
}

fn says(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    first.starts_with("#![doc = include_str!") || first.strip_prefix("//! ").is_some_and(|rest| rest.trim().len() > 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_file_is_found() {
        let tree = Tree::of(&[
            ("crates/a/src/good.rs", "//! Reads what Meta sends.\n"),
            ("crates/a/src/lib.rs", "#![doc = include_str!(\"../README.md\")]\n"),
            ("crates/a/src/bad.rs", "use std::fmt;\n"),
            ("crates/a/src/mumbles.rs", "//! It.\n"),
        ]);
        let places: Vec<_> = check(&tree).unwrap().into_iter().map(|finding| finding.place).collect();
        assert_eq!(places, ["crates/a/src/bad.rs", "crates/a/src/mumbles.rs"]);
    }
}
