//! `cargo xtask test`: every suite, or the named ones, a line per step and one plain line at the end.

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use throwaway_postgres::{Durability, Server};

use crate::args::Args;
use crate::needs::{self, Need};
use crate::root::{cargo, target, which};
use crate::tally::{Runner, Tally};
use crate::{chromium, codegen, node, postgres, step};

/// A part of the tests that can be asked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Suite {
    Lint,
    Web,
    Rust,
    Tidy,
    E2e,
}

impl Suite {
    /// In the order they run: what fails fast comes first.
    const ALL: [Self; 5] = [Self::Lint, Self::Web, Self::Rust, Self::Tidy, Self::E2e];

    const fn name(self) -> &'static str {
        match self {
            Self::Lint => "lint",
            Self::Web => "web",
            Self::Rust => "rust",
            Self::Tidy => "tidy",
            Self::E2e => "e2e",
        }
    }

    const fn needs(self) -> &'static [Need] {
        match self {
            Self::Lint | Self::Web | Self::Tidy => &[],
            Self::Rust => &[Need::Postgres, Need::Redis, Need::Strace],
            Self::E2e => &[Need::Chromium],
        }
    }

    const fn needs_node(self) -> bool {
        matches!(self, Self::Web | Self::Tidy | Self::E2e)
    }
}

/// What has been run so far.
#[derive(Debug, Default)]
struct Report {
    total: Tally,
    lines: Vec<String>,
}

