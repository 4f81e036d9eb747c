//! Plays a story, step after step; the first step that goes wrong ends it.

use std::{collections::HashMap, time::Duration};

use tokio::time::{Instant, timeout};

use super::{Failed, Scenario, Step, act, expect};
use crate::{config::PhoneConfig, phone::Phone, simulator::Simulator, world::message::Side};

impl Scenario {
    /// Plays it; `tell` hears each step before it is taken.
    pub async fn play(&self, simulator: &Simulator, mut tell: impl FnMut(&str)) -> Result<(), Failed> {
        let mut phones = HashMap::new();
        // Where each customer has read to: an expectation is met by a message that no earlier one has taken.
        let mut taken: HashMap<String, usize> = HashMap::new();
        for customer in &self.customers {
            let known = simulator.phones().into_iter().find(|phone| phone.name() == customer.name);
            let config = PhoneConfig {
                name: customer.name.clone(),
                wa_id: customer.wa_id.clone(),
                username: customer.username.clone(),
                username_only: customer.username_only,
                country: customer.country.clone(),
                language: customer.language.clone(),
                auto_read: customer.auto_read,
                offline: false,
            };
            let phone = known
                .map_or_else(|| simulator.add_phone(&config), Ok)
                .map_err(|error| Failed::Format(error.to_string()))?;
            taken.insert(customer.name.clone(), received(&phone).len());
            phones.insert(customer.name.clone(), phone);
        }
        for (at, step) in self.steps.iter().enumerate() {
            tell(&step.says());
            let phone = step.who().and_then(|who| phones.get(who));
            let outcome = match step {
                Step::Expect(expected) => await_message(simulator, phone, expected, taken.entry(expected.who.clone()).or_default()).await,
                Step::ExpectSilence { who, for_ms } => silence(simulator, phone, taken.get(who).copied().unwrap_or(0), *for_ms).await,
                Step::ExpectLedger(books) => await_ledger(simulator, books).await,
                Step::Settle { within_ms } => timeout(Duration::from_millis(*within_ms), simulator.settle())
                    .await
                    .map_err(|_| format!("webhooks were not answered 200 within {within_ms} ms")),
                Step::Crowd(crowd) => simulator.crowd(crowd).await.map(drop).map_err(|error| error.to_string()),
                other => act::act(simulator, phone, other).map_err(|error| error.to_string()),
            };
            outcome.map_err(|why| Failed::Step {
                step: at + 1,
                what: step.says(),
                why,
            })?;
        }
        Ok(())
    }
}

fn received(phone: &Phone) -> Vec<crate::world::message::Message> {
    phone.thread().into_iter().filter(|message| message.from == Side::Business).collect()
}

/// Waits for the first message after the last that was taken which fits.
async fn await_message(simulator: &Simulator, phone: Option<&Phone>, expected: &expect::Expect, taken: &mut usize) -> Result<(), String> {
    let Some(phone) = phone else {
        return Err("the step names nobody".to_owned());
    };
    let found = until(simulator, Some(phone.id()), expected.within_ms, || {
        let messages = received(phone);
        let fits = messages.iter().skip(*taken).position(|message| expected.fits(message));
        fits.map(|at| *taken + at + 1)
    })
    .await;
    match found {
        Some(next) => {
            *taken = next;
            Ok(())
        }
        None => {
            let came: Vec<_> = received(phone)
                .iter()
                .skip(*taken)
                .map(|message| format!("{} {:?}", message.kind, expect::said(message)))
                .collect();
            let came = if came.is_empty() { "nothing".to_owned() } else { came.join(", ") };
            Err(format!("expected {} within {} ms; came: {came}", expected.says(), expected.within_ms))
        }
    }
}

async fn silence(simulator: &Simulator, phone: Option<&Phone>, taken: usize, for_ms: u64) -> Result<(), String> {
    let Some(phone) = phone else {
        return Err("the step names nobody".to_owned());
    };
    let came = until(simulator, Some(phone.id()), for_ms, || received(phone).into_iter().nth(taken)).await;
    match came {
        None => Ok(()),
        Some(message) => Err(format!("expected nothing; came: {} {:?}", message.kind, expect::said(&message))),
    }
}

async fn await_ledger(simulator: &Simulator, books: &expect::Books) -> Result<(), String> {
    let fits = until(simulator, None, books.within_ms, || {
        books.misfits(&simulator.ledger()).is_none().then_some(())
    })
    .await;
    match fits {
        Some(()) => Ok(()),
        None => Err(books.misfits(&simulator.ledger()).unwrap_or_default()),
    }
}

/// Looks after every event until something is found or the time (real) is over.
async fn until<T>(simulator: &Simulator, phone: Option<&str>, within_ms: u64, look: impl Fn() -> Option<T>) -> Option<T> {
    let mut events = simulator.listen(phone);
    let end = Instant::now() + Duration::from_millis(within_ms);
    loop {
        if let Some(found) = look() {
            return Some(found);
        }
        // What the ledger counts is not always an event of its own: look again soon in any case.
        let soon = end.min(Instant::now() + Duration::from_millis(100));
        let heard = tokio::time::timeout_at(soon, events.next()).await;
        if heard.is_err() && Instant::now() >= end {
            return look();
        }
    }
}
