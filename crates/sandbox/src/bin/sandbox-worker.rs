//! The worker by itself, for tests and measurements. The shipped program runs the same code under a hidden subcommand.

use std::process::ExitCode;

fn main() -> ExitCode {
    sandbox::worker_main(std::env::args().skip(1))
}
