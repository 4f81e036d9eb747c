//! The log of webhook deliveries: the last ones, with every attempt.

use std::collections::{HashMap, VecDeque};

use serde::Serialize;

use crate::clock::Time;

/// One webhook POST and its attempts.
#[derive(Debug, Clone, Serialize)]
pub struct DeliveryRecord {
    /// `dlv_` and a number.
    pub id: String,
    /// WABA id.
    pub business: String,
    /// The phone it is about, when it is about one.
    pub phone: Option<String>,
    /// Where it went; empty when there was no callback.
    pub url: String,
    /// When it was made.
    pub at: Time,
    /// What became of it.
    pub state: DeliveryState,
    /// What is in it, for people.
    pub what: Vec<String>,
    /// Bytes of the body.
    pub size: usize,
    /// `X-Hub-Signature-256` of the latest attempt.
    pub signature: String,
    /// The delivery this one repeats.
    pub copy_of: Option<String>,
    /// Every attempt.
    pub attempts: Vec<Attempt>,
    /// The exact body.
    pub body: String,
}

/// What became of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Not answered yet; attempts go on.
    Waiting,
    /// Answered 200.
    Answered,
    /// Tried for days.
    GaveUp,
    /// Nobody subscribed.
    NoCallback,
}

/// One attempt.
#[derive(Debug, Clone, Serialize)]
pub struct Attempt {
    /// When.
    pub at: Time,
    /// HTTP status, when there was an answer.
    pub status: Option<u16>,
    /// Why there was none.
    pub error: Option<String>,
    /// How long it took, in real milliseconds.
    pub ms: u64,
}

/// The last deliveries.
#[derive(Debug)]
pub(crate) struct DeliveryLog {
    by_id: HashMap<String, DeliveryRecord>,
    order: VecDeque<String>,
    next: u64,
    most: usize,
}

impl DeliveryLog {
    pub(crate) fn new(most: usize) -> Self {
        Self {
            by_id: HashMap::new(),
            order: VecDeque::new(),
            next: 0,
            most,
        }
    }

    /// Files a record under a new id.
    pub(crate) fn open(&mut self, mut record: DeliveryRecord) -> String {
        self.next += 1;
        record.id = format!("dlv_{}", self.next);
        let id = record.id.clone();
        self.order.push_back(id.clone());
        self.by_id.insert(id.clone(), record);
        if self.order.len() > self.most
            && let Some(oldest) = self.order.pop_front()
        {
            self.by_id.remove(&oldest);
        }
        id
    }

    pub(crate) fn get(&self, id: &str) -> Option<&DeliveryRecord> {
        self.by_id.get(id)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut DeliveryRecord> {
        self.by_id.get_mut(id)
    }

    /// Newest first.
    pub(crate) fn newest(&self) -> impl Iterator<Item = &DeliveryRecord> {
        self.order.iter().rev().filter_map(|id| self.by_id.get(id))
    }
}
