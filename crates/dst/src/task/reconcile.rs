//! Messages whose worker vanished become unknown, and unknown ones that nothing confirms wait for a person (`app/src/outbound/reconcile.rs`).

use model::MessageStatus;

use super::Wish;
use crate::database::{Lock, State, Transaction};
use crate::mutation::Mutation;
use crate::world::{Around, World};

/// How long a report may take to tell.
const CONFIRM_WITHIN: u64 = 120_000;

#[derive(Debug, Default)]
pub(crate) struct Reconcile;

impl Reconcile {
    pub(super) fn step(&self, world: &mut World, around: Around) -> Wish {
        let clock = around.clock;
        let vanished = |state: State, lease_until: u64| state == State::Dispatching && lease_until < clock;
        let silent = |state: State, since: u64| state == State::Unknown && since + CONFIRM_WITHIN < clock;
        let found = world
            .database
            .tables
            .sends
            .iter()
            .position(|send| vanished(send.state, send.lease_until) || silent(send.state, send.unknown_since));
        let Some(id) = found else { return Wish::Wait };
        let Some(locks) = world.lock_events(around, &[Lock::Send(id)]) else {
            return Wish::Wait;
        };
        let (requeue, number) = (world.planted(Mutation::RequeueVanished), world.number());
        Wish::Stage(Transaction {
            locks,
            writes: vec![Box::new(move |tables| {
                let send = &mut tables.sends[id];
                if send.state == State::Dispatching {
                    send.token += 1;
                    send.lease_until = 0;
                    send.unknown_since = clock;
                    (send.state, send.status) = if requeue {
                        (State::Queued, MessageStatus::Queued)
                    } else {
                        (State::Unknown, MessageStatus::Unknown)
                    };
                } else {
                    send.state = State::Held;
                }
                tables.events.insert(number, None);
                Ok(())
            })],
        })
    }
}
