//! A node: its tasks, whether it runs, and how far its clock is off.

use crate::task::claim::Claim;
use crate::task::ingest::Ingest;
use crate::task::reconcile::Reconcile;
use crate::task::{Kind, Task};

pub(crate) struct Node {
    pub(crate) up: bool,
    pub(crate) paused: bool,
    /// Milliseconds its clock is ahead.
    pub(crate) ahead: u64,
    pub(crate) tasks: Vec<Task>,
}

impl Node {
    pub(crate) const fn new(ahead: u64) -> Self {
        Self {
            up: true,
            paused: false,
            ahead,
            tasks: Vec::new(),
        }
    }

    /// What runs from the start: two that work deliveries off, one that claims messages, one that looks after the lost.
    pub(crate) fn workers() -> [Kind; 4] {
        [
            Kind::Ingest(Ingest::default()),
            Kind::Ingest(Ingest::default()),
            Kind::Claim(Claim::default()),
            Kind::Reconcile(Reconcile),
        ]
    }
}
