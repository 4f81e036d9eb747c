//! The pool's ends of a worker's pipes: nothing here waits longer than it was told to.

use std::io::{self, Read as _, Write as _};
use std::os::fd::AsFd;
use std::process::{ChildStdin, ChildStdout};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

/// What may go wrong on a pipe.
#[derive(Debug)]
pub(super) enum Trouble {
    TimedOut,
    /// The worker is gone.
    Ended,
    TooLong(usize),
    Stopped,
    Io(io::Error),
}

/// How often a wait looks whether the pool stops.
const LOOK: Duration = Duration::from_millis(50);

/// Waits for a pipe, at most until then.
fn wait(pipe: &impl AsFd, what: PollFlags, until: Instant, stopping: &impl Fn() -> bool) -> Result<(), Trouble> {
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Trouble::TimedOut);
        }
        let step = Timespec::try_from(left.min(LOOK)).map_err(|_| Trouble::TimedOut)?;
        match poll(&mut [PollFd::new(pipe, what)], Some(&step)) {
            Ok(0) if stopping() => return Err(Trouble::Stopped),
            Ok(0) | Err(rustix::io::Errno::INTR) => {}
            Ok(_) => return Ok(()),
            Err(error) => return Err(Trouble::Io(error.into())),
        }
    }
}

/// Writes everything, or gives up.
pub(super) fn write(pipe: &mut ChildStdin, mut bytes: &[u8], until: Instant, stopping: &impl Fn() -> bool) -> Result<(), Trouble> {
    while !bytes.is_empty() {
        match pipe.write(bytes) {
            Ok(0) => return Err(Trouble::Ended),
            Ok(count) => bytes = &bytes[count..],
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => wait(pipe, PollFlags::OUT, until, stopping)?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Err(Trouble::Ended),
            Err(error) => return Err(Trouble::Io(error)),
        }
    }
    Ok(())
}

/// Reads one message's bytes. Memory grows with what has really come, not with what a length claims.
pub(super) fn read(pipe: &mut ChildStdout, most: usize, until: Instant, stopping: &impl Fn() -> bool) -> Result<Vec<u8>, Trouble> {
    let mut length = Vec::new();
    fill(pipe, &mut length, 4, until, stopping)?;
    let claimed = u32::from_le_bytes(length.try_into().expect("four bytes were read"));
    let claimed = usize::try_from(claimed).unwrap_or(usize::MAX);
    if claimed > most {
        return Err(Trouble::TooLong(claimed));
    }
    let mut bytes = Vec::new();
    fill(pipe, &mut bytes, claimed, until, stopping)?;
    Ok(bytes)
}

fn fill(pipe: &mut ChildStdout, bytes: &mut Vec<u8>, wanted: usize, until: Instant, stopping: &impl Fn() -> bool) -> Result<(), Trouble> {
    let mut space = [0; 64 * 1024];
    while bytes.len() < wanted {
        let room = (wanted - bytes.len()).min(space.len());
        match pipe.read(&mut space[..room]) {
            Ok(0) => return Err(Trouble::Ended),
            Ok(count) => bytes.extend_from_slice(&space[..count]),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => wait(pipe, PollFlags::IN, until, stopping)?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Trouble::Io(error)),
        }
    }
    Ok(())
}
