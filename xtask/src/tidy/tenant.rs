//! A statement on a tenant's table names the tenant: every text that touches one mentions `workspace_id`.
//!
//! Only `impl System` and `impl SystemTx` may do without, which is what those two types are for.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Result, ensure};

use super::code::{Piece, pieces};
use super::{Finding, Source, Tree, schema};

/// The macros and functions that run a statement.
const RUNNERS: [&str; 9] = [
    "build_all!(",
    "build_execute!(",
    "execute!(",
    "fetch_all!(",
    "fetch_one!(",
    "fetch_optional!(",
    "on!(",
    "query(",
    "query_as(",
];
/// What a statement across tenants says in its own text, with the reason.
const ON_PURPOSE: &str = "/* across tenants:";
const VERBS: [&str; 5] = ["select ", "insert ", "update ", "delete ", "with "];

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let tables: BTreeSet<_> = schema::tenant_tables(tree).into_iter().collect();
    ensure!(!tables.is_empty(), "no tenant tables found in crates/store/migrations");
    let sources = tree
        .under("crates/store/src/", ".rs")
        .filter(|source| !source.path.contains("/testing") && !source.path.ends_with("tests.rs"));
    Ok(sources.flat_map(|source| judge(source, &tables)).collect())
}

fn judge(source: &Source, tables: &BTreeSet<String>) -> Vec<Finding> {
    let text = source.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    statements(text)
        .into_iter()
        .filter_map(|statement| {
            let sql = statement.sql.to_lowercase();
            let table = tables_in(&sql).find(|table| tables.contains(*table))?;
            if sql.contains("workspace_id") || sql.contains(ON_PURPOSE) || without_tenant(text, statement.at) {
                return None;
            }
            let line = text[..statement.at].matches('\n').count() + 1;
            Some(Finding::new(format!("{}:{line}", source.path), format!("a statement on `{table}` does not mention workspace_id; if it truly has no tenant, put it in `impl System`, or say `{ON_PURPOSE} why */` in it")))
        })
        .collect()
}

struct Statement {
    at: usize,
    sql: String,
}

/// What each run site would run, local macros spelled out; then the statements that stand alone, in constants.
fn statements(text: &str) -> Vec<Statement> {
    let (mask, literals) = masked(text);
    let mut macros = BTreeMap::new();
    let mut taken: Vec<Range<usize>> = Vec::new();
    for (at, _) in mask.match_indices("macro_rules! ") {
        let name = mask[at + 13..]
            .split(|character: char| !character.is_alphanumeric() && character != '_')
            .next()
            .unwrap_or_default();
        let range = at..balanced(&mask, at);
        macros.insert(format!("{name}!"), joined(text, &literals, &range));
        taken.push(range);
    }
    let mut statements = Vec::new();
    let mut sites: Vec<_> = RUNNERS.iter().flat_map(|runner| mask.match_indices(runner).map(|(at, _)| at)).collect();
    sites.sort_unstable();
    for at in sites {
        if taken.iter().any(|range| range.contains(&at)) {
            continue;
        }
        let range = at..balanced(&mask, at);
        let called = macros
            .iter()
            .filter(|(name, _)| mask[range.clone()].contains(*name))
            .map(|(_, sql)| sql.as_str());
        let sql = called.chain([joined(text, &literals, &range).as_str()]).collect::<Vec<_>>().join(" ");
        statements.push(Statement { at, sql });
        taken.push(range);
    }
    for literal in literals {
        let sql = text[literal.clone()].trim_start().to_lowercase();
        if VERBS.iter().any(|verb| sql.starts_with(verb)) && !taken.iter().any(|range| range.contains(&literal.start)) {
            statements.push(Statement { at: literal.start, sql });
        }
    }
    statements
}

/// The text with literals and comments blanked, and where the literals are.
fn masked(text: &str) -> (String, Vec<Range<usize>>) {
    let mut mask = vec![b' '; text.len()];
    let mut literals = Vec::new();
    for piece in pieces(text) {
        let (Piece::Code(part) | Piece::Literal(part) | Piece::Comment(part)) = piece;
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        match piece {
            Piece::Code(_) => mask[start..start + part.len()].copy_from_slice(part.as_bytes()),
            Piece::Literal(_) => literals.push(start..start + part.len()),
            Piece::Comment(_) => {}
        }
    }
    (String::from_utf8(mask).expect("whole pieces of UTF-8 and spaces"), literals)
}

