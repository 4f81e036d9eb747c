//! How many tests passed and failed, read from what the test runners print.

use std::ops::AddAssign;

/// Passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that ran and held.
    pub passed: usize,
    /// Tests that did not, or that could not run.
    pub failed: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Whose words are to be read.
#[derive(Debug, Clone, Copy)]
pub enum Runner {
    /// `cargo test` and `cargo nextest run`.
    Cargo,
    /// `playwright test`.
    Playwright,
    /// `vitest run`.
    Vitest,
    /// A command that is one check by itself.
    Verdict,
}

impl Runner {
    /// What the output says. A runner that failed without a failed test, or that ran nothing, is one failure.
    #[must_use]
    pub fn tally(self, ok: bool, output: &str) -> Tally {
        let mut tally = match self {
            Self::Cargo => output.lines().map(cargo_line).fold(Tally::default(), sum),
            Self::Playwright => output.lines().map(playwright_line).fold(Tally::default(), sum),
            Self::Vitest => output.lines().map(vitest_line).fold(Tally::default(), sum),
            Self::Verdict => Tally {
                passed: usize::from(ok),
                failed: 0,
            },
        };
        if tally.failed == 0 && (!ok || tally.passed == 0) {
            tally.failed = 1;
        }
        tally
    }
}

fn sum(mut all: Tally, line: Tally) -> Tally {
    all += line;
    all
}

/// `test result: ok. 3 passed; 1 failed; …` or nextest's `Summary [ 0.1s] 4 tests run: 3 passed, 1 failed, 0 skipped`.
fn cargo_line(line: &str) -> Tally {
    if line.starts_with("test result:") {
        return Tally {
            passed: number_before(line, "passed"),
            failed: number_before(line, "failed"),
        };
    }
    if line.trim_start().starts_with("Summary [") && line.contains("run:") {
        let run = number_before(line, "tests run:").max(number_before(line, "test run:"));
        let passed = number_before(line, "passed");
        return Tally {
            passed,
            failed: run.saturating_sub(passed),
        };
    }
    Tally::default()
}

/// `  12 passed (30.1s)`, `  1 failed`, `  2 did not run`.
fn playwright_line(line: &str) -> Tally {
    let mut words = line.split_whitespace();
    let Some(number) = words.next().and_then(|word| word.parse().ok()) else {
        return Tally::default();
    };
    match (words.next(), words.next()) {
        (Some("passed"), Some(time)) if time.starts_with('(') => Tally { passed: number, failed: 0 },
        (Some("failed" | "flaky" | "interrupted"), None) | (Some("did"), Some("not")) => Tally { passed: 0, failed: number },
        _ => Tally::default(),
    }
}

/// `      Tests  1 failed | 20 passed (21)`.
fn vitest_line(line: &str) -> Tally {
    match line.trim_start().strip_prefix("Tests ") {
        Some(rest) => Tally {
            passed: number_before(rest, "passed"),
            failed: number_before(rest, "failed"),
        },
        None => Tally::default(),
    }
}

fn number_before(line: &str, word: &str) -> usize {
    let Some(at) = line.find(word) else { return 0 };
    let digits = line[..at]
        .trim_end()
        .rsplit(|character: char| !character.is_ascii_digit())
        .next()
        .unwrap_or_default();
    digits.parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(runner: Runner, ok: bool, output: &str, passed: usize, failed: usize) {
        assert_eq!(runner.tally(ok, output), Tally { passed, failed });
    }

    #[test]
    fn cargo_adds_up_over_binaries() {
        let output =
            "running 3 tests\ntest result: ok. 3 passed; 0 failed; 0 ignored; 0 measured\n\ntest result: FAILED. 4 passed; 2 failed; 0 ignored;\n";
        check(Runner::Cargo, false, output, 7, 2);
    }

    #[test]
    fn nextest_counts_what_did_not_pass_as_failed() {
        check(
            Runner::Cargo,
            true,
            "     Summary [   1.037s] 12 tests run: 12 passed, 0 skipped\n",
            12,
            0,
        );
        check(
            Runner::Cargo,
            false,
            "     Summary [  60.1s] 9 tests run: 6 passed (1 slow), 2 failed, 1 timed out, 0 skipped\n",
            6,
            3,
        );
        check(Runner::Cargo, true, "     Summary [   0.1s] 1 test run: 1 passed, 0 skipped\n", 1, 0);
    }

    #[test]
    fn playwright_counts_what_did_not_run_as_failed() {
        check(Runner::Playwright, true, "Running 9 tests using 1 worker\n  9 passed (30.1s)\n", 9, 0);
        check(
            Runner::Playwright,
            false,
            "  1 failed\n    a.spec.ts:3:1 › signs in\n  2 did not run\n  4 passed (12s)\n",
            4,
            3,
        );
    }

    #[test]
    fn vitest_reads_its_summary() {
        check(Runner::Vitest, true, " Test Files  4 passed (4)\n      Tests  31 passed (31)\n", 31, 0);
        check(Runner::Vitest, false, "      Tests  1 failed | 20 passed (21)\n", 20, 1);
    }

    #[test]
    fn a_runner_that_broke_or_ran_nothing_is_a_failure() {
        check(Runner::Cargo, false, "error: could not compile `store`\n", 0, 1);
        check(Runner::Vitest, true, "No test files found\n", 0, 1);
        check(Runner::Verdict, true, "", 1, 0);
        check(Runner::Verdict, false, "", 0, 1);
    }
}
