//! Fields of an account and of an app.

use serde_json::json;

use crate::graph::{Answer, Call, found};

pub(crate) fn get(call: &Call, id: &str) -> Answer {
    let view = call.simulator.inner.with(|world| {
        let business = world.business(id)?;
        Some(json!({
            "id": business.id, "name": business.name, "timezone_id": "1", "message_template_namespace": "simulator",
            "currency": "USD", "account_review_status": "APPROVED", "country": "US", "ownership_type": "CLIENT_OWNED",
            "owner_business_info": { "name": business.name, "id": business.portfolio_id },
            "health_status": { "can_send_message": "AVAILABLE", "entities": [
                { "entity_type": "WABA", "id": business.id, "can_send_message": "AVAILABLE" },
                { "entity_type": "BUSINESS", "id": business.portfolio_id, "can_send_message": "AVAILABLE" },
                { "entity_type": "APP", "id": business.app_id, "can_send_message": "AVAILABLE" } ] },
        }))
    });
    found(call.asked(view.unwrap_or_default(), &["name", "timezone_id", "message_template_namespace"]))
}

pub(crate) fn get_app(call: &Call, id: &str) -> Answer {
    found(call.asked(
        json!({ "id": id, "name": "Simulated app", "category": "Business", "link": "https://example.com/" }),
        &["name", "category", "link"],
    ))
}
