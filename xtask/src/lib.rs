//! The project's chores: build and run it, test it, keep its house in order. `cargo xtask help` lists them.
//!
//! Standard library and `anyhow` only, so that the first `cargo xtask demo` on a new machine starts in seconds.
#![expect(
    clippy::disallowed_methods,
    reason = "a chore reads the environment it is called in and waits for processes it started"
)]
#![expect(clippy::print_stdout, reason = "a chore talks to the person who called it")]

pub mod args;
pub mod chromium;
pub mod codegen;
pub mod demo;
pub mod dev;
pub mod dist;
pub mod measure;
pub mod needs;
pub mod node;
pub mod postgres;
pub mod root;
pub mod stamp;
pub mod step;
pub mod suites;
pub mod tally;
pub mod tidy;
