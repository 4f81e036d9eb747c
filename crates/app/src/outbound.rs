//! Outgoing messages: decide, queue, send, and find out what became of them.
//!
//! A message is stored and queued in one transaction, and a worker sends it. By default nothing is posted twice when the first post might have
//! reached Meta: every message ends as accepted, failed or unknown, and an unknown one settles itself as soon as Meta reports anything about it.

mod automated;
mod breaker;
mod dispatch;
mod gate;
mod learn;
mod opaque;
mod pace;
mod react;
mod receipts;
mod recent;
mod reconcile;
mod resolve;
mod schedule;
mod send;
mod typing;
mod undo;
mod verdict;
mod worker;

pub(crate) use automated::AutomatedMessage;
pub use automated::AutomatedRequest;
pub use pace::{OrphanStatusView, PaceView};
pub use receipts::ReceiptOccasion;
pub(crate) use recent::Recent;
pub use resolve::Resolution;
pub use schedule::ScheduledPatch;
pub use send::{Queued, SendRequest};
pub use undo::UndoneMessage;
pub(crate) use worker::{is_busy, run};

use crate::App;

/// What can be done with outgoing messages.
#[derive(Debug, Clone, Copy)]
pub struct Outbound<'a> {
    app: &'a App,
}

impl App {
    /// Outgoing messages.
    #[must_use]
    pub fn outbound(&self) -> Outbound<'_> {
        Outbound { app: self }
    }
}