/// Runs the suites; the last line printed is always `N passed, N failed`.
pub fn run(args: Args) -> ExitCode {
    let started = Instant::now();
    let mut report = Report::default();
    if let Err(error) = run_into(args, &mut report) {
        println!("error: {error:#}");
        report.total.failed += 1;
    }
    println!();
    for line in &report.lines {
        println!("{line}");
    }
    println!("\nall of it took {}", step::spell(started.elapsed()));
    println!("{} passed, {} failed", report.total.passed, report.total.failed);
    if report.total.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn run_into(args: Args, report: &mut Report) -> Result<()> {
    let suites = selected(&args.rest())?;
    let needs: Vec<_> = suites.iter().flat_map(|suite| suite.needs()).copied().collect();
    if suites.iter().any(|suite| suite.needs_node()) {
        node::check()?;
    }
    needs::meet(&needs)?;
    for suite in suites {
        let outcome = match suite {
            Suite::Lint => lint(report),
            Suite::Web => web(report),
            Suite::Rust => rust(report),
            Suite::Tidy => tidy(report),
            Suite::E2e => e2e(report),
        };
        if let Err(error) = outcome {
            report.broke(suite.name(), &error);
        }
    }
    Ok(())
}

/// The named suites in their own order; all without a name. `lint` and `tidy` come along unless others are named.
fn selected(names: &[String]) -> Result<Vec<Suite>> {
    // `--ci` is what a continuous integration would say; it changes nothing because there is one way to run the tests.
    let names: Vec<_> = names.iter().filter(|name| *name != "--ci").collect();
    for name in &names {
        if !Suite::ALL.iter().any(|suite| suite.name() == name.as_str()) {
            bail!("there is no suite `{name}`; there are {}", Suite::ALL.map(Suite::name).join(", "));
        }
    }
    Ok(Suite::ALL
        .into_iter()
        .filter(|suite| names.is_empty() || names.iter().any(|name| *name == suite.name()))
        .collect())
}

fn lint(report: &mut Report) -> Result<()> {
    report.step("lint: format", cargo().args(["fmt", "--all", "--check"]), Runner::Verdict)?;
    report.step(
        "lint: clippy",
        cargo().args(["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]),
        Runner::Verdict,
    )
}

fn web(report: &mut Report) -> Result<()> {
    node::install(&node::web())?;
    report.step("web: lint", &mut node::npm(&node::web(), &["run", "lint"]), Runner::Verdict)?;
    report.step("web: types", &mut node::npm(&node::web(), &["run", "typecheck"]), Runner::Verdict)?;
    report.step("web: tests", &mut node::npm(&node::web(), &["test"]), Runner::Vitest)?;
    node::build_web()?;
    report.step("web: size", &mut node::npm(&node::web(), &["run", "size"]), Runner::Verdict)
}

fn rust(report: &mut Report) -> Result<()> {
    let server = Server::start(Durability::Off)?;
    let mut tests = match nextest() {
        true => cargo_words(&[
            "nextest",
            "run",
            "--workspace",
            "--no-fail-fast",
            "--status-level=fail",
            "--final-status-level=fail",
        ]),
        false => cargo_words(&["test", "--workspace", "--no-fail-fast", "--quiet"]),
    };
    report.step("rust: tests", tests.env(postgres::VARIABLE, server.url("postgres")), Runner::Cargo)
}

fn tidy(report: &mut Report) -> Result<()> {
    report.step(
        "tidy: the house",
        &mut cargo_words(&["test", "--package", "xtask", "--test", "tidy"]),
        Runner::Cargo,
    )?;
    let started = Instant::now();
    println!("▸ tidy: generated files");
    let stale = codegen::stale()?;
    for line in &stale {
        println!("    {line}");
    }
    report.record("tidy: generated files", Runner::Verdict.tally(stale.is_empty(), ""), started.elapsed());
    Ok(())
}

fn e2e(report: &mut Report) -> Result<()> {
    node::build_web()?;
    node::install(&node::e2e())?;
    report.step("e2e: types", &mut node::npm(&node::e2e(), &["run", "typecheck"]), Runner::Verdict)?;
    report.step(
        "e2e: build",
        &mut cargo_words(&["build", "--package", "server", "--bin", "prismwa"]),
        Runner::Verdict,
    )?;
    let chromium = chromium::find().unwrap_or_else(|| "chromium".into());
    let mut stories = node::npm(&node::e2e(), &["test"]);
    stories.env("CHROMIUM", chromium).env("PRISMWA_BIN", target().join("debug/prismwa"));
    report.step("e2e: stories", &mut stories, Runner::Playwright)
}

impl Report {
    fn step(&mut self, name: &str, command: &mut Command, runner: Runner) -> Result<()> {
        let finished = step::run(name, command)?;
        let tally = runner.tally(finished.ok, &finished.output);
        if tally.failed > 0 {
            finished.show();
        }
        self.record(name, tally, finished.took);
        Ok(())
    }

    fn record(&mut self, name: &str, tally: Tally, took: Duration) {
        let mark = if tally.failed == 0 { "✓" } else { "✗" };
        let failed = if tally.failed == 0 {
            String::new()
        } else {
            format!(", {} FAILED", tally.failed)
        };
        let line = format!("{mark} {name:<24} {:>5} passed{failed}  {}", tally.passed, step::spell(took));
        println!("{line}");
        self.lines.push(line);
        self.total += tally;
    }

    fn broke(&mut self, suite: &str, error: &anyhow::Error) {
        let line = format!("✗ {suite}: {error:#}");
        println!("{line}");
        self.lines.push(line);
        self.total.failed += 1;
    }
}

fn cargo_words(words: &[&str]) -> Command {
    let mut command = cargo();
    command.args(words);
    command
}

fn nextest() -> bool {
    which("cargo-nextest").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(words: &[&str]) -> Vec<&'static str> {
        selected(&words.iter().map(ToString::to_string).collect::<Vec<_>>())
            .unwrap()
            .into_iter()
            .map(Suite::name)
            .collect()
    }

    #[test]
    fn without_a_name_everything_runs() {
        assert_eq!(names(&[]), ["lint", "web", "rust", "tidy", "e2e"]);
        assert_eq!(names(&["--ci"]), ["lint", "web", "rust", "tidy", "e2e"]);
    }

    #[test]
    fn named_suites_run_in_their_own_order() {
        assert_eq!(names(&["e2e", "lint"]), ["lint", "e2e"]);
        assert!(selected(&["rats".to_owned()]).is_err());
    }

    #[test]
    fn a_suite_that_breaks_counts_as_failed() {
        let mut report = Report::default();
        report.broke("web", &anyhow::anyhow!("npm is missing"));
        assert_eq!(report.total, Tally { passed: 0, failed: 1 });
    }
}
