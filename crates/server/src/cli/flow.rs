//! `prismwa flow check` and `prismwa flow test`: flows as files, checked and played without a server, for repositories and build servers.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use app::flows::Finding;
use app::flows::files::{FlowFile, Severity, find, junit_of_many, may_publish};
use clap::{Args, Subcommand};

use super::output::say;

/// Flows as files: exported ones, or bare graphs.
#[derive(Debug, Subcommand)]
pub(super) enum Flow {
    /// Check flows; fails when one could not be published.
    Check(Check),
    /// Play the tests of flows; fails when one fails.
    Test(Test),
}

/// Which flows to check.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Files, or folders of `.json` files.
    #[arg(required = true, value_name = "FILE|DIR")]
    paths: Vec<PathBuf>,
}

/// Which flows to test.
#[derive(Debug, Args)]
pub(super) struct Test {
    /// Files, or folders of `.json` files. Tests are those in an exported flow, and NAME.yaml, NAME.….yaml beside NAME.json or in `tests` beside it.
    #[arg(required = true, value_name = "FILE|DIR")]
    paths: Vec<PathBuf>,
    /// Write the results as JUnit XML, too.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
}

impl Flow {
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let good = match self {
            Self::Check(check) => check.run()?,
            Self::Test(test) => test.run()?,
        };
        Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

impl Check {
    fn run(&self) -> anyhow::Result<bool> {
        let mut good = true;
        for flow in find(&self.paths)? {
            let findings = flow.check();
            let fine = may_publish(&findings);
            good &= fine;
            say(&format!(
                "{}  {}",
                flow.path.display(),
                if fine { "may be published" } else { "NOT PUBLISHABLE" }
            ));
            findings.iter().for_each(|finding| say(&format!("  {}", line(finding))));
        }
        Ok(good)
    }
}

fn line(finding: &Finding) -> String {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    };
    let place = match (&finding.node, finding.field.as_str()) {
        (Some(node), "") => format!(" {node}"),
        (Some(node), field) => format!(" {node}.{field}"),
        (None, "") => String::new(),
        (None, field) => format!(" {field}"),
    };
    format!("{severity} [{}]{place}: {}", finding.code, finding.message)
}

impl Test {
    fn run(&self) -> anyhow::Result<bool> {
        let mut suites = Vec::new();
        let mut good = true;
        for flow in find(&self.paths)? {
            let (fine, suite) = played(&flow);
            good &= fine;
            suites.push(suite);
        }
        if let Some(path) = &self.junit {
            std::fs::write(path, junit_of_many(&suites)).with_context(|| format!("cannot write {}", path.display()))?;
        }
        let results = suites.iter().flat_map(|(_, results)| results);
        let (passed, failed): (Vec<_>, Vec<_>) = results.partition(|result| result.passed());
        say(&format!("{} passed, {} failed", passed.len(), failed.len()));
        Ok(good)
    }
}

type Suite = (String, Vec<app::flows::files::TestResult>);

/// Plays a flow's tests and says how each came out.
fn played(flow: &FlowFile) -> (bool, Suite) {
    let tested = flow.test();
    let name = flow.path.display().to_string();
    say(&format!(
        "{name}  {} tests, {}% of the lines",
        tested.results.len(),
        tested.coverage.percent()
    ));
    for result in &tested.results {
        say(&format!("  {} {}", if result.passed() { "ok  " } else { "FAIL" }, result.name));
        for (step, detail) in &result.failures {
            say(&format!("       step {}: {detail}", step + 1));
        }
    }
    let good = tested.results.iter().all(|result| result.passed());
    (good, (name, tested.results))
}
