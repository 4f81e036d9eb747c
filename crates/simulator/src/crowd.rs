//! A crowd: many customers who write by a script, at a steady rate, to see what a bot can bear.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use crate::{
    config::PhoneConfig,
    deliver::Delivery,
    phone::Phone,
    simulator::Simulator,
    world::{
        Refused,
        message::Side,
        say::{How, Say},
    },
};

/// Who writes how much.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Crowd {
    /// Customers, made up for the occasion (1 to 10,000).
    pub customers: usize,
    /// Messages in all (up to 1,000,000).
    pub messages: u64,
    /// Messages a second of all together (above 0, up to 5,000).
    pub per_second: f64,
    /// What each customer does in turn, from the top again: a text, or `#0` to tap the first button of the last message that has one (without one, the
    /// customer writes "?").
    pub script: Vec<String>,
}

/// What a crowd did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct CrowdReport {
    /// Texts written.
    pub said: u64,
    /// Buttons tapped.
    pub tapped: u64,
    /// Messages that were late by more than a second because the simulator could not keep up.
    pub late: u64,
    /// Answers of the business that reached the crowd so far.
    pub answers: u64,
}

impl Default for Crowd {
    fn default() -> Self {
        Self {
            customers: 50,
            messages: 500,
            per_second: 50.0,
            script: vec!["hola".to_owned(), "#0".to_owned(), "gracias".to_owned()],
        }
    }
}

impl Crowd {
    /// Reads `200/s`, or `200/s for 60s` in the words of the command line.
    pub fn at_rate(rate: &str, seconds: u64) -> Result<Self, Refused> {
        let wrong = || Refused::Invalid(format!("{rate:?} is no rate; write messages a second like 200/s"));
        let per_second: f64 = rate.trim().trim_end_matches("/s").parse().map_err(|_| wrong())?;
        let crowd = Self {
            customers: (per_second * 5.0).clamp(1.0, 10_000.0) as usize,
            messages: (per_second * seconds as f64) as u64,
            per_second,
            ..Self::default()
        };
        crowd.check()?;
        Ok(crowd)
    }

    /// Within its bounds?
    pub(crate) fn check(&self) -> Result<(), Refused> {
        let fits = (1..=10_000).contains(&self.customers)
            && (1..=1_000_000).contains(&self.messages)
            && self.per_second > 0.0
            && self.per_second <= 5_000.0
            && !self.script.is_empty();
        if fits {
            Ok(())
        } else {
            Err(Refused::Invalid(
                "A crowd has 1 to 10,000 customers, 1 to 1,000,000 messages, at most 5,000 a second, and a script.".to_owned(),
            ))
        }
    }
}

impl Simulator {
    /// Lets a crowd write until it has written everything; ends early when the simulator stops.
    pub async fn crowd(&self, crowd: &Crowd) -> Result<CrowdReport, Refused> {
        crowd.check()?;
        let phones = (0..crowd.customers)
            .map(|number| {
                self.add_phone(&PhoneConfig {
                    name: format!("Crowd {}", number + 1),
                    auto_read: true,
                    ..PhoneConfig::default()
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let mut report = CrowdReport::default();
        let started = Instant::now();
        for number in 0..crowd.messages {
            let due = started + Duration::from_secs_f64(number as f64 / crowd.per_second);
            tokio::select! {
                () = tokio::time::sleep_until(due) => {}
                () = self.inner.stop.cancelled() => break,
            }
            report.late += u64::from(due.elapsed() > Duration::from_secs(1));
            let at = usize::try_from(number).unwrap_or(0);
            let (phone, turn) = (&phones[at % phones.len()], at / phones.len());
            let line = &crowd.script[turn % crowd.script.len()];
            match line.starts_with('#') && tap(self, phone, line) {
                true => report.tapped += 1,
                false => {
                    let text: &str = if line.starts_with('#') { "?" } else { line };
                    self.inner
                        .with(|world| world.say(phone.id(), Say::Text { text: text.to_owned() }, How::default()).map(drop))?;
                    report.said += 1;
                }
            }
        }
        report.answers = phones.iter().map(|phone| answers(phone) as u64).sum();
        Ok(report)
    }
}

fn answers(phone: &Phone) -> usize {
    phone.thread().iter().filter(|message| message.from == Side::Business).count()
}

/// Taps a button of the newest message that has it.
fn tap(simulator: &Simulator, phone: &Phone, button: &str) -> bool {
    let thread = phone.thread();
    let mut newest = thread.iter().rev().filter(|message| message.from == Side::Business);
    newest.any(|message| {
        simulator
            .inner
            .with(|world| world.tap(phone.id(), &message.id, button, None, Delivery::default()))
            .is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_read() {
        let crowd = Crowd::at_rate("200/s", 60).unwrap();
        assert_eq!((crowd.messages, crowd.customers), (12_000, 1_000));
        assert!(Crowd::at_rate("many", 60).is_err());
        assert!(Crowd::at_rate("0/s", 60).is_err());
    }
}
