//! What goes through the two pipes between a pool and a worker: a length of four bytes, then JSON. The pool trusts nothing it reads.

use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::call::{Fetch, Fetched, Limits, LogLine};

/// The most that a worker may say at once: result, logs, and their escapes.
pub(crate) const MAX_FROM_WORKER: usize = 16 * 1024 * 1024;
/// The most that a worker reads at once: code, input or a fetched body, and their escapes.
pub(crate) const MAX_TO_WORKER: usize = 16 * 1024 * 1024;

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum ToWorker {
    Call {
        code: String,
        input: String,
        limits: Limits,
        fetch: bool,
    },
    Fetched {
        reply: Result<Fetched, String>,
    },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum FromWorker {
    /// Locked, and waiting for a call.
    Ready {
        landlock: String,
    },
    /// Cannot lock itself up, and why.
    Refused {
        why: String,
    },
    Fetch {
        request: Fetch,
    },
    Done {
        outcome: Outcome,
        logs: Vec<LogLine>,
        logs_cut: bool,
        memory_bytes: u64,
    },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Outcome {
    Json(String),
    Thrown { name: String, message: String, stack: String },
    TimedOut,
    OutOfMemory,
    NeverSettles,
    NoFunction,
    OutputTooLarge(usize),
}

/// The bytes of a message.
pub(crate) fn frame(message: &impl Serialize) -> Vec<u8> {
    let mut bytes = vec![0; 4];
    serde_json::to_writer(&mut bytes, message).expect("messages are made of texts and numbers");
    let length = u32::try_from(bytes.len() - 4).expect("messages are limited to some megabytes");
    bytes[..4].copy_from_slice(&length.to_le_bytes());
    bytes
}

/// Worker's side: waits for the next message; nothing at the end of the pipe.
pub(crate) fn receive<M: DeserializeOwned>(pipe: &mut impl Read) -> io::Result<Option<M>> {
    let mut length = [0; 4];
    match pipe.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
    if length > MAX_TO_WORKER {
        return Err(io::Error::other("a message is too long"));
    }
    let mut bytes = vec![0; length];
    pipe.read_exact(&mut bytes)?;
    Ok(Some(serde_json::from_slice(&bytes)?))
}

/// Worker's side.
pub(crate) fn send(pipe: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    pipe.write_all(&frame(message))?;
    pipe.flush()
}
