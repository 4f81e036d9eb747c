//! A business phone number: reading its fields, its own webhook address, and the list of an account.

use serde_json::{Value, json};

use crate::{
    graph::{Answer, Call, check::Parameter, error::GraphError, found, handshake, paging, success},
    world::{World, business::Number},
};

/// Fields that come without being asked for.
const USUAL: [&str; 6] = [
    "verified_name",
    "code_verification_status",
    "display_phone_number",
    "quality_rating",
    "platform_type",
    "throughput",
];

pub(crate) fn get(call: &Call, id: &str) -> Answer {
    let view = call.simulator.inner.with(|world| view(world, id));
    found(call.asked(view, &USUAL))
}

pub(crate) fn list(call: &Call, business: &str) -> Answer {
    let views = call.simulator.inner.with(|world| {
        let ids: Vec<String> = world
            .business(business)
            .map(|business| business.numbers.iter().map(|number| number.id.clone()).collect())?;
        Some(ids.into_iter().map(|id| view(world, &id)).collect::<Vec<_>>())
    });
    let views = views.unwrap_or_default().into_iter().map(|view| call.asked(view, &USUAL)).collect();
    found(paging::page(call, views)?)
}

/// Sets the number's webhook address or its PIN.
pub(crate) async fn post(call: &Call, id: &str) -> Answer {
    let parameters = call.parameters().await?;
    if let Some(pin) = parameters.get("pin") {
        let pin = super::registration::pin(&Parameter::of("pin", pin))?;
        call.simulator
            .inner
            .with(|world| world.number_mut(id).map(|number| number.pin = Some(pin)));
    }
    let configuration = Parameter::root(&parameters, "webhook_configuration");
    if configuration.is_there() {
        let address = configuration.get("override_callback_uri").string()?.to_owned();
        if !address.is_empty() {
            let token = configuration.get("verify_token").string()?;
            handshake::check(&call.simulator, &address, token).await?;
        }
        let address = Some(address).filter(|address| !address.is_empty());
        call.simulator
            .inner
            .with(|world| world.number_mut(id).map(|number| number.override_callback = address));
    }
    success()
}

fn view(world: &World, id: &str) -> Value {
    let Some((business, number)) = world.number(id) else {
        return Value::Null;
    };
    let application = world.app(&business.app_id).and_then(|app| app.callback.clone());
    let mut webhooks = json!({});
    crate::webhook::items::set(&mut webhooks, "phone_number", number.override_callback.clone());
    crate::webhook::items::set(&mut webhooks, "whatsapp_business_account", business.override_callback.clone());
    crate::webhook::items::set(&mut webhooks, "application", application);
    let limit = if number.quality == "RED" { "TIER_250" } else { "TIER_2K" };
    json!({
        "id": number.id, "display_phone_number": number.display, "verified_name": number.verified_name,
        "quality_rating": number.quality, "code_verification_status": "VERIFIED", "name_status": "APPROVED", "status": number.status,
        "throughput": { "level": number.throughput }, "platform_type": "CLOUD_API", "is_on_biz_app": number.coexistence,
        "is_official_business_account": false, "account_mode": "LIVE", "host_platform": "CLOUD_API",
        "whatsapp_business_manager_messaging_limit": limit, "is_pin_enabled": number.pin.is_some(),
        "webhook_configuration": webhooks, "health_status": health(&business.id, number),
    })
}

fn health(business: &str, number: &Number) -> Value {
    let able = if number.status == "CONNECTED" { "AVAILABLE" } else { "BLOCKED" };
    json!({ "can_send_message": able, "entities": [
        { "entity_type": "PHONE_NUMBER", "id": number.id, "can_send_message": able },
        { "entity_type": "WABA", "id": business, "can_send_message": "AVAILABLE" },
    ] })
}

/// 100/33 for a number that is gone; the caller saw it a moment ago.
pub(crate) fn gone(id: &str) -> GraphError {
    GraphError::no_object("POST", id)
}
