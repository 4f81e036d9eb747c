//! Stored deliveries take effect: the lane is claimed, statuses look for their messages, and one transaction does everything (`app/src/ingest/process.rs`).

use std::collections::{BTreeMap, BTreeSet};

use model::MessageStatus;

use super::{Heard, Wish};
use crate::database::{Item, Lock, State, Tables, Transaction, Write, code_of};
use crate::mutation::Mutation;
use crate::verdict::Broken;
use crate::world::{Around, LANE_LEASE, World};

/// Most deliveries in one transaction.
const BATCH: usize = 4;

#[derive(Debug, Default)]
pub(crate) struct Ingest {
    at: At,
}

#[derive(Debug, Default)]
enum At {
    #[default]
    Idle,
    Claiming {
        token: u64,
        deliveries: Vec<usize>,
    },
    /// The lane is ours, as far as we know.
    Claimed {
        token: u64,
        deliveries: Vec<usize>,
    },
    /// Messages that statuses name were looked up, without waiting for anybody.
    Looked {
        token: u64,
        deliveries: Vec<usize>,
        known: BTreeMap<u32, Option<usize>>,
        finished: bool,
    },
    Applying,
    /// The mistake: deliveries are done before they take effect.
    FinishingFirst {
        token: u64,
        deliveries: Vec<usize>,
        known: BTreeMap<u32, Option<usize>>,
    },
}

/// What an item comes to.
enum Effect {
    Announce(u32),
    Advance(usize, MessageStatus),
    Accept(usize, u32),
}

impl Ingest {
    pub(super) fn step(&mut self, world: &mut World, around: Around) -> Wish {
        match std::mem::take(&mut self.at) {
            At::Idle => self.claim(world, around),
            At::Claimed { token, deliveries } => {
                let known = look(&world.database.tables, &deliveries);
                self.at = At::Looked {
                    token,
                    deliveries,
                    known,
                    finished: false,
                };
                Wish::Go
            }
            At::Looked {
                token,
                deliveries,
                known,
                finished,
            } => self.apply(world, around, token, deliveries, known, finished),
            At::Claiming { .. } | At::Applying | At::FinishingFirst { .. } => Wish::Go,
        }
    }

    fn claim(&mut self, world: &mut World, around: Around) -> Wish {
        let tables = &world.database.tables;
        let waiting: Vec<usize> = (0..tables.deliveries.len())
            .filter(|at| !tables.deliveries[*at].done)
            .take(BATCH)
            .collect();
        if waiting.is_empty() || tables.lane_until > world.now || !world.database.lock(around.holder, &[Lock::Lane]) {
            return Wish::Wait;
        }
        let (token, until) = (world.database.tables.lane_token + 1, world.now + LANE_LEASE);
        self.at = At::Claiming { token, deliveries: waiting };
        Wish::Stage(Transaction {
            locks: vec![Lock::Lane],
            writes: vec![Box::new(move |tables| {
                (tables.lane_token, tables.lane_until) = (token, until);
                Ok(())
            })],
        })
    }

    fn apply(
        &mut self,
        world: &mut World,
        around: Around,
        token: u64,
        deliveries: Vec<usize>,
        mut known: BTreeMap<u32, Option<usize>>,
        finished: bool,
    ) -> Wish {
        let rows = rows(&world.database.tables, &deliveries);
        let locks: Vec<Lock> = [Lock::Lane].into_iter().chain(rows.iter().map(|id| Lock::Send(*id))).collect();
        let Some(locks) = world.lock_events(around, &locks) else {
            self.at = At::Looked {
                token,
                deliveries,
                known,
                finished,
            };
            return Wish::Wait;
        };
        if world.database.tables.lane_token != token && !world.planted(Mutation::DropLaneFence) {
            world.database.release(around.holder);
            return Wish::Go;
        }
        // Whoever waited for the row of a sender finds what the sender wrote.
        if !world.planted(Mutation::LookOnce) {
            known = look(&world.database.tables, &deliveries);
        }
        let fence: Write = Box::new(move |tables| {
            if tables.lane_token == token {
                Ok(())
            } else {
                Err(Broken::StaleWrite("the lane"))
            }
        });
        let done = deliveries.clone();
        let finish: Write = Box::new(move |tables| {
            for at in done {
                tables.deliveries[at].done = true;
            }
            tables.lane_until = 0;
            Ok(())
        });
        if world.planted(Mutation::FinishFirst) && !finished {
            self.at = At::FinishingFirst { token, deliveries, known };
            return Wish::Stage(Transaction { locks, writes: vec![finish] });
        }
        let mut writes = vec![fence];
        let (effects, reports) = effects(world, &deliveries, &known);
        writes.push(Box::new(move |tables| {
            for (wamid, code) in reports {
                tables.statuses.entry(wamid).or_default().insert(code);
            }
            Ok(())
        }));
        let (last_wins, forget_early) = (world.planted(Mutation::LastStatusWins), world.planted(Mutation::ForgetEarlyStatus));
        for effect in effects {
            let number = world.number();
            writes.push(Box::new(move |tables| effect.write(tables, number, last_wins, forget_early)));
        }
        writes.push(finish);
        self.at = At::Applying;
        Wish::Stage(Transaction { locks, writes })
    }

