//! The public key of a number for WhatsApp Flows.

use serde_json::json;

use crate::graph::{Answer, Call, check::Parameter, found, number, success};

pub(crate) fn get(call: &Call, id: &str) -> Answer {
    let key = call
        .simulator
        .inner
        .with(|world| world.number(id).and_then(|(_, number)| number.public_key.clone()));
    let data = key.map(|key| json!([{ "business_public_key": key, "business_public_key_signature_status": "VALID" }]));
    found(json!({ "data": data.unwrap_or_else(|| json!([])) }))
}

pub(crate) async fn post(call: &Call, id: &str) -> Answer {
    let parameters = call.parameters().await?;
    let key = Parameter::root(&parameters, "business_public_key");
    let text = key.text(4096)?.to_owned();
    if !text.contains("-----BEGIN PUBLIC KEY-----") {
        return Err(key.wrong("must be a public key in PEM format"));
    }
    let stored = call
        .simulator
        .inner
        .with(|world| world.number_mut(id).map(|number| number.public_key = Some(text)));
    stored.ok_or_else(|| number::gone(id))?;
    success()
}
