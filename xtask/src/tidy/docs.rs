//! Documents tell the truth about the tree: links and file names in them exist, every crate has a README and a place in the architecture, ADRs are short and numbered.

use anyhow::Result;

use super::{Finding, Source, Tree};

/// A record of a decision is read in two minutes.
const ADR_LINES: usize = 40;
/// Paths in backticks that start so are meant to exist.
const PATHS: [&str; 6] = [".ci/", "crates/", "docs/", "e2e/", "web/", "xtask/"];

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let architecture = tree.text("docs/ARCHITECTURE.md").unwrap_or_default();
    for folder in tree.crates().filter(|folder| folder.starts_with("crates/")) {
        let name = folder.rsplit('/').next().unwrap_or_default();
        if !tree.has(&format!("{folder}/README.md")) {
            findings.push(Finding::new(folder, "has no README.md"));
        }
        if !architecture.contains(&format!("`{name}`")) {
            findings.push(Finding::new("docs/ARCHITECTURE.md", format!("does not mention `{name}`")));
        }
    }
    for source in tree.under("", ".md") {
        findings.extend(missing(tree, source));
    }
    findings.extend(records(tree));
    Ok(findings)
}

fn missing(tree: &Tree, source: &Source) -> Vec<Finding> {
    let folder = source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let links = source.text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let local = links.filter(|link| !link.contains("://") && !link.starts_with(['#', '/']) && !link.starts_with("mailto:"));
    let linked = local.map(|link| resolve(folder, link.split(['#', ' ']).next().unwrap_or_default()));
    let spans = code_spans(&source.text);
    let named = spans.into_iter().filter(|span| PATHS.iter().any(|start| span.starts_with(start)));
    let exact = named
        .filter(|span| !span.contains(['<', '*', '…', '{', ' ']))
        .map(|span| span.split([':', '#']).next().unwrap_or_default().to_owned());
    linked
        .chain(exact)
        .filter(|path| !path.is_empty() && !made(path) && !tree.has(path))
        .map(|path| Finding::new(&source.path, format!("names {path}, which does not exist")))
        .collect()
}

/// Folders that exist only after a build.
fn made(path: &str) -> bool {
    ["web/dist", "web/node_modules", "e2e/node_modules", "e2e/test-results"]
        .iter()
        .any(|start| path.starts_with(start))
}

/// Text between single backticks, outside fenced blocks.
fn code_spans(text: &str) -> Vec<&str> {
    let mut fenced = false;
    let prose = text.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    });
    prose.flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

fn resolve(folder: &str, link: &str) -> String {
    let mut parts: Vec<_> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

fn records(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, record) in tree.under("docs/adr/", ".md").enumerate() {
        let name = record.path.trim_start_matches("docs/adr/");
        let number = format!("{:04}", index + 1);
        if !name.starts_with(&format!("{number}-")) || !record.text.starts_with(&format!("# {number}")) {
            findings.push(Finding::new(
                &record.path,
                format!("must be number {number}, in its name and in its title"),
            ));
        }
        if record.text.lines().count() > ADR_LINES {
            findings.push(Finding::new(&record.path, format!("is longer than {ADR_LINES} lines")));
        }
    }
    findings
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
    fn a_crate_needs_a_readme_and_a_place() {
        check_tree(
            &[
                ("crates/a/Cargo.toml", ""),
                ("crates/a/README.md", ""),
                ("docs/ARCHITECTURE.md", "| `a` |"),
            ],
            &[],
        );
        check_tree(
            &[("crates/a/Cargo.toml", ""), ("docs/ARCHITECTURE.md", "")],
            &["crates/a: has no README.md", "docs/ARCHITECTURE.md: does not mention `a`"],
        );
    }

    #[test]
    fn links_and_file_names_must_exist() {
        let good = "[a](../README.md#top) [b](https://x.y) `docs/API.md` `crates/<name>/src` `cargo run`\n```\n`docs/gone.md`\n```\n";
        check_tree(&[("README.md", ""), ("docs/API.md", good)], &[]);
        check_tree(
            &[("docs/API.md", "[a](GONE.md)")],
            &["docs/API.md: names docs/GONE.md, which does not exist"],
        );
        check_tree(
            &[("README.md", "see `crates/a/src/gone.rs`")],
            &["README.md: names crates/a/src/gone.rs, which does not exist"],
        );
    }

    #[test]
    fn records_are_numbered_and_short() {
        check_tree(&[("docs/adr/0001-one.md", "# 0001 One\n")], &[]);
        check_tree(
            &[("docs/adr/0002-two.md", "# 0002 Two\n")],
            &["docs/adr/0002-two.md: must be number 0001, in its name and in its title"],
        );
        let long = format!("# 0001 One\n{}", "x\n".repeat(ADR_LINES));
        check_tree(&[("docs/adr/0001-one.md", &long)], &["docs/adr/0001-one.md: is longer than 40 lines"]);
    }
}
