//! The shape report: the longest files and functions. It informs and never fails.

use super::Tree;

const SHOWN: usize = 10;

pub(super) fn report(tree: &Tree) -> String {
    let ours =
        |path: &str| (path.starts_with("crates/") || path.starts_with("web/src/") || path.starts_with("xtask/")) && !path.contains("/generated/");
    let code = |path: &str| [".rs", ".ts", ".tsx"].iter().any(|end| path.ends_with(end));
    let sources: Vec<_> = tree.sources.iter().filter(|source| ours(&source.path) && code(&source.path)).collect();
    let files = longest(sources.iter().map(|source| (source.text.lines().count(), source.path.clone())));
    let functions = longest(sources.iter().filter(|source| source.path.ends_with(".rs")).flat_map(|source| {
        let path = source.path.clone();
        functions(&source.text)
            .into_iter()
            .map(move |(lines, name)| (lines, format!("{name}  {path}")))
    }));
    format!("longest files\n{files}\nlongest functions\n{functions}")
}

fn longest(rows: impl Iterator<Item = (usize, String)>) -> String {
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by(|one, other| other.cmp(one));
    rows.iter().take(SHOWN).map(|(lines, name)| format!("  {lines:>5}  {name}\n")).collect()
}

/// Functions as rustfmt lays them out: from the line with `fn` to the closing brace at the same depth.
fn functions(text: &str) -> Vec<(usize, String)> {
    let lines: Vec<_> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = line
            .split_once("fn ")
            .filter(|(before, _)| before.split_whitespace().all(|word| word.starts_with(|first: char| first.is_lowercase())))
        else {
            continue;
        };
        let close = format!("{}}}", " ".repeat(line.len() - line.trim_start().len()));
        if let Some(length) = lines[start..].iter().position(|line| *line == close) {
            let end = name.1.find(['(', '<']).unwrap_or(name.1.len());
            found.push((length + 1, name.1[..end].to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_measured() {
        let text = "pub fn one() {\n    two();\n}\n\nimpl A {\n    async fn two<T>(self) {\n        if x {\n        }\n    }\n}\n";
        assert_eq!(functions(text), [(3, "one".to_owned()), (4, "two".to_owned())]);
    }
}
