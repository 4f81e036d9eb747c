//! `cargo xtask <chore>`: reads the first word and calls the chore.

use std::process::ExitCode;

use xtask::args::Args;

const HELP: &str = "\
cargo xtask <chore>

  demo [--release] [--port N] [--data-dir DIR]
                          build everything, start on SQLite with the simulator, print the address and how to sign in
  test [rust|web|e2e|tidy|lint]…
                          install what tests need (as root on Debian), run every suite or the named ones
  dev [--port N]          the server and Vite with hot reload; open Vite's address
  tidy                    check the house: doors, ranks, SQL, lists, documents (also in `cargo test -p xtask`)
  codegen [--check]       write openapi.json, docs/{errors,events,permissions}.md and web/src/generated (or compare)
  bench [ingest|pipeline|scale|start]… [flags]
                          measure (release build); tables on screen, JSON in target/bench
  prove [kills|power|outbound|simulation|…]… [--ci] [--seed N] [flags]
                          try to break what GUARANTEES.md promises (release build); `prove --help` lists all
  postgres -- <command>   run a command with PRISMWA_TEST_POSTGRES_URL set to a throw-away server
  dist                    the binary to ship, in target/dist
";

fn main() -> ExitCode {
    let mut args = Args::from_env();
    let chore = args.word().unwrap_or_default();
    let outcome = match chore.as_str() {
        "demo" => xtask::demo::run(args),
        "test" => return xtask::suites::run(args),
        "dev" => xtask::dev::run(args),
        "tidy" => xtask::tidy::run(args),
        "codegen" => xtask::codegen::run(args),
        "bench" => xtask::measure::bench(args),
        "prove" => xtask::measure::prove(args),
        "postgres" => xtask::postgres::run(args),
        "dist" => xtask::dist::run(args),
        "" | "help" | "--help" | "-h" => {
            eprint!("{HELP}");
            return ExitCode::SUCCESS;
        }
        other => Err(anyhow::anyhow!("there is no chore `{other}`; `cargo xtask help` lists them")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
