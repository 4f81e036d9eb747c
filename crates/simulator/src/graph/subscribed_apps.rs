//! Whether an account's webhooks come at all, and where they go.

use serde_json::json;

use crate::{
    graph::{Answer, Call, check::Parameter, found, handshake, success},
    webhook::items::set,
};

pub(crate) fn get(call: &Call, business: &str) -> Answer {
    let data = call.simulator.inner.with(|world| {
        let business = world.business(business).filter(|business| business.subscribed)?;
        let app = json!({ "id": business.app_id, "link": "https://example.com/", "name": "Simulated app" });
        let mut subscription = json!({ "whatsapp_business_api_data": app });
        set(&mut subscription, "override_callback_uri", business.override_callback.clone());
        Some(subscription)
    });
    found(json!({ "data": data.into_iter().collect::<Vec<_>>() }))
}

/// Subscribes. With an address it overrides the app's callback for messages; without, an override ends.
pub(crate) async fn post(call: &Call, business: &str) -> Answer {
    let parameters = call.parameters().await?;
    let address = Parameter::root(&parameters, "override_callback_uri");
    let address = if address.is_there() {
        let text = address.text(200)?;
        handshake::check(&call.simulator, text, Parameter::root(&parameters, "verify_token").string()?).await?;
        Some(text.to_owned())
    } else {
        None
    };
    call.simulator.inner.with(|world| {
        if let Some(business) = world.business_mut(business) {
            (business.subscribed, business.override_callback) = (true, address);
        }
    });
    success()
}

pub(crate) fn delete(call: &Call, business: &str) -> Answer {
    call.simulator.inner.with(|world| {
        if let Some(business) = world.business_mut(business) {
            (business.subscribed, business.override_callback) = (false, None);
        }
    });
    success()
}
