//! User JavaScript with time, memory and output limits, in a locked process of its own (docs/FUNCTIONS.md).
//!
//! The program that embeds this runs [`worker_main`] under a hidden subcommand, before it starts any thread, and gives its own command line to
//! [`Pool::start`]. A call goes to a worker that belongs to its tenant; what comes back is JSON text, never an object of the engine.

mod call;
mod pool;
mod protocol;
mod worker;

pub use call::{Call, Error, Failure, Fetch, Fetched, Host, Limits, LogLine, Output, Tenant};
pub use pool::{Config, Launch, Lock, Pool, Status};
pub use worker::{INSECURE_FLAG, lock_down, worker_main};
