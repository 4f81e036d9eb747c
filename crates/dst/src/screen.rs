//! A screen: it knows the number of its last event, and asks a node for what came after.

use std::collections::BTreeMap;

use crate::database::Tables;
use crate::verdict::Broken;

#[derive(Debug, Default)]
pub(crate) struct Screen {
    pub(crate) last: u64,
    /// How often each inbound message was announced to it.
    pub(crate) announced: BTreeMap<u32, u32>,
    /// What a node read for it and has not handed over yet.
    pub(crate) on_the_way: Vec<(u64, Option<u32>)>,
}

impl Screen {
    /// A node reads what came after the last number.
    pub(crate) fn read(&mut self, tables: &Tables, most: usize) {
        self.on_the_way = tables
            .events
            .range(self.last + 1..)
            .take(most)
            .map(|(number, event)| (*number, *event))
            .collect();
    }

    /// What was read arrives.
    pub(crate) fn arrive(&mut self) -> Result<(), Broken> {
        for (number, event) in std::mem::take(&mut self.on_the_way) {
            if number != self.last + 1 {
                return Err(Broken::Gap(self.last, number));
            }
            self.last = number;
            if let Some(message) = event {
                *self.announced.entry(message).or_default() += 1;
            }
        }
        Ok(())
    }

    /// The connection breaks: what was on the way is lost, the number stays.
    pub(crate) fn cut(&mut self) {
        self.on_the_way.clear();
    }
}
