//! What the command line says to people: results on standard output, complaints on standard error.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "talking to the person at the terminal is what this file is for"
)]

/// A line of the result.
pub(super) fn say(line: &str) {
    println!("{line}");
}

/// A line about what is wrong.
pub(super) fn complain(line: &str) {
    eprintln!("{line}");
}
