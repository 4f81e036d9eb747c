//! Inside `app` and `server`, modules are ranked and imports only go down.

use anyhow::Result;

use super::code::{Piece, pieces};
use super::{Finding, Source, Tree};

/// Ranks of a crate's modules, the lowest first. A module may import from lower ranks and from itself.
struct Ranks {
    crate_folder: &'static str,
    ranks: &'static [&'static [&'static str]],
}

const RANKED: &[Ranks] = &[];

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>> {
    Ok(RANKED
        .iter()
        .flat_map(|ranked| tree.under(ranked.crate_folder, ".rs").flat_map(|source| judge(ranked, source)))
        .collect())
}

impl Ranks {
    fn of(&self, module: &str) -> Option<usize> {
        self.ranks.iter().position(|rank| rank.contains(&module))
    }
}

fn judge(ranked: &Ranks, source: &Source) -> Vec<Finding> {
    let inside = &source.path[ranked.crate_folder.len()..];
    let module = inside.split(['/', '.']).next().unwrap_or_default();
    if matches!(module, "lib" | "main") {
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
        for imported in imported(code) {
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
    }

    #[test]
    fn a_module_without_a_rank_is_found() {
        check_source("attic.rs", "", 1);
        check_source("lib.rs", "use crate::outbound::Send;", 0);
    }
}
