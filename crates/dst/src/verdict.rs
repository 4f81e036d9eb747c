//! The promises, and what is said when one is broken.

use std::fmt;

/// A broken promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// Meta heard 200 for a delivery that is not stored.
    AcknowledgedNotStored(usize),
    /// A message took effect more than once, or was announced so.
    TwiceIn(u32),
    /// A message Meta has got 200 for never took effect.
    NeverIn(u32),
    /// A message was posted more than once.
    TwiceOut(usize),
    /// A worker posted for a message that was not its own any more.
    StalePost(usize),
    /// A worker wrote although somebody else has its work.
    StaleWrite(&'static str),
    /// A message left before an older one of its conversation.
    OutOfOrder(usize, usize),
    /// A status went backwards.
    Backwards(usize),
    /// A message has no end, or another than Meta's reports say.
    WrongEnd(usize, String),
    /// A screen missed an event or got one twice.
    Gap(u64, u64),
    /// After everything was quiet something was still going on.
    NeverEnds(String),
}

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AcknowledgedNotStored(delivery) => write!(formatter, "delivery {delivery} was acknowledged and is not stored"),
            Self::TwiceIn(message) => write!(formatter, "inbound message {message} took effect twice"),
            Self::NeverIn(message) => write!(formatter, "inbound message {message} was acknowledged and never took effect"),
            Self::TwiceOut(message) => write!(formatter, "message {message} was posted twice"),
            Self::StalePost(message) => write!(formatter, "message {message} was posted by a worker that had lost it"),
            Self::StaleWrite(what) => write!(formatter, "a worker that had lost {what} wrote to it"),
            Self::OutOfOrder(first, second) => write!(formatter, "message {second} left before message {first} of its conversation"),
            Self::Backwards(message) => write!(formatter, "the status of message {message} went backwards"),
            Self::WrongEnd(message, why) => write!(formatter, "message {message} ended wrong: {why}"),
            Self::Gap(last, next) => write!(formatter, "a screen got event {next} after event {last}"),
            Self::NeverEnds(what) => write!(formatter, "{what} never ended"),
        }
    }
}