/// Where the bracket that opens first after `at` closes.
fn balanced(mask: &str, at: usize) -> usize {
    let mut depth = 0;
    for (offset, byte) in mask[at..].bytes().enumerate() {
        match byte {
            b'(' | b'{' | b'[' => depth += 1,
            b')' | b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return at + offset + 1;
                }
            }
            _ => {}
        }
    }
    mask.len()
}

fn joined(text: &str, literals: &[Range<usize>], range: &Range<usize>) -> String {
    let inside = literals.iter().filter(|literal| range.contains(&literal.start));
    inside.map(|literal| &text[literal.clone()]).collect::<Vec<_>>().join(" ")
}

/// Names that stand where a table stands.
fn tables_in(sql: &str) -> impl Iterator<Item = &str> {
    let words: Vec<_> = sql
        .split(|character: char| !character.is_alphanumeric() && character != '_')
        .filter(|word| !word.is_empty())
        .collect();
    let places: Vec<_> = words
        .windows(2)
        .filter(|pair| matches!(pair[0], "from" | "join" | "into" | "update"))
        .map(|pair| pair[1])
        .collect();
    places.into_iter()
}

/// Does the place lie in `impl System` or `impl SystemTx`?
fn without_tenant(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let item = before.lines().rev().find(|line| line.starts_with(|first: char| first.is_alphabetic()));
    item.is_some_and(|line| line.starts_with("impl System<") || line.starts_with("impl SystemTx<"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_source(text: &str, lines: &[usize]) {
        let source = Source {
            path: "crates/store/src/notes.rs".to_owned(),
            text: text.to_owned(),
        };
        let findings = judge(&source, &["notes".to_owned(), "messages".to_owned()].into());
        let found: Vec<usize> = findings
            .iter()
            .map(|finding| finding.place.rsplit(':').next().unwrap().parse().unwrap())
            .collect();
        assert_eq!(found, lines, "{findings:?}");
    }

    #[test]
    fn a_statement_without_its_tenant_is_found() {
        check_source(
            "impl Workspace<'_> {\n  fn a() { fetch_all!(self, Note, \"select id from notes where id = $1\", id) }\n}\n",
            &[2],
        );
        check_source(
            "impl Workspace<'_> {\n  fn a() { fetch_all!(self, Note, \"select id from notes where workspace_id = $1\", id) }\n}\n",
            &[],
        );
        check_source("const ALL: &str = \"SELECT id FROM notes\";\n", &[1]);
        check_source("fn a() { execute!(self, \"update workspaces set name = $1\") }", &[]);
    }

    #[test]
    fn a_statement_built_by_a_local_macro_is_read_whole() {
        let text = "macro_rules! select { ($rest:literal) => { concat!(\"select id from notes \", $rest) } }\n\
            fn good() { fetch_all!(self, Note, select!(\"where workspace_id = $1\"), id) }\n\
            fn bad() { fetch_all!(self, Note, select!(\"where id = $1\"), id) }\n";
        check_source(text, &[3]);
    }

    #[test]
    fn a_statement_put_together_is_read_whole() {
        let text = "fn a() { build_all!(self, Note, |query| { query.push(\"select id from messages where \"); query.push(\"workspace_id = \"); }) }";
        check_source(text, &[]);
        check_source(&text.replace("workspace_id", "sent_at"), &[1]);
    }

    #[test]
    fn only_system_may_do_without() {
        check_source("impl System<'_> {\n  fn a() { fetch_all!(self, X, \"select id from notes\") }\n}\n", &[]);
        check_source(
            "fn a() { execute!(self, \"/* across tenants: the last one closes it */ update notes set state = 1\") }",
            &[],
        );
        check_source("impl System<'_> {\n}\nfn a() { fetch_all!(self, X, \"select id from notes\") }\n", &[3]);
    }
}
