//! Flows and their tests as files, checked and played without a server: in a repository, before they are taken in.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flow_engine::check::{Finding, World, check_draft};
pub use flow_engine::check::{Severity, may_publish};
use flow_engine::flow_test::{Coverage, FlowTest, coverage, parse, play};
pub use flow_engine::flow_test::{TestResult, junit_of_many};
use flow_engine::{Flow, FlowRef, Graph};
use serde_json::Value;

/// Deepest folder that is looked into.
const DEEPEST: usize = 8;

/// A file that is no flow or no test.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {detail}")]
pub struct BadFile {
    /// The file.
    pub path: String,
    /// What is wrong with it.
    pub detail: String,
}

/// A flow in a file: exported from PrismWA, or a bare graph.
#[derive(Debug, Clone)]
pub struct FlowFile {
    /// The file.
    pub path: PathBuf,
    graph: Value,
    /// Tests in the document, then those in files beside it, with where each stands.
    tests: Vec<(String, String)>,
}

/// How a flow's tests came out.
#[derive(Debug)]
pub struct Tested {
    /// Each test.
    pub results: Vec<TestResult>,
    /// Which lines they took together.
    pub coverage: Coverage,
}

/// The flows in these files and folders. Folders are looked through; in them every `.json` file must be a flow, but for hidden ones.
///
/// # Errors
/// When a file cannot be read or is no flow, or a folder has none.
pub fn find(paths: &[PathBuf]) -> Result<Vec<FlowFile>, BadFile> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = found.len();
            look_through(path, 0, &mut found)?;
            if found.len() == before {
                return Err(bad(path, "there is no flow in this folder"));
            }
        } else {
            found.push(FlowFile::read(path)?);
        }
    }
    Ok(found)
}

fn look_through(folder: &Path, depth: usize, found: &mut Vec<FlowFile>) -> Result<(), BadFile> {
    let entries = fs::read_dir(folder).map_err(|error| bad(folder, error))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !hidden && depth < DEEPEST {
            look_through(&path, depth + 1, found)?;
        } else if !hidden && path.extension().is_some_and(|ending| ending == "json") {
            found.push(FlowFile::read(&path)?);
        }
    }
    Ok(())
}

impl FlowFile {
    /// Reads a flow, and the tests that belong to it: those in the document, and `NAME.yaml` and `NAME.….yaml` beside it or in the folder `tests` beside it.
    ///
    /// # Errors
    /// When it cannot be read, or is no JSON object with `nodes`.
    pub fn read(path: &Path) -> Result<Self, BadFile> {
        let text = fs::read_to_string(path).map_err(|error| bad(path, error))?;
        let document: Value = serde_json::from_str(&text).map_err(|error| bad(path, format!("not JSON: {error}")))?;
        let exported = document.get("prismwa_flow").is_some();
        let graph = if exported { document["graph"].clone() } else { document.clone() };
        if !graph["nodes"].is_array() {
            return Err(bad(path, "not a flow: export one, or write a graph with `nodes` and `edges`"));
        }
        let mut tests = Vec::new();
        for (place, test) in document["tests"].as_array().into_iter().flatten().enumerate().filter(|_| exported) {
            let yaml = test["yaml"]
                .as_str()
                .ok_or_else(|| bad(path, format!("test {} has no `yaml`", place + 1)))?;
            tests.push((test["name"].as_str().unwrap_or_default().to_owned(), yaml.to_owned()));
        }
        for beside in tests_beside(path) {
            let yaml = fs::read_to_string(&beside).map_err(|error| bad(&beside, error))?;
            tests.push((beside.file_stem().unwrap_or_default().to_string_lossy().into_owned(), yaml));
        }
        Ok(Self {
            path: path.to_owned(),
            graph,
            tests,
        })
    }

    /// What the checker finds. What only a workspace knows (templates, people, labels) is not checked.
    #[must_use]
    pub fn check(&self) -> Vec<Finding> {
        check_draft(self.id(), self.graph.clone(), &World::default())
    }

    /// Plays its tests. A test that is none fails.
    #[must_use]
    pub fn test(&self) -> Tested {
        let (graph, _) = Graph::read(self.graph.clone());
        let flow = Arc::new(Flow::new(self.id(), graph));
        let results: Vec<TestResult> = self.tests.iter().map(|(name, yaml)| play_one(&flow, name, yaml)).collect();
        Tested {
            coverage: coverage(&flow, &results),
            results,
        }
    }

    fn id(&self) -> FlowRef {
        FlowRef::new(self.path.file_stem().unwrap_or_default().to_string_lossy(), "draft")
    }
}

/// `refund.yaml`, `refund.late.yaml` of `refund.json`, in its folder and in `tests` below that.
fn tests_beside(path: &Path) -> Vec<PathBuf> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut found = Vec::new();
    for folder in [folder.to_owned(), folder.join("tests")] {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        let fits = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let rest = name
                .strip_prefix(&stem)
                .and_then(|rest| rest.strip_suffix(".yaml").or_else(|| rest.strip_suffix(".yml")));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        found.extend(entries.filter_map(|entry| Some(entry.ok()?.path())).filter(fits));
    }
    found.sort();
    found
}

fn play_one(flow: &Arc<Flow>, name: &str, yaml: &str) -> TestResult {
    match parse(yaml) {
        Ok(test) => {
            let name = if test.name.is_empty() { name.to_owned() } else { test.name.clone() };
            play(flow, &[], &FlowTest { name, ..test }).result
        }
        Err(error) => TestResult {
            name: name.to_owned(),
            failures: vec![(0, error.to_string())],
            ..TestResult::default()
        },
    }
}

fn bad(path: &Path, detail: impl ToString) -> BadFile {
    BadFile {
        path: path.display().to_string(),
        detail: detail.to_string(),
    }
}
