//! Asks Graph about a number before we believe a token, and reads what it says.

use cloud_api::client::{CallError, Client};
use cloud_api::profile::PhoneNumber;
use secrecy::{ExposeSecret as _, SecretString};
use store::ChannelFacts;

use crate::{Error, Result};

/// What Graph says about the number; a token that cannot read it is refused, with the field to change.
pub(super) async fn read_number(graph: &Client, phone_number_id: &str, waba_id: &str, token: &SecretString) -> Result<PhoneNumber> {
    let number = graph.number(phone_number_id, token).get().await.map_err(refused)?;
    if number.id != phone_number_id {
        return Err(Error::invalid(
            "/phone_number_id",
            "channel.number_unknown",
            "Meta answered about another number. Copy the phone number id again.",
        ));
    }
    match graph.account(waba_id, token).phone_numbers().await {
        Ok(numbers) if numbers.iter().any(|number| number.id == phone_number_id) => Ok(number),
        Ok(_) => Err(Error::invalid(
            "/waba_id",
            "channel.number_elsewhere",
            "This number does not belong to this WhatsApp Business account.",
        )),
        Err(CallError::Graph(error)) => Err(Error::invalid(
            "/waba_id",
            "channel.account_refused",
            format!("The token may not read this WhatsApp Business account: {}", error.explanation()),
        )
        .remedy("Give the system user the account with full control, and make a new token with whatsapp_business_management.")),
        Err(error) => Err(unreachable(&error)),
    }
}

/// Says which field is wrong, as far as Meta's code tells.
fn refused(error: CallError) -> Error {
    let CallError::Graph(error) = error else { return unreachable(&error) };
    let advice = error.advice();
    let (pointer, code) = match error.code {
        0 | 190 | 10 | 200..=299 => ("/access_token", "channel.token_refused"),
        _ => ("/phone_number_id", "channel.number_refused"),
    };
    Error::invalid(pointer, code, format!("{}: {}", advice.title, error.explanation())).remedy(advice.remedy)
}

fn unreachable(error: &CallError) -> Error {
    Error::unavailable("graph.unreachable", format!("Meta cannot be reached now: {error}"))
}

/// What we keep of it.
pub(super) fn facts(number: &PhoneNumber, written: Option<&str>) -> ChannelFacts {
    let known = |word: &&str| matches!(*word, "GREEN" | "YELLOW" | "RED");
    let rating = number.quality_rating.as_deref().filter(known).unwrap_or("UNKNOWN");
    ChannelFacts {
        display_phone_number: number
            .display_phone_number
            .clone()
            .or_else(|| written.map(str::to_owned))
            .unwrap_or_default(),
        verified_name: number.verified_name.clone().unwrap_or_default(),
        quality_rating: rating.to_owned(),
        status: number.status.clone().unwrap_or_else(|| "CONNECTED".to_owned()),
        throughput_per_second: i64::from(number.messages_per_second()),
        is_on_biz_app: number.is_on_biz_app == Some(true),
    }
}

/// Meta's ids are digits; anything else would end up in an address.
pub(super) fn meta_id(pointer: &str, text: &str) -> Result<String> {
    let text = text.trim();
    if (1..=32).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(text.to_owned())
    } else {
        Err(Error::invalid(
            pointer,
            "invalid_value",
            "Meta's ids are digits only. Copy it from the app's dashboard.",
        ))
    }
}

/// A secret as it was pasted: without the spaces around it, and printable.
pub(super) fn secret(pointer: &str, secret: &SecretString, least: usize) -> Result<SecretString> {
    let text = secret.expose_secret().trim();
    if (least..=1000).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(text.into())
    } else {
        Err(Error::invalid(
            pointer,
            "invalid_value",
            format!("Write {least} to 1000 visible characters without spaces."),
        ))
    }
}
