//! `prismwa function-worker`: the process in which functions run. The server starts it; it locks itself up and computes, and that is all it can do.

use std::process::ExitCode;

use clap::Args;

const NAME: &str = "function-worker";

/// Run functions that come in by standard input.
#[derive(Debug, Args)]
pub(super) struct FunctionWorker {
    /// Without the lock.
    #[arg(long)]
    insecure_sandbox: bool,
}

impl FunctionWorker {
    /// Runs before anything else of this program has started.
    pub(super) fn run(&self) -> ExitCode {
        sandbox::worker_main(self.insecure_sandbox.then(|| sandbox::INSECURE_FLAG.to_owned()))
    }
}

/// How the server starts one: this program, again.
pub(super) fn elsewhere() -> Option<sandbox::Launch> {
    // On Linux this stays the running program, even after an update put another one in its place.
    let program = if cfg!(target_os = "linux") {
        Some("/proc/self/exe".into())
    } else {
        std::env::current_exe().ok()
    };
    program.map(|program| sandbox::Launch {
        program,
        arguments: vec![NAME.into()],
    })
}

/// Starts the workers beside everything else, so that the first call finds them there and the log says what keeps them from it.
pub(super) fn warm_up(app: &app::App) {
    let warmed = app.clone();
    app.spawn(async move {
        let status = warmed.functions().status().await;
        if let Some(lock) = status.lock {
            tracing::info!(lock, "functions can run");
        }
    });
}
