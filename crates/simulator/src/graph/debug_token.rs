//! `GET /debug_token`: what a token is good for.

use serde_json::{Value, json};

use crate::graph::{Answer, Call, access::Bearer, error::GraphError, found};

const SCOPES: [&str; 2] = ["whatsapp_business_management", "whatsapp_business_messaging"];

pub(crate) fn get(call: &Call, _: &Bearer) -> Answer {
    let token = call
        .query
        .get("input_token")
        .ok_or_else(|| GraphError::parameter("The parameter input_token is required."))?;
    found(json!({ "data": data(call, token) }))
}

fn data(call: &Call, token: &str) -> Value {
    call.simulator.inner.with(|world| {
        let owned: Vec<_> = world.businesses.iter().filter(|business| business.access_token == token).collect();
        let Some(first) = owned.first() else {
            let error = json!({ "code": 190, "message": "Invalid OAuth access token." });
            return json!({ "error": error, "is_valid": false, "scopes": [] });
        };
        let valid = !owned.iter().any(|business| business.token_expired);
        let targets: Vec<_> = owned.iter().map(|business| business.id.clone()).collect();
        let granular: Vec<_> = SCOPES.iter().map(|scope| json!({ "scope": scope, "target_ids": targets })).collect();
        json!({
            "app_id": first.app_id, "type": "SYSTEM_USER", "application": "Simulated app", "data_access_expires_at": 0,
            "expires_at": 0, "is_valid": valid, "issued_at": 1_700_000_000, "scopes": SCOPES, "granular_scopes": granular,
            "user_id": "122100000000000001",
        })
    })
}
