//! What Meta knows: every accepted send and how often, so that tests can compare.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;

use crate::clock::Time;

/// Every accepted send, and what became of the webhooks.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Ledger {
    /// Sends accepted with a message id.
    pub accepted: u64,
    /// Sends refused with an error.
    pub refused: u64,
    /// Accepted sends whose answer was withheld or spoiled by a fault.
    pub answers_lost: u64,
    /// Accepted sends per `biz_opaque_callback_data`. More than one is a double post.
    pub by_opaque: BTreeMap<String, u64>,
    /// The latest accepted sends, oldest first.
    pub sends: VecDeque<SendRecord>,
    /// Webhook figures.
    pub webhooks: WebhookCounts,
    #[serde(skip)]
    pub(crate) most: usize,
}

/// One accepted send.
#[derive(Debug, Clone, Serialize)]
pub struct SendRecord {
    /// Message id.
    pub id: String,
    /// The phone, when somebody has that number.
    pub phone: Option<String>,
    /// From which number.
    pub number: String,
    /// WhatsApp's word for the kind.
    #[serde(rename = "type")]
    pub kind: String,
    /// `biz_opaque_callback_data`.
    pub opaque: Option<String>,
    /// When it was accepted.
    pub at: Time,
    /// Whether the caller was told.
    pub answered: bool,
}

/// Webhook figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct WebhookCounts {
    /// Messages, statuses and other items reported (each once, however often it was delivered).
    pub items: u64,
    /// POSTs to be delivered, copies included.
    pub posts: u64,
    /// Attempts made.
    pub attempts: u64,
    /// POSTs answered 200.
    pub answered: u64,
    /// POSTs still trying.
    pub waiting: u64,
    /// Items held back.
    pub held: u64,
    /// POSTs given up.
    pub gave_up: u64,
    /// Statuses withheld by a fault.
    pub withheld: u64,
}

impl Ledger {
    pub(crate) fn accept(&mut self, record: SendRecord) {
        self.accepted += 1;
        if let Some(opaque) = &record.opaque {
            *self.by_opaque.entry(opaque.clone()).or_default() += 1;
        }
        self.sends.push_back(record);
        if self.sends.len() > self.most {
            self.sends.pop_front();
        }
    }

    pub(crate) fn answer_lost(&mut self, id: &str) {
        self.answers_lost += 1;
        if let Some(record) = self.sends.iter_mut().rev().find(|record| record.id == id) {
            record.answered = false;
        }
    }

    /// How many sends with this opaque id were accepted.
    pub fn accepted_with(&self, opaque: &str) -> u64 {
        self.by_opaque.get(opaque).copied().unwrap_or(0)
    }

    /// Opaque ids that were accepted more than once.
    pub fn double_posts(&self) -> Vec<&str> {
        self.by_opaque
            .iter()
            .filter(|(_, count)| **count > 1)
            .map(|(opaque, _)| opaque.as_str())
            .collect()
    }
}
