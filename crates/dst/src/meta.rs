//! Meta: delivers until it hears 200, takes posts and reports on them, and keeps the ledger.

use std::collections::{BTreeMap, BTreeSet};

use model::MessageStatus;

use crate::database::{Item, WORDS};
use crate::dice::Dice;

/// A delivery on its way.
#[derive(Debug, Clone)]
pub(crate) struct Delivery {
    /// Which bytes: a repetition has the same.
    pub(crate) body: usize,
    pub(crate) items: Vec<Item>,
    pub(crate) acknowledged: bool,
}

/// How a post ended, as far as the caller hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// 200 with this wamid.
    Taken(u32),
    /// Taken or not: nobody heard.
    Lost,
    /// Nothing left.
    NotSent,
    /// A definite refusal.
    Refused,
    /// "Later".
    Busy,
}

#[derive(Debug, Default)]
pub(crate) struct Meta {
    pub(crate) deliveries: Vec<Delivery>,
    /// How often each message was taken.
    pub(crate) posts: BTreeMap<usize, u32>,
    pub(crate) refused: BTreeSet<usize>,
    /// Messages in the order in which they were taken.
    pub(crate) order: Vec<usize>,
    /// What was reported of each message, by message.
    pub(crate) reported: BTreeMap<usize, Vec<MessageStatus>>,
    next_message: u32,
    next_wamid: u32,
    recent: Vec<Item>,
}

impl Meta {
    /// A customer writes.
    pub(crate) fn customer_writes(&mut self, dice: &mut Dice) {
        self.next_message += 1;
        self.report(Item::Message(self.next_message), dice);
    }

    /// How many messages customers wrote.
    pub(crate) fn written(&self) -> u32 {
        self.next_message
    }

    /// Puts an item into a delivery, perhaps again into another, perhaps together with recent ones.
    fn report(&mut self, item: Item, dice: &mut Dice) {
        self.recent.push(item.clone());
        self.deliver(vec![item.clone()]);
        if dice.permille(150) {
            let mut items = vec![item];
            for _ in 0..1 + dice.below(3) {
                let other = self.recent[dice.below(self.recent.len())].clone();
                items.insert(dice.below(items.len() + 1), other);
            }
            self.deliver(items);
        }
        if dice.permille(150) {
            let again = self.deliveries[dice.below(self.deliveries.len())].clone();
            self.deliveries.push(Delivery {
                acknowledged: false,
                ..again
            });
        }
    }

    fn deliver(&mut self, items: Vec<Item>) {
        self.deliveries.push(Delivery {
            body: self.deliveries.len(),
            items,
            acknowledged: false,
        });
    }

    /// A call arrives. With faults on, the answer may be lost or spoiled after the message was taken.
    pub(crate) fn post(&mut self, message: usize, faults: bool, dice: &mut Dice) -> Answer {
        if faults {
            match dice.below(100) {
                0..4 => return Answer::NotSent,
                4..7 => {
                    self.refused.insert(message);
                    return Answer::Refused;
                }
                7..11 => return Answer::Busy,
                _ => {}
            }
        }
        *self.posts.entry(message).or_default() += 1;
        self.order.push(message);
        self.next_wamid += 1;
        let wamid = self.next_wamid;
        // Some phones never show anything; most do, in this order at Meta and in any order on the way.
        if !dice.permille(100) {
            let mut words = WORDS[..1 + dice.below(4)].to_vec();
            if dice.permille(50) {
                words.push(MessageStatus::Failed);
            }
            for word in words {
                self.reported.entry(message).or_default().push(word);
                let status = Item::Status {
                    wamid,
                    word,
                    opaque: message,
                };
                self.report(status, dice);
            }
        }
        if faults && dice.permille(150) {
            Answer::Lost
        } else {
            Answer::Taken(wamid)
        }
    }
}
