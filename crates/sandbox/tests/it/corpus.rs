//! The corpus of hostile functions: each ends as expected, in time, with no harm to anybody (J1–J6, J8, J12, J13).

use std::time::Duration;

use sandbox::{Error, Failure, Output};

use crate::support::{json, limited, pool};

const CORPUS: &str = include_str!("../corpus.txt");
const LIMIT: Duration = Duration::from_millis(150);
/// What is promised about ending a function, on a machine that has a processor to do it with.
const PROMISE: Duration = Duration::from_millis(100);
/// What is asked of every function of the corpus, on a machine that is doing ten other things.
const BUSY: Duration = Duration::from_secs(2);

fn cases() -> Vec<(&'static str, &'static str, String)> {
    let paragraphs = CORPUS.split("\n### ").skip(1);
    let case = |paragraph: &'static str| {
        let (head, code) = paragraph.split_once('\n').expect("a head and a body");
        let (name, expected) = head.split_once(" | ").expect("a name and an expectation");
        (name, expected, code.to_owned())
    };
    paragraphs.map(case).collect()
}

fn judge(expected: &str, result: &Result<Output, Failure>) -> bool {
    let error = result.as_ref().err().map(|failure| &failure.error);
    match (expected.strip_prefix("= "), expected) {
        (Some(json), _) => result.as_ref().is_ok_and(|output| output.json == json),
        (None, "throws") => matches!(error, Some(Error::Thrown { .. })),
        (None, "late") => matches!(error, Some(Error::TimedOut(_))),
        (None, "memory") => matches!(
            error,
            Some(Error::OutOfMemory | Error::Thrown { .. } | Error::Crashed(_) | Error::TimedOut(_))
        ),
        (None, "ends") => !matches!(error, Some(Error::Protocol(_) | Error::Unavailable(_) | Error::Busy | Error::Invalid(_))),
        (None, other) => panic!("no such expectation: {other}"),
    }
}

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse().ok()).unwrap_or(0)
}

#[test]
fn i17_every_hostile_function_ends_and_harms_nobody() {
    let pool = pool(2);
    let cases = cases();
    assert!(cases.len() >= 150, "only {} functions", cases.len());
    let mut failures = Vec::new();
    let before = resident_kib();
    for (name, expected, code) in &cases {
        // A busy machine may look away for a moment; what really escapes its limit does so every time.
        let result = (0..3)
            .map(|_| pool.call_blocking(limited(code, LIMIT, 16)))
            .find(|result| took(result) <= LIMIT + BUSY);
        match result {
            None => failures.push(format!("{name}: never within {:?}", LIMIT + BUSY)),
            Some(result) if !judge(expected, &result) => failures.push(format!("{name}: expected {expected}, but {result:?}")),
            Some(result) => {
                let said = format!("{result:?}");
                for secret in ["/work", "/home", "/root", ".rs:", "sandbox-worker", "rquickjs", "CARGO"] {
                    if said.contains(secret) && !code.contains(secret) {
                        failures.push(format!("{name}: tells of {secret}: {said}"));
                    }
                }
            }
        }
        // The next one finds nothing of it.
        assert_eq!(
            json(&pool, "return [typeof {}.polluted, JSON.stringify([1]), [...[1]].length].join()"),
            r#""undefined,[1],1""#,
            "after {name}"
        );
    }
    let grown = resident_kib().saturating_sub(before);
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), cases.len(), failures.join("\n"));
    // J4: what they hoard, they hoard over there.
    assert!(grown < 32 * 1024, "the server grew by {grown} KiB");
}

fn took(result: &Result<Output, Failure>) -> Duration {
    result.as_ref().map_or_else(|failure| failure.took, |output| output.took)
}

/// J3: a loop inside native code does not see the engine's clock; the one outside ends it all the same.
#[test]
fn j03_a_native_loop_is_killed_in_time() {
    let pool = pool(1);
    let code = "const s = 'a'.repeat(4e6); const t = 'a'.repeat(2e6) + 'b'; return s.indexOf(t)";
    let tries = 8;
    let best = (0..tries)
        .map(|_| {
            let failure = pool.call_blocking(limited(code, LIMIT, 64)).expect_err("it takes minutes");
            assert_eq!(failure.error, Error::TimedOut(LIMIT));
            failure.took
        })
        .min()
        .unwrap_or_default();
    assert!((LIMIT..=LIMIT + PROMISE).contains(&best), "{best:?}");
    assert_eq!(pool.status().killed, tries);
}
