//! One claimed message: the record that it leaves, the call, and what came of it (`app/src/outbound/dispatch.rs`, `store/src/outbox/settle.rs`).

use model::MessageStatus;

use super::{Heard, Wish};
use crate::database::{Lock, State, Tables, Transaction};
use crate::meta::Answer;
use crate::mutation::Mutation;
use crate::verdict::Broken;
use crate::world::{Around, CALL, LEASE, World};

#[derive(Debug)]
pub(crate) struct Send {
    id: usize,
    token: u64,
    /// When the lease was asked for.
    taken_at: u64,
    at: At,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Record,
    Post,
    Settle(Answer),
    /// The mistake: the call came first.
    RecordAfter(Answer),
}

impl Send {
    pub(crate) const fn new(id: usize, token: u64, taken_at: u64) -> Self {
        Self {
            id,
            token,
            taken_at,
            at: At::Record,
        }
    }

    pub(super) fn step(&mut self, world: &mut World, around: Around) -> Result<Wish, Broken> {
        match self.at {
            At::Record if world.planted(Mutation::PostBeforeRecord) => {
                let answer = post(world, self.id)?;
                self.at = At::RecordAfter(answer);
                Ok(Wish::Go)
            }
            At::Record | At::RecordAfter(_) => Ok(self.record(world, around)),
            At::Post => self.post(world),
            At::Settle(answer) => Ok(self.settle(world, around, answer)),
        }
    }

    /// "About to leave", only while the lease is ours.
    fn record(&self, world: &mut World, around: Around) -> Wish {
        let locks = vec![Lock::Send(self.id)];
        if !world.database.lock(around.holder, &locks) {
            return Wish::Wait;
        }
        let send = &world.database.tables.sends[self.id];
        let ours = send.token == self.token && send.state == State::Queued;
        if !ours && !world.planted(Mutation::DropSendFence) {
            world.database.release(around.holder);
            return Wish::End;
        }
        let id = self.id;
        Wish::Stage(Transaction {
            locks,
            writes: vec![Box::new(move |tables| {
                let send = &mut tables.sends[id];
                send.state = State::Dispatching;
                send.attempt += 1;
                send.status = MessageStatus::Sending;
                Ok(())
            })],
        })
    }

    /// The call, unless the lease might end before it does.
    fn post(&mut self, world: &mut World) -> Result<Wish, Broken> {
        if world.now.saturating_sub(self.taken_at) + CALL > LEASE && !world.planted(Mutation::DropLeaseGuard) {
            self.at = At::Settle(Answer::NotSent);
            return Ok(Wish::Go);
        }
        let send = &world.database.tables.sends[self.id];
        if send.state != State::Dispatching || send.token != self.token {
            return Err(Broken::StalePost(self.id));
        }
        self.at = At::Settle(post(world, self.id)?);
        Ok(Wish::Go)
    }

    fn settle(&self, world: &mut World, around: Around, answer: Answer) -> Wish {
        let Some(locks) = world.lock_events(around, &[Lock::Send(self.id)]) else {
            return Wish::Wait;
        };
        let send = &world.database.tables.sends[self.id];
        let ours = send.token == self.token && matches!(send.state, State::Queued | State::Dispatching);
        let answered = send.state == State::Unknown || (ours && send.state == State::Dispatching);
        let takes = if matches!(answer, Answer::Taken(_)) { answered } else { ours };
        if !takes {
            world.database.release(around.holder);
            return Wish::End;
        }
        let retry_lost = world.planted(Mutation::RetryLostAnswer);
        let forget_early = world.planted(Mutation::ForgetEarlyStatus);
        let (id, clock, number) = (self.id, around.clock, world.number());
        Wish::Stage(Transaction {
            locks,
            writes: vec![Box::new(move |tables| {
                match answer {
                    Answer::Taken(wamid) => tables.adopt(id, wamid, forget_early),
                    Answer::Refused => end(tables, id, State::Failed, MessageStatus::Failed),
                    Answer::Lost if !retry_lost => {
                        end(tables, id, State::Unknown, MessageStatus::Unknown);
                        tables.sends[id].unknown_since = clock;
                    }
                    Answer::Lost | Answer::NotSent | Answer::Busy => {
                        end(tables, id, State::Queued, MessageStatus::Queued);
                        (tables.sends[id].next_attempt_at, tables.sends[id].lease_until) = (clock + 2_000, 0);
                    }
                }
                tables.events.insert(number, None);
                Ok(())
            })],
        })
    }

    pub(super) fn heard(&mut self, heard: Heard) -> bool {
        let next = match self.at {
            At::Record => At::Post,
            At::RecordAfter(answer) => At::Settle(answer),
            At::Post | At::Settle(_) => return false,
        };
        self.at = next;
        heard == Heard::Committed
    }
}

fn end(tables: &mut Tables, id: usize, state: State, status: MessageStatus) {
    (tables.sends[id].state, tables.sends[id].status) = (state, status);
}

/// Meta takes it or not; the ledger is looked at at once.
fn post(world: &mut World, id: usize) -> Result<Answer, Broken> {
    let faults = world.faults;
    let answer = world.meta.post(id, faults, &mut world.dice);
    if world.meta.posts.get(&id).is_some_and(|posts| *posts > 1) {
        return Err(Broken::TwiceOut(id));
    }
    let conversation = world.database.tables.sends[id].conversation;
    let newer = world
        .meta
        .order
        .iter()
        .find(|other| **other > id && world.database.tables.sends[**other].conversation == conversation);
    match newer {
        Some(newer) => Err(Broken::OutOfOrder(id, *newer)),
        None => Ok(answer),
    }
}
