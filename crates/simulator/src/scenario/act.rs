//! What a customer or Meta does in a step.

use std::time::Duration;

use super::Step;
use crate::{
    deliver::Delivery,
    phone::Phone,
    simulator::Simulator,
    world::{
        Refused,
        message::{Message, Side},
        people::PhoneChange,
        say::{How, Say},
    },
};

/// Does it; the expectations are done elsewhere.
pub(super) fn act(simulator: &Simulator, phone: Option<&Phone>, step: &Step) -> Result<(), Refused> {
    match step {
        Step::Say { text, delivery, .. } => say(simulator, phone, Say::Text { text: text.clone() }, delivery.clone()),
        Step::Send { say: what, .. } => say(simulator, phone, what.clone(), Delivery::default()),
        Step::Tap { button, .. } => on_last(simulator, phone, |world, id, message| {
            world.tap(id, &message.id, button, None, Delivery::default()).map(drop)
        }),
        Step::Choose { row, .. } => on_last(simulator, phone, |world, id, message| {
            world.choose(id, &message.id, row, Delivery::default()).map(drop)
        }),
        Step::Submit { response, .. } => on_last(simulator, phone, |world, id, message| {
            world.submit(id, &message.id, response.clone(), Delivery::default()).map(drop)
        }),
        Step::React { emoji, .. } => on_last(simulator, phone, |world, id, message| {
            world.react(id, &message.id, Some(emoji), Delivery::default()).map(drop)
        }),
        Step::Read { .. } => {
            person(phone)?.reads();
            Ok(())
        }
        Step::Online { online, .. } => {
            let id = person(phone)?.id().to_owned();
            let change = PhoneChange {
                online: Some(*online),
                ..PhoneChange::default()
            };
            simulator.inner.with(|world| world.change_phone(&id, change))
        }
        Step::Wait { days, hours, seconds } => {
            let hours = days.saturating_mul(24).saturating_add(*hours);
            simulator.advance(Duration::from_secs(hours.saturating_mul(3600).saturating_add(*seconds)));
            Ok(())
        }
        Step::Fault(rule) => {
            simulator.fault(rule.clone());
            Ok(())
        }
        Step::Calm => {
            simulator.calm();
            Ok(())
        }
        Step::Template { name, status } => template(simulator, name, status),
        Step::Report { field, value } => simulator.report(None, field, value.clone()),
        Step::Token { expired } => {
            simulator.inner.with(|world| {
                if let Some(business) = world.businesses.first_mut() {
                    business.token_expired = *expired;
                }
            });
            Ok(())
        }
        Step::Crowd(_) | Step::Expect(_) | Step::ExpectSilence { .. } | Step::ExpectLedger(_) | Step::Settle { .. } => Ok(()),
    }
}

fn person(phone: Option<&Phone>) -> Result<&Phone, Refused> {
    phone.ok_or_else(|| Refused::NotFound("The step names nobody.".to_owned()))
}

fn say(simulator: &Simulator, phone: Option<&Phone>, say: Say, delivery: Delivery) -> Result<(), Refused> {
    let id = person(phone)?.id();
    let how = How { delivery, ..How::default() };
    simulator.inner.with(|world| world.say(id, say, how).map(drop))
}

/// Tries the messages of the business from the newest on, until one offers what is asked for.
fn on_last(
    simulator: &Simulator,
    phone: Option<&Phone>,
    act: impl Fn(&mut crate::world::World, &str, &Message) -> Result<(), Refused>,
) -> Result<(), Refused> {
    let phone = person(phone)?;
    let mut refused = Refused::NotFound("The business has said nothing yet.".to_owned());
    for message in phone.thread().iter().rev().filter(|message| message.from == Side::Business) {
        match simulator.inner.with(|world| act(world, phone.id(), message)) {
            Ok(()) => return Ok(()),
            Err(error) => refused = error,
        }
    }
    Err(refused)
}

fn template(simulator: &Simulator, name: &str, status: &str) -> Result<(), Refused> {
    simulator.inner.with(|world| {
        let templates = world.businesses.iter().flat_map(|business| &business.templates);
        let ids: Vec<String> = templates
            .filter(|template| template.name == name)
            .map(|template| template.id.clone())
            .collect();
        if ids.is_empty() {
            return Err(Refused::NotFound(format!(
                "There is no template {name}. GET /control/templates lists them."
            )));
        }
        for id in ids {
            world.decide_template(&id, status, "NONE");
        }
        Ok(())
    })
}
