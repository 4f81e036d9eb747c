//! A task of a node: a state machine with a state for every place where the real code awaits. Between two steps anything may happen to its node.

pub(crate) mod call;
pub(crate) mod claim;
pub(crate) mod ingest;
pub(crate) mod receive;
pub(crate) mod reconcile;
pub(crate) mod send;

use crate::database::Transaction;
use crate::verdict::Broken;
use crate::world::{Around, World};

/// What a task wants next.
pub(crate) enum Wish {
    /// A transaction: it is staged now and committed at the next step.
    Stage(Transaction),
    /// Nothing now; ask again.
    Wait,
    /// The step is done.
    Go,
    /// The task has ended.
    End,
}

/// How a transaction ended, as far as the task hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heard {
    Committed,
    /// It was undone, or it was committed and nobody heard: the same error for the task.
    Failed,
}

/// What a task does.
#[derive(Debug)]
pub(crate) enum Kind {
    Call(call::Call),
    Claim(claim::Claim),
    Ingest(ingest::Ingest),
    Receive(receive::Receive),
    Reconcile(reconcile::Reconcile),
    Send(send::Send),
}

/// A task, with the transaction it has staged.
pub(crate) struct Task {
    pub(crate) number: u64,
    pub(crate) kind: Kind,
    pub(crate) staged: Option<Transaction>,
}

impl Kind {
    /// The next step.
    pub(crate) fn step(&mut self, world: &mut World, around: Around) -> Result<Wish, Broken> {
        match self {
            Self::Call(task) => Ok(task.step(world, around)),
            Self::Claim(task) => Ok(task.step(world, around)),
            Self::Ingest(task) => Ok(task.step(world, around)),
            Self::Receive(task) => task.step(world),
            Self::Reconcile(task) => Ok(task.step(world, around)),
            Self::Send(task) => task.step(world, around),
        }
    }

    /// What it makes of the end of its transaction; gives tasks that begin now.
    pub(crate) fn heard(&mut self, heard: Heard) -> (Vec<Self>, bool) {
        match self {
            Self::Call(task) => (Vec::new(), task.heard(heard)),
            Self::Claim(task) => (task.heard(heard), true),
            Self::Ingest(task) => {
                task.heard(heard);
                (Vec::new(), true)
            }
            Self::Receive(task) => (Vec::new(), task.heard(heard)),
            Self::Reconcile(_) => (Vec::new(), true),
            Self::Send(task) => (Vec::new(), task.heard(heard)),
        }
    }

    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Call(_) => "call",
            Self::Claim(_) => "claim",
            Self::Ingest(_) => "ingest",
            Self::Receive(_) => "receive",
            Self::Reconcile(_) => "reconcile",
            Self::Send(_) => "send",
        }
    }
}
