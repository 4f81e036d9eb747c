//! Inside `app` and `server`, modules are ranked and imports only go down.

use std::collections::BTreeMap;

use anyhow::Result;

use super::code::{Piece, pieces};
use super::{Finding, Source, Tree};

/// Ranks of a crate's modules, the lowest first. A module may import from lower ranks and from itself.
struct Ranks {
    crate_folder: &'static str,
    ranks: &'static [&'static [&'static str]],
}

const RANKED: &[Ranks] = &[
    Ranks {
        crate_folder: "crates/app/src/",
        ranks: &[
            &["actor", "error", "events"],
            &["audit", "bus", "graph", "job", "sheet", "text"],
            // What things look like from outside, and the events that tell of them.
            &["views"],
            &["announce"],
            &["flow_events", "inbox_events", "notify"],
            // The nouns, each on top of those it needs.
            &[
                "canned_replies",
                "analytics",
                "api_keys",
                "channels",
                "custom_fields",
                "drafts",
                "flows",
                "llm",
                "media",
                "members",
                "notes",
                "notifications",
                "opt_outs",
                "second_factors",
                "secrets",
                "saved_views",
                "search",
                "tags",
                "teams",
                "users",
                "webhook_events",
                "webhooks",
                "workspaces",
            ],
            &["functions"],
            &["wa_flows"],
            &["contacts", "outbound", "sessions", "templates"],
            &["conversations", "imports", "ingest", "instance", "invitations"],
            &["passthrough", "runs"],
            // What runs by itself.
            &["cleanup", "jobs"],
            &["runtime"],
        ],
    },
    Ranks {
        crate_folder: "crates/server/src/",
        ranks: &[
            &["disk", "far", "metrics", "network", "request", "shapes"],
            &["config", "error"],
            &["extract"],
            &["auth"],
            &["state", "web"],
            &["realtime", "routes"],
            &["openapi", "prelude"],
            &["api", "docs", "health", "hooks", "meta"],
            &["router"],
            &["boot"],
            &["cli"],
        ],
    },
];

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>> {
    Ok(RANKED.iter().flat_map(|ranked| look(ranked, tree)).collect())
}

fn look(ranked: &Ranks, tree: &Tree) -> Vec<Finding> {
    let lib = tree.text(&format!("{}lib.rs", ranked.crate_folder)).unwrap_or_default();
    let names = re_exported(lib);
    let mut findings: Vec<Finding> = tree
        .under(ranked.crate_folder, ".rs")
        .flat_map(|source| judge(ranked, source, &names))
        .collect();
    for module in ranked.ranks.iter().flat_map(|rank| rank.iter()) {
        let start = format!("{}{module}", ranked.crate_folder);
        if !tree.has(&format!("{start}.rs")) {
            findings.push(Finding::new(
                start,
                "has a rank in xtask/src/tidy/modules.rs but is no module: take it out",
            ));
        }
    }
    findings
}

impl Ranks {
    fn of(&self, module: &str) -> Option<usize> {
        self.ranks.iter().position(|rank| rank.contains(&module))
    }
}

/// The names that `lib.rs` lends from its modules: `crate::JobError` comes from `job` all the same.
fn re_exported(lib: &str) -> BTreeMap<&str, &str> {
    let mut names = BTreeMap::new();
    for statement in lib.split("pub use ").skip(1).filter_map(|rest| rest.split(';').next()) {
        let Some((module, rest)) = statement.trim_start_matches("self::").split_once("::") else {
            continue;
        };
        let lent = rest
            .split(|character: char| !character.is_alphanumeric() && character != '_')
            .filter(|name| !name.is_empty());
        names.extend(lent.map(|name| (name, module)));
    }
    names
}

fn judge(ranked: &Ranks, source: &Source, names: &BTreeMap<&str, &str>) -> Vec<Finding> {
    let inside = &source.path[ranked.crate_folder.len()..];
    let module = inside.split(['/', '.']).next().unwrap_or_default();
    // Tests look at their module from outside.
    if matches!(module, "lib" | "main") || inside.ends_with("/tests.rs") || inside.contains("/tests/") {
        return Vec::new();
    }
    let Some(own) = ranked.of(module) else {
        return vec![Finding::new(
            &source.path,
            "is a module without a rank: give it one in xtask/src/tidy/modules.rs",
        )];
    };
    let text = source.text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let mut findings = Vec::new();
    for piece in pieces(text) {
        let Piece::Code(code) = piece else { continue };
        for imported in imported(code).into_iter().map(|name| names.get(name).copied().unwrap_or(name)) {
            if imported != module && ranked.of(imported).is_some_and(|rank| rank >= own) {
                findings.push(Finding::new(
                    &source.path,
                    format!("imports `crate::{imported}`, which does not lie below `{module}`: move the shared part down"),
                ));
            }
        }
    }
    findings.dedup();
    findings
}

/// The first module of every path that starts with `crate::`, those in braces too.
fn imported(code: &str) -> Vec<&str> {
    let name = |text: &'_ str| {
        text.find(|character: char| !character.is_alphanumeric() && character != '_')
            .unwrap_or(text.len())
    };
    code.match_indices("crate::")
        .filter(|(at, _)| !code[..*at].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == '$'))
        .flat_map(|(at, word)| {
            let rest = &code[at + word.len()..];
            match rest.strip_prefix('{') {
                None => vec![&rest[..name(rest)]],
                Some(list) => top_level(list).into_iter().map(|item| &item[..name(item)]).collect(),
            }
        })
        .collect()
}

