//! A webhook comes in: stored first, answered then (`server/src/meta/receive.rs`, `store/src/writer.rs`).

use super::{Heard, Wish};
use crate::database::{StoredDelivery, Transaction};
use crate::mutation::Mutation;
use crate::verdict::Broken;
use crate::world::World;

#[derive(Debug)]
pub(crate) struct Receive {
    pub(crate) delivery: usize,
    stored: bool,
}

impl Receive {
    pub(crate) const fn new(delivery: usize) -> Self {
        Self { delivery, stored: false }
    }

    pub(super) fn step(&mut self, world: &mut World) -> Result<Wish, Broken> {
        if self.stored {
            return self.answer(world).map(|()| Wish::End);
        }
        if world.planted(Mutation::AcknowledgeEarly) {
            self.answer(world)?;
        }
        let delivery = world.meta.deliveries[self.delivery].clone();
        Ok(Wish::Stage(Transaction {
            locks: Vec::new(),
            writes: vec![Box::new(move |tables| {
                // Unique by hash of the bytes.
                if !tables.deliveries.iter().any(|stored| stored.body == delivery.body) {
                    tables.deliveries.push(StoredDelivery {
                        body: delivery.body,
                        items: delivery.items,
                        done: false,
                    });
                }
                Ok(())
            })],
        }))
    }

    /// 200, which may get lost.
    fn answer(&self, world: &mut World) -> Result<(), Broken> {
        if world.faults && world.dice.permille(100) {
            return Ok(());
        }
        let delivery = &mut world.meta.deliveries[self.delivery];
        delivery.acknowledged = true;
        let body = delivery.body;
        let stored = world.database.tables.deliveries.iter().any(|stored| stored.body == body);
        if stored {
            Ok(())
        } else {
            Err(Broken::AcknowledgedNotStored(self.delivery))
        }
    }

    pub(super) fn heard(&mut self, heard: Heard) -> bool {
        self.stored = heard == Heard::Committed;
        self.stored
    }
}
