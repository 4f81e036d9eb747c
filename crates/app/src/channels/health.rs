//! What Meta itself says about whether messages can be sent: number, account, portfolio and app, each with what it would do (*Health status*).

use cloud_api::profile::PhoneNumber;
use serde_json::Value;

/// One part that is not wholly able to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ailing {
    /// `PHONE_NUMBER`, `WABA`, `BUSINESS`, `APP` …
    pub(super) entity: String,
    /// Nothing goes at all; otherwise Meta only limits it.
    pub(super) blocked: bool,
    /// What is the matter, in Meta's words.
    pub(super) detail: String,
    /// What Meta says to do.
    pub(super) remedy: String,
}

/// The parts that ail; empty is good. `None`: Meta did not say.
pub(super) fn read(number: &PhoneNumber) -> Option<Vec<Ailing>> {
    let entities = number.health_status.as_ref()?.get("entities")?.as_array()?;
    let ailing = entities.iter().filter_map(|entity| {
        let can = entity["can_send_message"].as_str().unwrap_or("AVAILABLE");
        let error = &entity["errors"][0];
        (can != "AVAILABLE").then(|| Ailing {
            entity: entity["entity_type"].as_str().unwrap_or("number").to_owned(),
            blocked: can == "BLOCKED",
            detail: words(&error["error_description"])
                .or_else(|| words(&entity["additional_info"][0]))
                .unwrap_or_else(|| format!("Meta says {can}.")),
            remedy: words(&error["possible_solution"]).unwrap_or_else(|| "Open WhatsApp Manager and follow what it asks for.".to_owned()),
        })
    });
    Some(ailing.collect())
}

/// The part as people call it.
pub(super) fn name(entity: &str) -> &'static str {
    match entity {
        "APP" => "The Meta app",
        "BUSINESS" => "The business portfolio",
        "WABA" => "The WhatsApp Business account",
        _ => "The number",
    }
}

fn words(value: &Value) -> Option<String> {
    value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_ails_is_told_with_metas_own_way_out() {
        let number = PhoneNumber {
            health_status: Some(json!({ "can_send_message": "BLOCKED", "entities": [
                { "entity_type": "PHONE_NUMBER", "id": "1", "can_send_message": "AVAILABLE" },
                { "entity_type": "WABA", "id": "2", "can_send_message": "BLOCKED", "errors": [
                    { "error_code": 141006, "error_description": "There is an error with the payment method.", "possible_solution": "Add one." }] },
                { "entity_type": "APP", "id": "3", "can_send_message": "LIMITED", "additional_info": ["In development."] } ] })),
            ..PhoneNumber::default()
        };
        let ailing = read(&number).unwrap();
        assert_eq!(ailing.len(), 2);
        assert_eq!((ailing[0].blocked, ailing[0].remedy.as_str()), (true, "Add one."));
        assert_eq!((ailing[1].blocked, ailing[1].detail.as_str()), (false, "In development."));
        assert_eq!(read(&PhoneNumber::default()), None);
    }
}
