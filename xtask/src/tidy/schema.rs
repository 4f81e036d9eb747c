//! The two schemas are one: each migration exists for both databases and says the same but for types; keys of tenant tables start with the tenant.

use anyhow::Result;

use super::{Finding, Tree};

const POSTGRES: &str = "crates/store/migrations/postgres/";
const SQLITE: &str = "crates/store/migrations/sqlite/";

/// From here to [`TO_HERE`] stands what only one of the databases has or needs; the line says why.
const ONLY_HERE: &str = "-- only here: ";
const TO_HERE: &str = "-- to here";

/// How each database writes the same thing.
const SAME: [(&str, &str); 8] = [
    (") strict;", ");"),
    (" uuid", " blob"),
    (" bytea", " blob"),
    (" tsvector", " text"),
    (" bigint", " integer"),
    (" boolean", " integer"),
    (" default false", " default 0"),
    (" default true", " default 1"),
];

/// Unique indexes that find the tenant, and so cannot start with it.
const DOORS: [&str; 1] = [
    // The hash of a secret address that programs call: nothing else in the call says whose flow it is.
    "flow_watches_door",
];

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (one, other) in [(POSTGRES, SQLITE), (SQLITE, POSTGRES)] {
        for source in tree.under(one, ".sql") {
            let twin = format!("{other}{}", &source.path[one.len()..]);
            match tree.text(&twin) {
                None => findings.push(Finding::new(&source.path, format!("has no twin {twin}"))),
                Some(text) => {
                    let theirs = statements(text);
                    let alone = statements(&source.text).into_iter().filter(|statement| !theirs.contains(statement));
                    findings.extend(
                        alone.map(|statement| Finding::new(&source.path, format!("{twin} does not say the same: {}", shortened(&statement)))),
                    );
                }
            }
        }
    }
    for source in tree.under(SQLITE, ".sql") {
        let statements = statements(&source.text);
        let wrong = statements.iter().filter_map(|statement| misplaced_key(statement, &statements));
        findings.extend(wrong.map(|says| Finding::new(&source.path, says)));
    }
    Ok(findings)
}

/// Tables whose rows belong to a workspace: `workspace_id` is their first column.
pub(super) fn tenant_tables(tree: &Tree) -> Vec<String> {
    tree.under(SQLITE, ".sql")
        .flat_map(|source| statements(&source.text))
        .filter_map(|statement| table(&statement).filter(|table| table.is_tenant).map(|table| table.name.to_owned()))
        .collect()
}

struct Table<'a> {
    name: &'a str,
    body: &'a str,
    is_tenant: bool,
}

fn table(statement: &str) -> Option<Table<'_>> {
    let (name, rest) = statement.strip_prefix("create table ")?.split_once(" (")?;
    let body = rest.trim_start();
    Some(Table {
        name,
        body,
        is_tenant: body.starts_with("workspace_id "),
    })
}

/// A key of a tenant table that does not start with the tenant, said in words.
fn misplaced_key(statement: &str, all: &[String]) -> Option<String> {
    if let Some(table) = table(statement).filter(|table| table.is_tenant) {
        let is_one_row = table.body.starts_with("workspace_id blob not null primary key ");
        if !is_one_row && !table.body.contains("primary key (workspace_id") {
            return Some(format!("the primary key of `{}` must start with workspace_id", table.name));
        }
        let bad = table.body.split("foreign key (").skip(1).find(|key| !key.starts_with("workspace_id"));
        return bad.map(|key| {
            format!(
                "a foreign key of `{}` must start with workspace_id: foreign key ({}",
                table.name,
                shortened(key)
            )
        });
    }
    let (name, rest) = statement.strip_prefix("create unique index ")?.split_once(" on ")?;
    let (target, columns) = rest.split_once(" (")?;
    let is_tenant = all
        .iter()
        .filter_map(|other| table(other))
        .any(|table| table.name == target && table.is_tenant);
    (is_tenant && !columns.starts_with("workspace_id") && !DOORS.contains(&name))
        .then(|| format!("the unique index `{name}` must start with workspace_id"))
}