    pub(super) fn heard(&mut self, heard: Heard) {
        self.at = match (std::mem::take(&mut self.at), heard) {
            (At::Claiming { token, deliveries }, Heard::Committed) => At::Claimed { token, deliveries },
            (At::FinishingFirst { token, deliveries, known }, Heard::Committed) => At::Looked {
                token,
                deliveries,
                known,
                finished: true,
            },
            (At::Idle | At::Claiming { .. } | At::Claimed { .. } | At::Looked { .. } | At::Applying | At::FinishingFirst { .. }, _) => At::Idle,
        };
    }
}

/// The messages that statuses name, by wamid.
fn look(tables: &Tables, deliveries: &[usize]) -> BTreeMap<u32, Option<usize>> {
    statuses(tables, deliveries).map(|(wamid, ..)| (wamid, tables.by_wamid(wamid))).collect()
}

/// The outbox rows that statuses may touch.
fn rows(tables: &Tables, deliveries: &[usize]) -> BTreeSet<usize> {
    statuses(tables, deliveries).map(|(_, _, opaque)| opaque).collect()
}

fn statuses<'t>(tables: &'t Tables, deliveries: &'t [usize]) -> impl Iterator<Item = (u32, MessageStatus, usize)> + 't {
    let items = deliveries.iter().flat_map(|at| &tables.deliveries[*at].items);
    items.filter_map(|item| match item {
        Item::Status { wamid, word, opaque } => Some((*wamid, *word, *opaque)),
        Item::Message(_) => None,
    })
}

/// What the items come to, and the reports to write down. Everything looked at is locked.
fn effects(world: &World, deliveries: &[usize], known: &BTreeMap<u32, Option<usize>>) -> (Vec<Effect>, Vec<(u32, u8)>) {
    let tables = &world.database.tables;
    let forget = world.planted(Mutation::ForgetWamids);
    let (mut effects, mut reports, mut seen, mut settled) = (Vec::new(), Vec::new(), BTreeSet::new(), BTreeMap::new());
    for item in deliveries.iter().flat_map(|at| &tables.deliveries[*at].items) {
        match item {
            Item::Message(message) => {
                if forget || (!tables.inbound.contains_key(message) && seen.insert(*message)) {
                    effects.push(Effect::Announce(*message));
                }
            }
            Item::Status { wamid, word, opaque } => {
                let report = (*wamid, code_of(*word));
                if tables.statuses.get(wamid).is_some_and(|known| known.contains(&report.1)) || reports.contains(&report) {
                    continue;
                }
                reports.push(report);
                let open = matches!(tables.sends[*opaque].state, State::Dispatching | State::Unknown | State::Held);
                match known.get(wamid).copied().flatten().or_else(|| settled.get(wamid).copied()) {
                    Some(id) => effects.push(Effect::Advance(id, *word)),
                    None if open => {
                        settled.insert(*wamid, *opaque);
                        effects.push(Effect::Accept(*opaque, *wamid));
                    }
                    // It waits until the sender's answer gives the message this wamid.
                    None => {}
                }
            }
        }
    }
    (effects, reports)
}

impl Effect {
    fn write(self, tables: &mut Tables, number: u64, last_wins: bool, forget_early: bool) -> Result<(), Broken> {
        let announced = match self {
            Self::Announce(message) => {
                let count = tables.inbound.entry(message).or_default();
                *count += 1;
                if *count > 1 {
                    return Err(Broken::TwiceIn(message));
                }
                Some(message)
            }
            Self::Advance(id, word) => {
                let send = &mut tables.sends[id];
                let next = if last_wins { word } else { send.status.advance(word) };
                if next != send.status && send.status.advance(next) != next {
                    return Err(Broken::Backwards(id));
                }
                send.status = next;
                None
            }
            Self::Accept(id, wamid) => {
                tables.sends[id].token += 1;
                tables.adopt(id, wamid, forget_early);
                None
            }
        };
        tables.events.insert(number, announced);
        Ok(())
    }
}
