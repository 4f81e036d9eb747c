//! The list of things that can be made to go wrong, and the rules that say when.

use serde::{Deserialize, Serialize};

use crate::random::Random;

mod catalogue;

pub use catalogue::{FaultKind, Setting, kinds};

/// One way in which Meta, the network or a phone misbehaves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fault {
    // ── webhooks
    /// Each webhook is delivered `copies` times, byte for byte the same.
    Duplicate {
        /// Deliveries in all.
        #[serde(default = "two")]
        copies: u32,
    },
    /// The same items come again in a different POST, together with recent ones.
    Regroup {
        /// Most items in that POST.
        #[serde(default = "eight")]
        size: usize,
    },
    /// Webhooks are collected and sent in another order.
    Reorder {
        /// How many are collected before they go.
        #[serde(default = "eight")]
        window: usize,
    },
    /// Webhooks wait until they are released.
    Hold,
    /// Webhooks are sent later.
    Delay {
        /// How much later.
        #[serde(default = "two_seconds")]
        ms: u64,
    },
    /// The first attempt of a delivery gets lost.
    DropAttempt,
    /// These statuses are never sent.
    WithholdStatuses {
        /// WhatsApp's words.
        #[serde(default = "all_statuses")]
        statuses: Vec<String>,
    },
    /// `read` arrives and `delivered` does not.
    SkipDelivered,
    /// The first attempt carries a signature made with another secret.
    BadSignature,
    /// The `sent` status is delivered before the send call is answered.
    StatusBeforeAnswer,
    // ── Graph API
    /// Calls are refused with a Graph error.
    GraphError {
        /// Meta's code.
        #[serde(default = "something_went_wrong")]
        code: u32,
        /// Which calls.
        #[serde(default)]
        on: On,
    },
    /// Calls are refused with a bare 5xx; nothing is accepted.
    ServerError {
        /// HTTP status.
        #[serde(default = "unavailable")]
        status: u16,
        /// Which calls.
        #[serde(default)]
        on: On,
    },
    /// The send is accepted and the answer is a 5xx.
    ServerErrorAfterAccept {
        /// HTTP status.
        #[serde(default = "internal")]
        status: u16,
    },
    /// The send is accepted and the connection breaks without an answer.
    DropAnswer,
    /// The send is accepted and the answer never comes.
    HangAnswer,
    /// Calls are answered late.
    SlowAnswer {
        /// How late.
        #[serde(default = "three_seconds")]
        ms: u64,
        /// Which calls.
        #[serde(default)]
        on: On,
    },
    /// The send is accepted and the answer is not JSON.
    GarbageAnswer,
    /// The send is accepted and the answer names no message.
    AnswerWithoutId,
    /// Every call is refused as with an expired token.
    ExpiredToken,
    /// Sends beyond so many a second are refused with 130429.
    Throttle {
        /// By the simulator's clock.
        #[serde(default = "eighty")]
        per_second: u64,
    },
    // ── phones
    /// The send is accepted; a `failed` status follows.
    FailSend {
        /// Meta's code.
        #[serde(default = "undeliverable")]
        code: u32,
    },
    // ── media
    /// Downloads start late.
    SlowMedia {
        /// How late.
        #[serde(default = "three_seconds")]
        ms: u64,
    },
    /// Downloads break in the middle.
    BrokenMedia,
    /// Downloads never end: bytes come as long as somebody takes them, and nobody says how many.
    EndlessMedia,
    /// Downloads give other bytes than the hash says.
    WrongMedia,
    /// The download address answers 404.
    ExpiredMedia,
}

/// Which Graph calls a fault is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum On {
    /// Message sends.
    #[default]
    Messages,
    /// Media uploads, look-ups and downloads.
    Media,
    /// Everything.
    All,
}

/// When a fault strikes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Given by the simulator.
    #[serde(default)]
    pub id: String,
    /// What goes wrong.
    #[serde(flatten)]
    pub fault: Fault,
    /// How often, from 0 to 1.
    #[serde(default = "always")]
    pub rate: f64,
    /// Uses left; `None` until removed.
    #[serde(default)]
    pub times: Option<u64>,
    /// Only this business (WABA id).
    #[serde(default)]
    pub business: Option<String>,
    /// How often it struck.
    #[serde(default)]
    pub used: u64,
}

