//! A client sends a message through the API, with an id of its own (`app/src/outbound/send.rs`).

use model::MessageStatus;

use super::{Heard, Wish};
use crate::database::{Send, State, Transaction};
use crate::world::{Around, World};

#[derive(Debug)]
pub(crate) struct Call {
    /// The client's id for the message.
    id: usize,
    conversation: usize,
    stored: bool,
}

impl Call {
    pub(crate) const fn new(id: usize, conversation: usize) -> Self {
        Self {
            id,
            conversation,
            stored: false,
        }
    }

    pub(super) fn step(&mut self, world: &mut World, around: Around) -> Wish {
        if self.stored {
            if !(world.faults && world.dice.permille(100)) {
                world.callers[self.id].answered = true;
            }
            return Wish::End;
        }
        let Some(locks) = world.lock_events(around, &[]) else {
            return Wish::Wait;
        };
        let (id, conversation) = (self.id, self.conversation);
        if world.database.tables.known_ids.contains_key(&id) {
            world.database.release(around.holder);
            self.stored = true;
            return Wish::Go;
        }
        let number = world.number();
        let now = around.clock;
        Wish::Stage(Transaction {
            locks,
            writes: vec![Box::new(move |tables| {
                if tables.known_ids.contains_key(&id) {
                    return Ok(());
                }
                tables.known_ids.insert(id, tables.sends.len());
                tables.sends.push(Send {
                    conversation,
                    state: State::Queued,
                    attempt: 0,
                    token: 0,
                    lease_until: 0,
                    next_attempt_at: now,
                    unknown_since: 0,
                    status: MessageStatus::Queued,
                    wamid: None,
                });
                tables.events.insert(number, None);
                Ok(())
            })],
        })
    }

    pub(super) fn heard(&mut self, heard: Heard) -> bool {
        self.stored = heard == Heard::Committed;
        self.stored
    }
}
