//! The project's text files, read once.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::root::root;

/// Folders that are made or fetched, not written.
const SKIPPED: [&str; 9] = [
    ".git",
    "data",
    "dist",
    "images",
    "node_modules",
    "playwright-report",
    "target",
    "test-results",
    "fixtures",
];
/// Endings of the files that are read.
const READ: [&str; 10] = ["rs", "toml", "md", "sql", "ts", "tsx", "json", "lock", "mjs", "yml"];

/// One file.
#[derive(Debug, Clone)]
pub struct Source {
    /// From the project's folder, with `/`.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// All of them, and the names of those that are not read.
#[derive(Debug, Default)]
pub struct Tree {
    /// Text files, by path.
    pub sources: Vec<Source>,
    /// Paths of every file, the read ones and fixtures and pictures too.
    pub paths: Vec<String>,
}

impl Tree {
    /// Reads the project.
    pub fn read() -> Result<Self> {
        let mut tree = Self::default();
        tree.add(&root(), "", true)?;
        tree.sources.sort_by(|one, other| one.path.cmp(&other.path));
        tree.paths.sort();
        Ok(tree)
    }

    /// A made-up project, for the tests of the checks.
    #[must_use]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let sources: Vec<_> = files
            .iter()
            .map(|(path, text)| Source {
                path: (*path).to_owned(),
                text: (*text).to_owned(),
            })
            .collect();
        Self {
            paths: sources.iter().map(|source| source.path.clone()).collect(),
            sources,
        }
    }

    /// Files whose path starts and ends so.
    pub fn under<'a>(&'a self, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a Source> {
        self.sources
            .iter()
            .filter(move |source| source.path.starts_with(start) && source.path.ends_with(end))
    }

    /// The text of one file.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        self.sources.iter().find(|source| source.path == path).map(|source| source.text.as_str())
    }

    /// Is there such a file or folder?
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.paths
            .iter()
            .any(|known| known == path || (known.starts_with(path) && known[path.len()..].starts_with('/')))
    }

    /// The folders of our crates, `crates/<name>` and `xtask`.
    pub fn crates(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().filter_map(|path| path.strip_suffix("/Cargo.toml"))
    }

    fn add(&mut self, folder: &Path, prefix: &str, read: bool) -> Result<()> {
        let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}{name}");
            // Files come and go while others work: what has gone since the listing is not there.
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() {
                // Fixtures and pictures are known by name only; the rest of the skipped folders not at all.
                match SKIPPED.contains(&name.as_str()) {
                    false => self.add(&entry.path(), &format!("{path}/"), read)?,
                    true if matches!(name.as_str(), "fixtures" | "images") => self.add(&entry.path(), &format!("{path}/"), false)?,
                    true => {}
                }
                continue;
            }
            if read
                && READ.iter().any(|end| name.rsplit_once('.').is_some_and(|(_, ending)| ending == *end))
                && let Ok(text) = fs::read_to_string(entry.path())
            {
                self.sources.push(Source { path: path.clone(), text });
            }
            self.paths.push(path);
        }
        Ok(())
    }
}
