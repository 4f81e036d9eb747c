//! Registering a number, and proving that it is yours
//! (<https://developers.facebook.com/docs/whatsapp/cloud-api/reference/registration>).

use crate::graph::{Answer, Call, check::Parameter, error::GraphError, success};

/// The code a simulated SMS would bring.
const CODE: &str = "123456";

pub(crate) async fn register(call: &Call, id: &str) -> Answer {
    let parameters = call.parameters().await?;
    if parameters.get("messaging_product").and_then(|product| product.as_str()) != Some("whatsapp") {
        return Err(GraphError::parameter("The parameter messaging_product is required."));
    }
    let pin = pin(&Parameter::root(&parameters, "pin"))?;
    call.simulator.inner.with(|world| {
        let number = world.number_mut(id).ok_or_else(|| super::number::gone(id))?;
        if number.pin.as_ref().is_some_and(|known| known != &pin) {
            return Err(GraphError::new(133_005).details("The PIN is not the one that was set for two-step verification."));
        }
        (number.pin, number.status) = (Some(pin), "CONNECTED".to_owned());
        Ok(())
    })?;
    success()
}

pub(crate) fn deregister(call: &Call, id: &str) -> Answer {
    call.simulator.inner.with(|world| {
        let number = world.number_mut(id).ok_or_else(|| super::number::gone(id))?;
        if number.coexistence {
            return Err(GraphError::parameter(
                "A number that is also in the WhatsApp Business app cannot be deregistered.",
            ));
        }
        number.status = "DISCONNECTED".to_owned();
        Ok(())
    })?;
    success()
}

/// Simulated numbers are verified from the start.
pub(crate) fn request_code(_: &Call, _: &str) -> Answer {
    Err(GraphError::new(136_024)
        .titled("Request code error")
        .details("The phone number was verified already."))
}

pub(crate) fn verify_code(call: &Call, _: &str) -> Answer {
    match call.query.get("code").map(String::as_str) {
        Some(CODE) => success(),
        Some(_) | None => Err(GraphError::new(136_025).titled("Verify code error").details("The code is wrong.")),
    }
}

/// Six digits.
pub(crate) fn pin(pin: &Parameter<'_>) -> Result<String, GraphError> {
    let value = pin.required()?;
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        true => Ok(text),
        false => Err(pin.wrong("must be 6 digits")),
    }
}
