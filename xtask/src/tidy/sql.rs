//! SQL lives in the store: nobody else names sqlx, and the server reads but never writes.

use anyhow::Result;

use super::code::{Piece, pieces};
use super::{Finding, Source, Tree};

/// Where `sqlx` may be named: the store, the ids and times it stores, and the proofs that look into the database afterwards.
const MAY_NAME_SQLX: [&str; 4] = ["crates/store/", "crates/model/src/ids.rs", "crates/model/src/time.rs", "crates/bench/"];

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for source in tree.under("crates/", ".rs") {
        let allowed = MAY_NAME_SQLX.iter().any(|start| source.path.starts_with(start));
        if !allowed && code_has(source, &["sqlx::", "use sqlx", "rusqlite::", "use rusqlite"]) {
            findings.push(Finding::new(
                &source.path,
                "names sqlx: put the statement into `store`, under the noun it belongs to",
            ));
        }
        if source.path.starts_with("crates/server/src/") && code_has(source, &["store::Tx", ".begin()", "Tx::begin"]) {
            findings.push(Finding::new(
                &source.path,
                "opens a transaction: reads may go server → store, writes go server → app",
            ));
        }
    }
    Ok(findings)
}

fn code_has(source: &Source, words: &[&str]) -> bool {
    let code = |piece: &Piece<'_>| matches!(piece, Piece::Code(code) if words.iter().any(|word| code.contains(word)));
    // Reading a file's pieces costs more than looking for a word first.
    words.iter().any(|word| source.text.contains(word)) && pieces(&source.text).iter().any(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_outside_the_store_are_found() {
        let tree = Tree::of(&[
            ("crates/app/src/outbound.rs", "use sqlx::Row;\n"),
            ("crates/app/src/notes.rs", "// sqlx::query is for the store\n"),
            ("crates/store/src/notes.rs", "sqlx::query(\"\")"),
            ("crates/server/src/api/tags.rs", "let mut tx = app.store().begin().await?;"),
            ("crates/server/tests/it/tags.rs", "let mut tx = app.store().begin().await?;"),
        ]);
        let places: Vec<_> = check(&tree).unwrap().into_iter().map(|finding| finding.place).collect();
        assert_eq!(places, ["crates/app/src/outbound.rs", "crates/server/src/api/tags.rs"]);
    }
}
