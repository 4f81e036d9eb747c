//! Every Rust file is a module of somebody (the compiler never sees one that is not), and none is called `mod.rs`.

use anyhow::Result;

use super::{Finding, Source, Tree};

/// Files that cargo finds by itself.
const ROOTS: [&str; 3] = ["lib.rs", "main.rs", "build.rs"];

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>> {
    Ok(tree.under("", ".rs").filter_map(|source| find(tree, source)).collect())
}

fn find(tree: &Tree, source: &Source) -> Option<Finding> {
    let (folder, name) = source.path.rsplit_once('/')?;
    if name == "mod.rs" {
        return Some(Finding::new(
            &source.path,
            format!("a module lies beside its folder: call it {folder}.rs"),
        ));
    }
    // Integration tests, benches, examples and further programs are roots where they lie directly in their folder.
    if ROOTS.contains(&name)
        || folder.ends_with("/tests") && folder.matches('/').count() <= 2 && !folder.contains("/src/")
        || ["/benches", "/examples", "/src/bin"].iter().any(|roots| folder.ends_with(roots))
    {
        return None;
    }
    let module = name.trim_end_matches(".rs");
    let parents = [format!("{folder}.rs"), format!("{folder}/lib.rs"), format!("{folder}/main.rs")];
    let declared = parents.iter().filter_map(|parent| tree.text(parent)).any(|text| declares(text, module));
    let parents = parents.iter().find(|parent| tree.has(parent)).unwrap_or(&parents[0]);
    (!declared).then(|| {
        Finding::new(
            &source.path,
            format!("nobody compiles it: add `mod {module};` to {parents}, or delete it"),
        )
    })
}

/// `mod name;`, or the name in a list macro that declares modules.
fn declares(text: &str, module: &str) -> bool {
    text.lines().map(str::trim).filter(|line| !line.starts_with("//")).any(|line| {
        line.split_once("mod ")
            .is_some_and(|(_, rest)| rest.strip_prefix(module).is_some_and(|rest| rest.trim_start().starts_with([';', '{'])))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_nobody_declares_is_found() {
        let tree = Tree::of(&[
            ("crates/a/src/lib.rs", "//! A.\npub mod known;\n// mod lost;\n"),
            ("crates/a/src/known.rs", "mod child;\n"),
            ("crates/a/src/known/child.rs", ""),
            ("crates/a/src/known/stray.rs", ""),
            ("crates/a/src/lost.rs", ""),
            ("crates/a/src/old/mod.rs", ""),
            ("crates/a/examples/fast.rs", ""),
            ("crates/a/src/bin/helper.rs", ""),
            ("crates/a/tests/it.rs", ""),
            ("crates/a/tests/all/main.rs", "mod story;"),
            ("crates/a/tests/all/story.rs", ""),
        ]);
        let places: Vec<_> = check(&tree).unwrap().into_iter().map(|finding| finding.place).collect();
        assert_eq!(places, ["crates/a/src/known/stray.rs", "crates/a/src/lost.rs", "crates/a/src/old/mod.rs"]);
    }
}
