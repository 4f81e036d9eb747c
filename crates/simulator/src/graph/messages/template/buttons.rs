//! The buttons of a template message, with the parts a send fills in.

use serde_json::{Value, json};

use super::Given;
use crate::{
    graph::error::GraphError,
    world::template::{filled, variables},
};

/// The buttons as the phone shows them.
pub(super) fn shown(definition: Option<&Value>, given: &Given<'_>) -> Result<Vec<Value>, GraphError> {
    let definitions = definition
        .and_then(|definition| definition["buttons"].as_array())
        .cloned()
        .unwrap_or_default();
    definitions.iter().enumerate().map(|(place, button)| one(place, button, given)).collect()
}

fn one(place: usize, button: &Value, given: &Given<'_>) -> Result<Value, GraphError> {
    let kind = button["type"].as_str().unwrap_or_default().to_uppercase();
    let parameter = given.button(place)?;
    let mut shown = json!({ "index": place, "type": kind, "text": button["text"] });
    match kind.as_str() {
        "QUICK_REPLY" => {
            let payload = parameter.map(|parameter| parameter.get("payload").text(256)).transpose()?;
            // Without a payload the label comes back.
            shown["payload"] = payload.map_or_else(|| button["text"].clone(), Value::from);
        }
        "URL" => shown["url"] = url(place, button["url"].as_str().unwrap_or_default(), parameter)?.into(),
        "OTP" => {
            let code = parameter.ok_or_else(|| needs(place, "Otp"))?.get("text").text(15)?;
            shown["code"] = code.into();
        }
        "COPY_CODE" => {
            let parameter = parameter.ok_or_else(|| needs(place, "CopyCode"))?;
            shown["text"] = "Copy offer code".into();
            shown["code"] = parameter.get("coupon_code").text(20)?.into();
        }
        "FLOW" => {
            let action = parameter.map(|parameter| parameter.get("action"));
            let token = action.and_then(|action| action.get("flow_token").value().cloned());
            shown["flow_token"] = token.unwrap_or_else(|| "unused".into());
        }
        "PHONE_NUMBER" => shown["phone_number"] = button["phone_number"].clone(),
        _ => {}
    }
    Ok(shown)
}

fn url(place: usize, pattern: &str, parameter: Option<crate::graph::check::Parameter<'_>>) -> Result<String, GraphError> {
    match (variables(pattern).first(), parameter) {
        (None, None) => Ok(pattern.to_owned()),
        (None, Some(_)) => Err(GraphError::new(132_018).details(format!("buttons: Button at index {place} of type Url does not require parameters"))),
        (Some(_), None) => Err(needs(place, "Url")),
        (Some(name), Some(parameter)) => Ok(filled(pattern, &[(name.clone(), parameter.get("text").text(2000)?.to_owned())])),
    }
}

fn needs(place: usize, kind: &str) -> GraphError {
    GraphError::missing(format!("buttons: Button at index {place} of type {kind} requires a parameter"))
}