/// The rules in force.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    rules: Vec<Rule>,
    next: u64,
    /// Sends in the second that is running, for `throttle`.
    second: (i64, u64),
}

impl Fault {
    /// Always, until removed.
    pub fn always(self) -> Rule {
        Rule {
            id: String::new(),
            fault: self,
            rate: 1.0,
            times: None,
            business: None,
            used: 0,
        }
    }

    /// Only the next `times` occasions.
    pub fn times(self, times: u64) -> Rule {
        Rule {
            times: Some(times),
            ..self.always()
        }
    }

    /// Each time with this probability.
    pub fn rate(self, rate: f64) -> Rule {
        Rule { rate, ..self.always() }
    }
}

impl On {
    /// Whether it is about a call of this kind (`None`: neither a send nor media).
    pub(crate) fn covers(self, call: Option<Self>) -> bool {
        self == Self::All || Some(self) == call
    }
}

impl Faults {
    pub(crate) fn list(&self) -> &[Rule] {
        &self.rules
    }

    pub(crate) fn add(&mut self, mut rule: Rule) -> Rule {
        self.next += 1;
        rule.id = format!("flt_{}", self.next);
        rule.used = 0;
        self.rules.push(rule.clone());
        rule
    }

    pub(crate) fn remove(&mut self, id: &str) -> bool {
        let before = self.rules.len();
        self.rules.retain(|rule| rule.id != id);
        self.rules.len() < before
    }

    /// One more send in this second; says how many there were.
    pub(crate) fn count_send(&mut self, second: i64) -> u64 {
        if self.second.0 != second {
            self.second = (second, 0);
        }
        self.second.1 += 1;
        self.second.1
    }

    pub(crate) fn retain(&mut self, keep: impl Fn(&Rule) -> bool) {
        self.rules.retain(keep);
    }

    /// Whether a fault that `pick` knows strikes now. Uses it up.
    pub(crate) fn strike<T>(&mut self, random: &mut Random, business: &str, pick: impl Fn(&Fault) -> Option<T>) -> Option<T> {
        let struck = self.rules.iter_mut().find_map(|rule| {
            let ours = rule.business.as_deref().is_none_or(|only| only == business);
            let picked = pick(&rule.fault).filter(|_| ours && rule.times != Some(0))?;
            if !random.chance(rule.rate) {
                return None;
            }
            rule.used += 1;
            rule.times = rule.times.map(|times| times - 1);
            Some(picked)
        });
        self.rules.retain(|rule| rule.times != Some(0));
        struck
    }
}

fn always() -> f64 {
    1.0
}
fn two() -> u32 {
    2
}
fn eighty() -> u64 {
    80
}
fn eight() -> usize {
    8
}
fn two_seconds() -> u64 {
    2_000
}
fn three_seconds() -> u64 {
    3_000
}
fn all_statuses() -> Vec<String> {
    ["sent", "delivered", "read"].map(str::to_owned).into()
}
fn something_went_wrong() -> u32 {
    131_000
}
fn undeliverable() -> u32 {
    131_026
}
fn unavailable() -> u16 {
    503
}
fn internal() -> u16 {
    500
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pick_drop(fault: &Fault) -> Option<()> {
        matches!(fault, Fault::DropAnswer).then_some(())
    }

    #[test]
    fn one_shot_faults_are_used_up() {
        let (mut faults, mut random) = (Faults::default(), Random::new(Some(1)));
        faults.add(Fault::DropAnswer.times(2));
        let strikes: Vec<_> = (0..4).map(|_| faults.strike(&mut random, "1", pick_drop).is_some()).collect();
        assert_eq!(strikes, [true, true, false, false]);
        assert!(faults.list().is_empty());
    }

    #[test]
    fn a_fault_of_another_business_does_not_strike() {
        let (mut faults, mut random) = (Faults::default(), Random::new(Some(1)));
        faults.add(Rule {
            business: Some("1".to_owned()),
            ..Fault::DropAnswer.always()
        });
        assert!(faults.strike(&mut random, "2", pick_drop).is_none());
        assert!(faults.strike(&mut random, "1", pick_drop).is_some());
        assert_eq!(faults.list()[0].used, 1);
    }
}
