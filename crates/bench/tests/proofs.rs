//! Every proof in its small form, as part of the test run: the real binary, killed, flooded and lied to. The full forms are `cargo xtask prove`.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test says what is wrong by stopping, and looks for the binary where cargo puts it"
)]

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use throwaway_postgres::{Durability, Server};

/// Runs `prove <name> --ci` on one database; what it says is the message of a failure.
fn prove(name: &str, database: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_prismwa-bench"));
    command
        .args(["prove", name, "--ci", "--database", database])
        .env("PRISMWA_BIN", binary())
        .env("PRISMWA_BENCH_DIR", folder.path());
    if database == "postgres" {
        command.env("PRISMWA_TEST_POSTGRES", postgres());
    }
    let output = command.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "prove {name} on {database}:\n{said}");
}

/// The server's binary lies beside the driver's: `cargo test --workspace` builds both.
fn binary() -> PathBuf {
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_prismwa-bench")).with_file_name("prismwa");
    assert!(binary.exists(), "there is no {}; run `cargo build -p server` first", binary.display());
    binary
}

/// The server that `cargo xtask test` started, or one of our own.
fn postgres() -> String {
    static OWN: OnceLock<Server> = OnceLock::new();
    std::env::var("PRISMWA_TEST_POSTGRES").unwrap_or_else(|_| OWN.get_or_init(|| Server::start(Durability::Off).unwrap()).url("postgres"))
}

#[test]
fn what_is_acknowledged_survives_kills() {
    prove("kills", "sqlite");
}

#[test]
fn what_is_acknowledged_survives_power_cuts() {
    prove("power", "sqlite");
    prove("power", "postgres");
}

#[test]
fn repeated_and_regrouped_deliveries_take_effect_once() {
    prove("deliveries", "sqlite");
    prove("deliveries", "postgres");
}

#[test]
fn statuses_in_any_order_end_the_same() {
    prove("statuses", "sqlite");
    prove("statuses", "postgres");
}

#[test]
fn lost_answers_and_kills_never_post_twice_on_sqlite() {
    prove("outbound", "sqlite");
}

#[test]
fn lost_answers_and_kills_never_post_twice_on_two_nodes() {
    prove("outbound", "postgres");
}

#[test]
fn a_worker_that_hung_changes_nothing() {
    prove("stale", "postgres");
}

#[test]
fn poison_stops_nothing_else() {
    prove("poison", "sqlite");
    prove("poison", "postgres");
}

#[test]
fn a_storm_is_refused_and_not_dropped() {
    prove("storm", "sqlite");
    prove("storm", "postgres");
}

#[test]
fn reconnecting_screens_miss_nothing() {
    prove("screens", "sqlite");
    prove("screens", "postgres");
}
