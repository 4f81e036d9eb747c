//! The worker that empties the outbox takes what is due (`app/src/outbound/worker.rs`, `store/src/outbox.rs`).

use super::{Heard, Kind, Wish, send};
use crate::database::{Lock, State, Tables, Transaction};
use crate::mutation::Mutation;
use crate::world::{Around, LEASE, World};

/// Most messages taken at once.
const MOST: usize = 3;

#[derive(Debug, Default)]
pub(crate) struct Claim {
    /// What the staged transaction takes: message, token, when.
    taking: Vec<(usize, u64, u64)>,
}

impl Claim {
    pub(super) fn step(&mut self, world: &mut World, around: Around) -> Wish {
        let ignore_order = world.planted(Mutation::IgnoreOrder);
        let free = |id: &usize| !world.database.is_locked(Lock::Send(*id));
        let due: Vec<usize> = due(&world.database.tables, around.clock, ignore_order)
            .into_iter()
            .filter(free)
            .take(MOST)
            .collect();
        if due.is_empty() {
            return Wish::Wait;
        }
        let locks: Vec<Lock> = due.iter().map(|id| Lock::Send(*id)).collect();
        if !world.database.lock(around.holder, &locks) {
            return Wish::Wait;
        }
        let (until, now) = (around.clock + LEASE, world.now);
        self.taking = due.iter().map(|id| (*id, world.database.tables.sends[*id].token + 1, now)).collect();
        Wish::Stage(Transaction {
            locks,
            writes: vec![Box::new(move |tables| {
                for id in due {
                    let send = &mut tables.sends[id];
                    send.token += 1;
                    send.lease_until = until;
                }
                Ok(())
            })],
        })
    }

    pub(super) fn heard(&mut self, heard: Heard) -> Vec<Kind> {
        let taken = std::mem::take(&mut self.taking);
        match heard {
            Heard::Committed => taken
                .into_iter()
                .map(|(id, token, at)| Kind::Send(send::Send::new(id, token, at)))
                .collect(),
            Heard::Failed => Vec::new(),
        }
    }
}

/// Queued, due, not leased, and no older message of the conversation still open.
fn due(tables: &Tables, clock: u64, ignore_order: bool) -> Vec<usize> {
    let open = |state| matches!(state, State::Queued | State::Dispatching);
    let sends = tables.sends.iter().enumerate();
    sends
        .filter(|(id, send)| {
            let older = || {
                tables.sends[..*id]
                    .iter()
                    .any(|older| older.conversation == send.conversation && open(older.state))
            };
            send.state == State::Queued && send.next_attempt_at <= clock && send.lease_until <= clock && (ignore_order || !older())
        })
        .map(|(id, _)| id)
        .collect()
}
