//! The prismwa binary.

use std::process::ExitCode;

/// JSON and database rows are many small pieces; the system's allocator spent a tenth of the CPU on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::cli::main()
}
