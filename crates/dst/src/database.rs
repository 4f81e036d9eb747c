//! The database: committed tables, row locks, and transactions that are staged first and committed later.

use std::collections::{BTreeMap, BTreeSet};

use model::MessageStatus;

use crate::verdict::Broken;

/// Something that one transaction at a time may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lock {
    Lane,
    Send(usize),
    Events,
}

/// Whoever stages a transaction.
pub(crate) type Holder = (usize, u64);

/// What a transaction will do when it is committed.
pub(crate) type Write = Box<dyn FnOnce(&mut Tables) -> Result<(), Broken>>;

/// A staged transaction: its locks are held, its writes not yet seen.
pub(crate) struct Transaction {
    pub(crate) locks: Vec<Lock>,
    pub(crate) writes: Vec<Write>,
}

/// A stored delivery.
#[derive(Debug, Clone)]
pub(crate) struct StoredDelivery {
    /// Which bytes.
    pub(crate) body: usize,
    pub(crate) items: Vec<Item>,
    pub(crate) done: bool,
}

/// An item of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Item {
    Message(u32),
    Status { wamid: u32, word: MessageStatus, opaque: usize },
}

/// An outbox row and its message.
#[derive(Debug, Clone)]
pub(crate) struct Send {
    pub(crate) conversation: usize,
    pub(crate) state: State,
    pub(crate) attempt: u32,
    pub(crate) token: u64,
    pub(crate) lease_until: u64,
    pub(crate) next_attempt_at: u64,
    pub(crate) unknown_since: u64,
    pub(crate) status: MessageStatus,
    pub(crate) wamid: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Queued,
    Dispatching,
    Unknown,
    Held,
    Accepted,
    Failed,
}

/// Everything that is committed.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub(crate) deliveries: Vec<StoredDelivery>,
    pub(crate) lane_token: u64,
    pub(crate) lane_until: u64,
    /// How often each inbound message took effect.
    pub(crate) inbound: BTreeMap<u32, u32>,
    pub(crate) sends: Vec<Send>,
    /// Ids that callers made.
    pub(crate) known_ids: BTreeMap<usize, usize>,
    /// Reports by wamid.
    pub(crate) statuses: BTreeMap<u32, BTreeSet<u8>>,
    /// Events of the workspace by number: which inbound message was announced, or nothing for an update.
    pub(crate) events: BTreeMap<u64, Option<u32>>,
}

/// The database with its locks.
#[derive(Default)]
pub(crate) struct Database {
    pub(crate) tables: Tables,
    locks: BTreeMap<Lock, Holder>,
    /// A sequence, for the mistake of using one.
    sequence: u64,
}

impl Database {
    /// Takes all of these or none.
    pub(crate) fn lock(&mut self, holder: Holder, locks: &[Lock]) -> bool {
        if locks.iter().any(|lock| self.locks.get(lock).is_some_and(|other| *other != holder)) {
            return false;
        }
        self.locks.extend(locks.iter().map(|lock| (*lock, holder)));
        true
    }

    /// Whether somebody holds it.
    pub(crate) fn is_locked(&self, lock: Lock) -> bool {
        self.locks.contains_key(&lock)
    }

    /// What this holder has is free again.
    pub(crate) fn release(&mut self, holder: Holder) {
        self.locks.retain(|_, other| *other != holder);
    }

    /// Everything a node held is free again: its connections are gone.
    pub(crate) fn release_node(&mut self, node: usize) {
        self.locks.retain(|_, (other, _)| *other != node);
    }

    /// Makes it seen.
    pub(crate) fn commit(&mut self, holder: Holder, transaction: Transaction) -> Result<(), Broken> {
        for write in transaction.writes {
            write(&mut self.tables)?;
        }
        self.release(holder);
        Ok(())
    }

    /// The next numbers of events: from the locked row, or (the mistake) from a sequence.
    pub(crate) fn numbers(&mut self, count: u64, from_sequence: bool) -> std::ops::Range<u64> {
        let last = self.tables.events.last_key_value().map_or(0, |(last, _)| *last);
        let first = if from_sequence { self.sequence.max(last) + 1 } else { last + 1 };
        self.sequence = first + count - 1;
        first..first + count
    }
}

impl Tables {
    /// The message with this wamid.
    pub(crate) fn by_wamid(&self, wamid: u32) -> Option<usize> {
        self.sends.iter().position(|send| send.wamid == Some(wamid))
    }

    /// Gives the message its wamid; reports that came first take effect.
    pub(crate) fn adopt(&mut self, id: usize, wamid: u32, forget_early: bool) {
        let early = self.statuses.get(&wamid).filter(|_| !forget_early);
        let status = early
            .into_iter()
            .flatten()
            .fold(MessageStatus::Accepted, |status, word| status.advance(word_of(*word)));
        let send = &mut self.sends[id];
        (send.state, send.wamid, send.status) = (State::Accepted, Some(wamid), status);
    }
}

/// Reports as they lie in a set.
pub(crate) fn code_of(word: MessageStatus) -> u8 {
    WORDS
        .iter()
        .position(|other| *other == word)
        .and_then(|at| u8::try_from(at).ok())
        .unwrap_or(0)
}

pub(crate) fn word_of(code: u8) -> MessageStatus {
    WORDS[usize::from(code)]
}

pub(crate) const WORDS: [MessageStatus; 5] = [
    MessageStatus::Sent,
    MessageStatus::Delivered,
    MessageStatus::Read,
    MessageStatus::Played,
    MessageStatus::Failed,
];