/// The items of a `{ a, b::{c, d}, e }` list that has just been opened.
fn top_level(list: &str) -> Vec<&str> {
    let (mut items, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => {
                items.push(list[start..at].trim());
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(list[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUSE: Ranks = Ranks {
        crate_folder: "crates/app/src/",
        ranks: &[&["events"], &["contacts", "notes"], &["outbound"]],
    };

    #[track_caller]
    fn check_source(path: &str, text: &str, found: usize) {
        let findings = judge(
            &HOUSE,
            &Source {
                path: format!("crates/app/src/{path}"),
                text: text.to_owned(),
            },
            &re_exported("pub use outbound::{Sent, Send};\npub use self::notes::Note;"),
        );
        assert_eq!(findings.len(), found, "{findings:?}");
    }

    #[test]
    fn imports_go_down_only() {
        check_source("outbound/gate.rs", "use crate::events::Event;\nuse crate::outbound::Send;", 0);
        check_source("events.rs", "use crate::outbound::Send;", 1);
        check_source("contacts.rs", "use crate::{events, notes::{Note, Body}};", 1);
        check_source("contacts.rs", "fn f() { crate::outbound::send() }", 1);
        check_source("contacts.rs", "// crate::outbound is above\n", 0);
        check_source("contacts.rs", "use crate::{App, Sent};", 1);
        check_source("outbound.rs", "use crate::Note;", 0);
        check_source("contacts/tests.rs", "use crate::outbound::Send;", 0);
    }

    #[test]
    fn an_import_planted_upward_in_the_real_house_is_found() {
        let mut tree = Tree::read().unwrap();
        let before = check(&tree).unwrap().len();
        for (path, line) in [
            ("crates/app/src/views/tag.rs", "use crate::contacts::Contacts;\n"),
            ("crates/app/src/media/download.rs", "fn planted() { crate::jobs::run_once(todo!()) }\n"),
            ("crates/server/src/config.rs", "use crate::{auth, boot};\n"),
        ] {
            let source = tree.sources.iter_mut().find(|source| source.path == path).expect("the file is there");
            source.text.insert_str(0, line);
        }
        assert_eq!(check(&tree).unwrap().len(), before + 4);
    }

    #[test]
    fn a_rank_of_nothing_is_found() {
        let tree = Tree::of(&[
            ("crates/app/src/events.rs", ""),
            ("crates/app/src/contacts.rs", ""),
            ("crates/app/src/notes.rs", ""),
        ]);
        let findings = look(&HOUSE, &tree);
        assert_eq!(findings.len(), 1, "{findings:?}");
    }

    #[test]
    fn a_module_without_a_rank_is_found() {
        check_source("attic.rs", "", 1);
        check_source("lib.rs", "use crate::outbound::Send;", 0);
    }
}
