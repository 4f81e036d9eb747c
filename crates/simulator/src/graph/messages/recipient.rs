//! To whom a message goes: a phone number in any spelling, or a user id.

use serde_json::{Map, Value};

use crate::{
    config::{PhoneConfig, Strangers},
    graph::{check::Parameter, error::GraphError},
    world::World,
};

/// To whom a message goes.
pub(super) struct Recipient {
    /// As it was written.
    pub(super) input: String,
    pub(super) to_number: bool,
    pub(super) phone: Option<String>,
    pub(super) wa_id: Option<String>,
}

/// `to` wins over `recipient`.
pub(super) fn find(world: &mut World, body: &Map<String, Value>, portfolio: &str, business_number: &str) -> Result<Recipient, GraphError> {
    let group = Parameter::root(body, "recipient_type");
    if group.is_there() && group.one_of(&["individual", "group"])? == "group" {
        return Err(GraphError::new(131_051).details("This number cannot send to groups."));
    }
    let (to, user) = (Parameter::root(body, "to"), Parameter::root(body, "recipient"));
    if to.is_there() {
        let input = to.text(30)?.to_owned();
        let digits: String = input.chars().filter(char::is_ascii_digit).collect();
        if digits.len() < 5 || input.chars().any(char::is_alphabetic) {
            return Err(GraphError::invalid(format!("Param to is not a phone number: {input}.")));
        }
        if digits == business_number {
            return Err(GraphError::new(131_021).details("Recipient phone number is the sender phone number."));
        }
        let known = world.by_number(&input, business_number);
        let phone = known.or_else(|| welcome(world, &digits));
        let wa_id = phone
            .as_deref()
            .and_then(|id| world.phones.get(id))
            .and_then(|phone| phone.wa_id.clone())
            .unwrap_or(digits);
        return Ok(Recipient {
            input,
            to_number: true,
            phone,
            wa_id: Some(wa_id),
        });
    }
    if user.is_there() {
        let input = user.text(160)?.to_owned();
        let phone = world.by_user_id(&input, portfolio);
        return match phone {
            Some(_) => Ok(Recipient {
                input,
                to_number: false,
                phone,
                wa_id: None,
            }),
            None => Err(GraphError::invalid(format!(
                "Param recipient is not a user id of this business portfolio: {input}."
            ))),
        };
    }
    Err(GraphError::parameter("The parameter to is required."))
}

/// Makes a phone up for an unknown number, where strangers are welcome.
fn welcome(world: &mut World, digits: &str) -> Option<String> {
    if world.config.strangers != Strangers::Welcome {
        return None;
    }
    let name = format!("+{digits}");
    world
        .add_phone(&PhoneConfig {
            name,
            wa_id: Some(digits.to_owned()),
            ..PhoneConfig::default()
        })
        .ok()
}
