//! The process in which functions run: it locks itself up, then answers calls until its pipe ends.

mod engine;
mod lock;

use std::io;
use std::process::ExitCode;

use crate::protocol::{FromWorker, ToWorker, receive, send};

/// Runs functions with no lock around them. Only for machines where nothing else works and all authors are trusted; the caller says so loudly.
pub const INSECURE_FLAG: &str = "--insecure-sandbox";

/// The whole life of a worker. Call it first of all in a process that has started no thread; standard input and output are the pool's.
pub fn worker_main(arguments: impl IntoIterator<Item = String>) -> ExitCode {
    let insecure = arguments.into_iter().any(|argument| argument == INSECURE_FLAG);
    // What the engine and the C library look up once (time zone, allocator) is looked up while that is still possible.
    engine::warm_up();
    let locked = if insecure { Ok("insecure".to_owned()) } else { lock_down() };
    let mut output = io::stdout();
    let ready = match locked {
        Ok(landlock) => FromWorker::Ready { landlock },
        Err(why) => {
            let _ = send(&mut output, &FromWorker::Refused { why });
            return ExitCode::FAILURE;
        }
    };
    if send(&mut output, &ready).is_err() {
        return ExitCode::FAILURE;
    }
    loop {
        // Made ready between calls, so that no call waits for it.
        let mut stage = engine::Stage::set();
        match receive(&mut io::stdin()) {
            Ok(Some(ToWorker::Call { code, input, limits, fetch })) => {
                let done = stage.run(&code, &input, limits, fetch);
                if send(&mut output, &done).is_err() {
                    return ExitCode::FAILURE;
                }
            }
            Ok(None) => return ExitCode::SUCCESS,
            Ok(Some(ToWorker::Fetched { .. })) | Err(_) => return ExitCode::FAILURE,
        }
    }
}

/// Takes from this process everything but computing and its open pipes, for good. Tells what Landlock adds: `full`, `partial` or `none`. Public for
/// the test that plays a worker taken over by native code.
pub fn lock_down() -> Result<String, String> {
    lock::lock_down()
}
