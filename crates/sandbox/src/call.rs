//! What is asked of a function, what it may use up, and what comes of it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// Whose code this is. A process serves one tenant and dies before it would serve another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tenant(pub [u8; 16]);

/// One run of a function.
#[derive(Clone)]
pub struct Call {
    pub tenant: Tenant,
    /// An ES module as source text, whose default export is the function; at most 256 KiB.
    pub code: Arc<str>,
    /// The argument, as JSON text; at most 1 MiB.
    pub input: String,
    pub limits: Limits,
    /// What `fetch` does; without it the function has none.
    pub host: Option<Arc<dyn Host>>,
}

/// What a run may use up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// From the start of the call to its end, waiting included; 1 ms to 30 s.
    pub time: Duration,
    /// Of JavaScript's heap; 1 to 128 MiB.
    pub memory_bytes: usize,
    /// Of the result, as JSON text.
    pub output_bytes: usize,
    /// Of everything written to the console; what is beyond is cut off, not an error.
    pub log_bytes: usize,
    /// Calls of `fetch`.
    pub fetches: u32,
}

/// The door to the network, on the server's side of the wall. It decides what may be reached; addresses in requests are the function's own words.
pub trait Host: Send + Sync {
    /// Answers one `fetch`, and returns before `until`. What goes wrong is a message for the function's author.
    fn fetch(&self, request: Fetch, until: Instant) -> Result<Fetched, String>;
}

/// What a function wants to fetch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fetch {
    pub url: String,
    pub method: String,
    pub headers: Vec<(String, String)>,
    pub body: Option<String>,
}

/// What it gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fetched {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

/// A run that ended well.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// What the function returned, as JSON text; `null` for nothing.
    pub json: String,
    pub logs: Vec<LogLine>,
    /// Some of the console was cut off.
    pub logs_cut: bool,
    pub took: Duration,
    /// JavaScript's heap at the end.
    pub memory_bytes: u64,
}

/// A line on the console.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogLine {
    /// `log`, `info`, `warn`, `error` or `debug`.
    pub level: String,
    pub text: String,
    /// Milliseconds since the call began.
    #[serde(default)]
    pub at_ms: u32,
}

/// A run that did not, with what it had written to the console until then (nothing if the process had to be killed).
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    pub error: Error,
    pub logs: Vec<LogLine>,
    pub logs_cut: bool,
    pub took: Duration,
}

/// Why a run did not end well.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The function threw; name, message and the lines of its own file.
    #[error("{name}: {message}")]
    Thrown { name: String, message: String, stack: String },
    /// Longer than its limit.
    #[error("the function took longer than {} ms", .0.as_millis())]
    TimedOut(Duration),
    /// More than its limit.
    #[error("the function needs more memory than it may have")]
    OutOfMemory,
    /// A promise that nothing will ever settle.
    #[error("the function waits for something that never happens; every promise must settle")]
    NeverSettles,
    /// The default export is missing or is no function.
    #[error("the code has no function as its default export: export default function (input) {{ … }}")]
    NoFunction,
    /// A result that is too long.
    #[error("the result has {bytes} bytes; {most} is the most")]
    OutputTooLarge { bytes: usize, most: usize },
    /// The process died: memory or stack beyond all limits, or an attempt at something it must not do.
    #[error("the function's process ended by itself ({0})")]
    Crashed(String),
    /// The process said something that no worker says. It was killed.
    #[error("the function's process broke the rules of conversation: {0}")]
    Protocol(String),
    /// The call itself is not acceptable.
    #[error("{0}")]
    Invalid(String),
    /// Too many calls are waiting; try again soon.
    #[error("too many functions are waiting to run")]
    Busy,
    /// Functions cannot run here, and why.
    #[error("functions are off: {0}")]
    Unavailable(String),
}

/// Code longer than this is a library, not a function.
pub(crate) const MAX_CODE_BYTES: usize = 256 * 1024;
pub(crate) const MAX_INPUT_BYTES: usize = 1024 * 1024;
const MAX_TIME: Duration = Duration::from_secs(30);
const MIB: usize = 1024 * 1024;

impl Default for Limits {
    fn default() -> Self {
        Self {
            time: Duration::from_secs(1),
            memory_bytes: 32 * MIB,
            output_bytes: 256 * 1024,
            log_bytes: 64 * 1024,
            fetches: 10,
        }
    }
}

impl Call {
    pub(crate) fn check(&self) -> Result<(), Error> {
        let limits = &self.limits;
        let refuse = |says: &str| Err(Error::Invalid(says.to_owned()));
        if self.code.len() > MAX_CODE_BYTES {
            return refuse("the code has more than 256 KiB");
        }
        if self.input.len() > MAX_INPUT_BYTES {
            return refuse("the input has more than 1 MiB");
        }
        if limits.time < Duration::from_millis(1) || limits.time > MAX_TIME {
            return refuse("the time limit must be between 1 ms and 30 s");
        }
        if limits.memory_bytes < MIB || limits.memory_bytes > 128 * MIB {
            return refuse("the memory limit must be between 1 and 128 MiB");
        }
        if limits.output_bytes > MIB || limits.log_bytes > MIB {
            return refuse("result and logs are limited to 1 MiB each");
        }
        Ok(())
    }
}
