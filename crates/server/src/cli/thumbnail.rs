//! `prismwa thumbnail`: the process in which the server has pictures decoded. A picture comes in, a small copy goes out, and that is all it can do:
//! it opens no file and no connection, starts nothing, and is ended when it takes too much memory or time.

use std::io;
use std::process::ExitCode;

use clap::Args;
use rustix::process::{Resource, Rlimit, setrlimit};

/// Memory, all of it: the largest picture that is decoded takes about 400 MiB at its worst.
const MEMORY_BYTES: u64 = 768 * 1024 * 1024;
/// Of a processor.
const SECONDS: u64 = 10;

/// Make a small copy of the picture on standard input.
#[derive(Debug, Args)]
pub(super) struct Thumbnail {}

impl Thumbnail {
    /// Runs before anything else of this program has started.
    pub(super) fn run(&self) -> ExitCode {
        if lock_up().is_err() {
            return ExitCode::FAILURE;
        }
        match app::media::serve_thumbnail(io::stdin().lock(), io::stdout().lock()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        }
    }
}

/// How the server has pictures decoded: by this program, in another process.
pub(super) fn elsewhere() -> app::Thumbnailer {
    // On Linux this stays the running program, even after an update put another one in its place.
    let program = if cfg!(target_os = "linux") {
        Some("/proc/self/exe".into())
    } else {
        std::env::current_exe().ok()
    };
    program.map_or_else(app::Thumbnailer::default, app::Thumbnailer::Process)
}

/// From here on this process cannot take back what it gives up.
fn lock_up() -> Result<(), rustix::io::Errno> {
    let limits = [
        (Resource::As, MEMORY_BYTES),
        (Resource::Cpu, SECONDS),
        (Resource::Core, 0),
        // Nothing can be written to disk; pipes are no files.
        (Resource::Fsize, 0),
        // The three open ones stay usable; no further file, pipe or socket can be opened.
        (Resource::Nofile, 3),
    ];
    for (resource, most) in limits {
        let most = Some(most);
        match setrlimit(
            resource,
            Rlimit {
                current: most,
                maximum: most,
            },
        ) {
            Ok(()) => {}
            // Not every system limits memory as a whole; the decoder's own limit holds there.
            Err(_) if resource == Resource::As && cfg!(not(target_os = "linux")) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
