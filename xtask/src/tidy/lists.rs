//! Lists that two rooms share are complete in both: events that the app writes and the web applies, permissions that the model grants and routes demand,
//! resources that lie in the folder and are served.

use std::collections::BTreeSet;

use anyhow::Result;

use super::code::{Piece, pieces};
use super::{Finding, Tree};

const APPLY: &str = "web/src/realtime/apply.ts";
const ACCESS: &str = "crates/model/src/access.rs";
const API: &str = "crates/server/src/api.rs";

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>> {
    Ok([events(tree), permissions(tree), resources(tree)].concat())
}

/// Every event the app writes has a case in the web's table, and the other way round.
fn events(tree: &Tree) -> Vec<Finding> {
    let written: BTreeSet<String> = tree
        .under("crates/app/src/", ".rs")
        .flat_map(|source| written_events(&source.text))
        .collect();
    let apply = tree.text(APPLY).unwrap_or_default();
    let applied: BTreeSet<String> = apply
        .split("case '")
        .skip(1)
        .filter_map(|rest| rest.split('\'').next())
        .filter(|name| is_event(name))
        .map(str::to_owned)
        .collect();
    let unseen = written
        .difference(&applied)
        .map(|name| Finding::new(APPLY, format!("has no case for `{name}`, which the app writes")));
    let unwritten = applied
        .difference(&written)
        .map(|name| Finding::new(APPLY, format!("waits for `{name}`, which the app never writes")));
    unseen.chain(unwritten).collect()
}

/// Names given to `NewEvent::new` or to one of the functions that pass them on.
fn written_events(text: &str) -> Vec<String> {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let mut names = Vec::new();
    let mut sentence = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Code(code) => {
                if let Some(at) = code.rfind([';', '{']) {
                    sentence.clear();
                    sentence.push_str(&code[at..]);
                } else {
                    sentence.push_str(code);
                }
            }
            Piece::Literal(name) if is_event(name) && (sentence.contains("NewEvent::new(") || sentence.contains("inbox_events::")) => {
                names.push(name.to_owned())
            }
            Piece::Literal(_) | Piece::Comment(_) => {}
        }
    }
    names
}

/// `noun.past-verb`.
fn is_event(name: &str) -> bool {
    name.split_once('.').is_some_and(|(noun, verb)| {
        [noun, verb]
            .iter()
            .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
    })
}

/// A permission that nothing demands promises a wall that is not there. Routes demand by type, rules deeper down by value.
fn permissions(tree: &Tree) -> Vec<Finding> {
    let table = tree
        .text(ACCESS)
        .and_then(|text| text.split("\npermissions! {").nth(1))
        .and_then(|rest| rest.split("\n}").next())
        .unwrap_or_default();
    let names = table
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("//"))
        .filter_map(|line| line.split_once(" \"").map(|(name, _)| name));
    let demanded = |name: &str| {
        ["perm", "Permission"].iter().any(|by| {
            tree.under("crates/", ".rs")
                .any(|source| source.path != ACCESS && mentions(&source.text, &format!("{by}::{name}")))
        })
    };
    names
        .filter(|name| !demanded(name))
        .map(|name| Finding::new(ACCESS, format!("grants `{name}`, which nothing demands")))
        .collect()
}

fn mentions(text: &str, name: &str) -> bool {
    text.match_indices(name)
        .any(|(at, _)| !text[at + name.len()..].starts_with(char::is_alphanumeric))
}

/// Every resource in the list of modules is in the list of routes.
fn resources(tree: &Tree) -> Vec<Finding> {
    let text = tree.text(API).unwrap_or_default();
    let modules = text.lines().filter_map(|line| line.trim().strip_prefix("mod ")?.strip_suffix(';'));
    let unserved = modules.filter(|name| {
        tree.text(&format!("crates/server/src/api/{name}.rs"))
            .is_some_and(|text| text.contains("fn routes()"))
            && !text.contains(&format!("{name}::routes()"))
    });
    unserved
        .map(|name| Finding::new(API, format!("does not serve `{name}`: add `.merge({name}::routes())`")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_tree(files: &[(&str, &str)], says: &[&str]) {
        let found: Vec<_> = check(&Tree::of(files)).unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(found, says);
    }

    #[test]
    fn an_event_that_only_one_side_knows_is_found() {
        let app = "fn a() { audit(\"tag.created\"); x.append_events(&[NewEvent::new(\n  \"note.created\", None)?]); inbox_events::tag(&mut w, \"tag.deleted\", &tag); }";
        let web = "switch (type) { case 'note.created': case 'ghost.seen': case 'idle': }";
        check_tree(
            &[("crates/app/src/notes.rs", app), (APPLY, web)],
            &[
                "web/src/realtime/apply.ts: has no case for `tag.deleted`, which the app writes",
                "web/src/realtime/apply.ts: waits for `ghost.seen`, which the app never writes",
            ],
        );
    }

    #[test]
    fn a_permission_without_a_wall_is_found() {
        let access = "macro_rules! permissions {}\npermissions! {\n    /// Read.\n    Read \"a:read\" ALL,\n    ReadAll \"a:all\" ALL,\n}\n";
        check_tree(
            &[(ACCESS, access), ("crates/server/src/api/a.rs", "member: Member<perm::ReadAll>")],
            &["crates/model/src/access.rs: grants `Read`, which nothing demands"],
        );
    }

    #[test]
    fn a_resource_that_is_not_served_is_found() {
        let api = "mod notes;\nmod paths;\nmod tags;\nfn routes() { Routes::new().merge(tags::routes()) }";
        check_tree(
            &[
                (API, api),
                ("crates/server/src/api/notes.rs", "fn routes() {}"),
                ("crates/server/src/api/tags.rs", "fn routes() {}"),
                ("crates/server/src/api/paths.rs", ""),
            ],
            &["crates/server/src/api.rs: does not serve `notes`: add `.merge(notes::routes())`"],
        );
    }
}
