//! Letting go of webhooks that were held back.

use serde::Deserialize;

use crate::{faults::Fault, world::World};

/// How held webhooks go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Release {
    /// In which order.
    pub order: Order,
    /// Items per POST.
    pub batch: usize,
}

/// The order of released webhooks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// As they happened.
    #[default]
    Queued,
    /// The last first.
    Reversed,
    /// Any.
    Shuffled,
}

/// What went out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Released {
    pub(crate) items: usize,
    pub(crate) posts: usize,
}

impl Default for Release {
    fn default() -> Self {
        Self {
            order: Order::Queued,
            batch: 1,
        }
    }
}

impl Release {
    /// One by one, the last first.
    pub fn reversed() -> Self {
        Self {
            order: Order::Reversed,
            ..Self::default()
        }
    }

    /// One by one, in any order.
    pub fn shuffled() -> Self {
        Self {
            order: Order::Shuffled,
            ..Self::default()
        }
    }

    /// So many items in each POST.
    pub fn in_batches(self, batch: usize) -> Self {
        Self { batch, ..self }
    }
}

impl World {
    /// Sends everything that is held and stops holding.
    pub(crate) fn release(&mut self, release: Release) -> Released {
        self.faults.retain(|rule| rule.fault != Fault::Hold);
        let mut released = Released { items: 0, posts: 0 };
        for business in &mut self.businesses {
            let mut items = std::mem::take(&mut business.post.held);
            released.items += items.len();
            match release.order {
                Order::Queued => {}
                Order::Reversed => items.reverse(),
                Order::Shuffled => self.random.shuffle(&mut items),
            }
            let groups = items.chunks(release.batch.max(1)).map(<[_]>::to_vec);
            let before = self.released.len();
            self.released.extend(groups);
            released.posts += self.released.len() - before;
        }
        self.ledger.webhooks.held = 0;
        released
    }
}