/// Statements without comments and line breaks, in the words both databases share.
fn statements(text: &str) -> Vec<String> {
    let mut is_only_here = false;
    let shared = text.lines().filter(|line| {
        is_only_here = line.starts_with(ONLY_HERE) || (is_only_here && !line.starts_with(TO_HERE));
        !is_only_here
    });
    let code: Vec<_> = shared.map(|line| line.split("--").next().unwrap_or_default()).collect();
    let code = code.join(" ");
    let all = code
        .split(';')
        .map(|statement| {
            statement
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .replace("( ", "(")
                .replace(" )", ")")
        })
        .filter(|statement| !statement.is_empty());
    all.map(|statement| {
        SAME.iter()
            .fold(format!("{statement};"), |text, (theirs, ours)| replace_word(&text, theirs, ours))
    })
    .collect()
}

/// Replaces where the word ends there, so that ` uuid` does not touch ` uuid_text`.
fn replace_word(text: &str, from: &str, to: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(from) {
        let after = &rest[at + from.len()..];
        let ends = !after.starts_with(|next: char| next.is_alphanumeric() || next == '_');
        out.push_str(&rest[..at]);
        out.push_str(if ends { to } else { from });
        rest = after;
    }
    out + rest
}

fn shortened(statement: &str) -> String {
    statement.chars().take(160).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_pair(postgres: &str, sqlite: &str, found: usize) {
        let tree = Tree::of(&[
            ("crates/store/migrations/postgres/1_first.sql", postgres),
            ("crates/store/migrations/sqlite/1_first.sql", sqlite),
        ]);
        let findings = check(&tree).unwrap();
        assert_eq!(findings.len(), found, "{findings:?}");
    }

    #[test]
    fn types_may_differ_and_nothing_else() {
        let postgres = "-- first\ncreate table users (\n  id uuid not null primary key,\n  admin boolean not null default false\n);";
        check_pair(
            postgres,
            "create table users (id blob not null primary key, admin integer not null default 0) strict;",
            0,
        );
        check_pair(
            postgres,
            "create table users (id blob not null primary key, admin integer not null default 1) strict;",
            2,
        );
        check_pair(postgres, "create table users (id blob not null primary key) strict;", 2);
    }

    #[test]
    fn what_only_one_has_says_why() {
        let index = "create index t_words on t using gin (words);";
        check_pair("create table t (a text);", &format!("create table t (a text);\n{index}"), 1);
        let excused = format!("create table t (a text);\n-- only here: the other has a table for it\n{index}\n-- to here\n");
        check_pair("create table t (a text);", &excused, 0);
        check_pair("create table t (a text);", &format!("{excused}create table u (a text);"), 1);
    }

    #[test]
    fn a_migration_without_its_twin_is_found() {
        let tree = Tree::of(&[("crates/store/migrations/postgres/1_first.sql", "create table a (id uuid);")]);
        assert_eq!(check(&tree).unwrap().len(), 1);
    }

    #[test]
    fn keys_of_tenant_tables_start_with_the_tenant() {
        let check = |sql: &str, found| check_pair(sql, sql, found);
        check(
            "create table notes (workspace_id blob not null, id blob not null, primary key (workspace_id, id));",
            0,
        );
        check("create table notes (workspace_id blob not null, id blob not null, primary key (id));", 1);
        check(
            "create table notes (workspace_id blob, c blob, primary key (workspace_id, c), foreign key (c) references contacts (id));",
            1,
        );
        check(
            "create table notes (workspace_id blob, c blob, primary key (workspace_id, c)); create unique index u on notes (c);",
            1,
        );
        check("create table users (id blob, workspace_id blob); create unique index u on users (id);", 0);
    }
}
