//! What Meta decides about an account: bans, limits, names, PINs, templates, and the webhooks that say so.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    deliver::Delivery,
    webhook::{Item, Part},
    world::World,
};

/// An event to send. What it does not name is chosen for it: the first number, the first template, a value that makes sense.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccountEvent {
    /// One of [`EVENTS`].
    pub(crate) event: String,
    /// The template's id.
    pub(crate) template: Option<String>,
    /// The quality, category, limit, name or text that the event is about.
    pub(crate) value: Option<String>,
    /// Meta's reason.
    pub(crate) reason: Option<String>,
    /// When a restriction ends, unix seconds.
    pub(crate) until: Option<i64>,
}

/// THE LIST of events: word, webhook field, and what `value` is.
pub(crate) const EVENTS: [(&str, &str, &str); 29] = [
    ("alert", "account_alerts", "value: the alert's type"),
    ("alert_over", "account_alerts", "value: the alert's type"),
    ("ban_scheduled", "account_update", ""),
    ("banned", "account_update", ""),
    ("calling_disabled", "account_settings_update", ""),
    ("calling_enabled", "account_settings_update", ""),
    ("capability", "business_capability_update", "value: people in 24 hours, -1 for no limit"),
    ("deleted", "account_update", ""),
    ("flagged", "phone_number_quality_update", ""),
    ("limit_lowered", "phone_number_quality_update", "value: the tier, such as TIER_250"),
    ("limit_raised", "phone_number_quality_update", "value: the tier, such as TIER_10K"),
    ("name_approved", "phone_number_name_update", "value: the name"),
    ("name_rejected", "phone_number_name_update", "value: the name; reason: Meta's"),
    ("partner_removed", "account_update", ""),
    ("pin_changed", "security", ""),
    ("pin_reset_requested", "security", ""),
    ("reconnected", "account_update", ""),
    ("reinstated", "account_update", ""),
    ("restricted", "account_update", "value: the restriction; until: when it ends"),
    ("review_approved", "account_review_update", ""),
    ("review_rejected", "account_review_update", ""),
    ("template_approved", "message_template_status_update", "template: its id"),
    (
        "template_category",
        "template_category_update",
        "template: its id; value: the new category",
    ),
    (
        "template_category_announced",
        "template_category_update",
        "template: its id; value: the category it will have",
    ),
    (
        "template_edited",
        "message_template_components_update",
        "template: its id; value: the new text",
    ),
    (
        "template_paused",
        "message_template_status_update",
        "template: its id; reason: FIRST_PAUSE, SECOND_PAUSE",
    ),
    (
        "template_quality",
        "message_template_quality_update",
        "template: its id; value: GREEN, YELLOW or RED",
    ),
    ("unflagged", "phone_number_quality_update", ""),
    ("violation", "account_update", "value: the violation"),
];

impl World {
    /// Changes the account as the event says and reports it; gives the webhook's field and value.
    pub(crate) fn account_event(&mut self, business: &str, event: &AccountEvent) -> Result<(&'static str, Value), String> {
        let Some(&(word, field, _)) = EVENTS.iter().find(|(word, ..)| *word == event.event) else {
            let words: Vec<&str> = EVENTS.iter().map(|(word, ..)| *word).collect();
            return Err(format!("event is one of {}.", words.join(", ")));
        };
        if self.business(business).is_none() {
            return Err(format!("There is no business {business}. GET /control/businesses lists them."));
        }
        let value = if word.starts_with("template_") {
            self.template_event(business, word, event)?
        } else {
            self.number_event(business, word, event)?
        };
        self.report_account(business, field, value.clone(), format!("account {word}"));
        Ok((field, value))
    }

    fn number_event(&mut self, business: &str, word: &str, event: &AccountEvent) -> Result<Value, String> {
        let date = "April 17, 2027";
        let until = event.until.unwrap_or_else(|| self.now().seconds() + 24 * 60 * 60);
        let number = self
            .business_mut(business)
            .and_then(|business| business.numbers.first_mut())
            .ok_or("The business has no number.")?;
        let digits = number.digits();
        let given = |fallback: &str| event.value.clone().unwrap_or_else(|| fallback.to_owned());
        let mut becomes = |status: &str| status.clone_into(&mut number.status);
        let ban = |state: &str| json!({ "event": "DISABLED_UPDATE", "ban_info": { "waba_ban_state": state, "waba_ban_date": date } });
        let quality = |event: &str, limit: String| json!({ "display_phone_number": digits, "event": event, "current_limit": limit });
        let name = |decision: &str, reason: Value| json!({ "display_phone_number": digits, "decision": decision, "requested_verified_name": given("Prism Cafe"), "rejection_reason": reason });
        let alert = |status: &str| {
            json!({ "entity_type": "BUSINESS", "entity_id": business, "alert_info": {
                "alert_severity": "CRITICAL", "alert_status": status, "alert_type": given("OBA_REJECTED"),
                "alert_description": "The official business account was rejected." } })
        };
        Ok(match word {
            "alert" => alert("ACTIVE"),
            "alert_over" => alert("NONE"),
            "ban_scheduled" => ban("SCHEDULE_FOR_DISABLE"),
            "banned" => {
                becomes("BANNED");
                ban("DISABLE")
            }
            "reinstated" => {
                becomes("CONNECTED");
                ban("REINSTATE")
            }
            "calling_disabled" | "calling_enabled" => {
                let status = if word == "calling_enabled" { "ENABLED" } else { "DISABLED" };
                json!({ "type": "phone_number_settings", "phone_number_settings": { "calling": { "status": status } } })
            }
            "capability" => {
                let people: i64 = given("2000").parse().map_err(|_| "value is a number of people, or -1.")?;
                json!({ "max_daily_conversations_per_business": people, "max_phone_numbers_per_business": 20 })
            }
            "deleted" => {
                becomes("DELETED");
                json!({ "event": "ACCOUNT_DELETED" })
            }
            "partner_removed" => json!({ "event": "PARTNER_REMOVED", "waba_info": { "waba_id": business } }),
            "reconnected" => {
                becomes("CONNECTED");
                json!({ "event": "ACCOUNT_RECONNECTED" })
            }
            "restricted" => {
                becomes("RESTRICTED");
                let kind = given("RESTRICTED_BIZ_INITIATED_MESSAGING");
                json!({ "event": "ACCOUNT_RESTRICTION", "restriction_info": [{ "restriction_type": kind, "expiration": until }] })
            }
            "violation" => json!({ "event": "ACCOUNT_VIOLATION", "violation_info": { "violation_type": given("SCAM") } }),
            "flagged" => {
                "RED".clone_into(&mut number.quality);
                quality("FLAGGED", given("TIER_250"))
            }
            "unflagged" => {
                "GREEN".clone_into(&mut number.quality);
                quality("UNFLAGGED", given("TIER_2K"))
            }
            "limit_lowered" => quality("DOWNGRADE", given("TIER_250")),
            "limit_raised" => quality("UPGRADE", given("TIER_10K")),
            "name_approved" => {
                number.verified_name = given("Prism Cafe");
                name("APPROVED", Value::Null)
            }
            "name_rejected" => name("REJECTED", json!(event.reason.as_deref().unwrap_or("NAME_FORMAT_UNACCEPTABLE"))),
            "pin_changed" => json!({ "display_phone_number": digits, "event": "PIN_CHANGED", "requester": "1" }),
            "pin_reset_requested" => json!({ "display_phone_number": digits, "event": "PIN_RESET_REQUEST", "requester": "1" }),
            "review_approved" => json!({ "decision": "APPROVED" }),
            "review_rejected" => json!({ "decision": "REJECTED" }),
            other => return Err(format!("Nothing is known about the event {other}.")),
        })
    }

    fn template_event(&mut self, business: &str, word: &str, event: &AccountEvent) -> Result<Value, String> {
        let now = self.now();
        let business = self.business_mut(business).ok_or("There is no such business.")?;
        let template = match &event.template {
            Some(id) => business.template_mut(id),
            None => business.templates.first_mut(),
        };
        let template = template.ok_or("There is no such template. GET /control/templates lists them.")?;
        template.updated_at = now;
        // A number beyond 32 bits, and the language with a dash: so Meta writes them.
        let id: u64 = template.id.parse().unwrap_or_default();
        let mut value = json!({
            "message_template_id": id, "message_template_name": template.name, "message_template_language": template.language.replace('_', "-"),
        });
        let given = |fallback: &str| event.value.clone().unwrap_or_else(|| fallback.to_owned());
        match word {
            "template_approved" => {
                "APPROVED".clone_into(&mut template.status);
                value["event"] = json!("APPROVED");
                value["reason"] = json!("NONE");
            }
            "template_paused" => {
                "PAUSED".clone_into(&mut template.status);
                value["event"] = json!("PAUSED");
                value["other_info"] = json!({ "title": event.reason.as_deref().unwrap_or("FIRST_PAUSE"), "description": "Low quality." });
            }
            "template_quality" => {
                value["previous_quality_score"] = json!(template.quality);
                template.quality = given("RED");
                value["new_quality_score"] = json!(template.quality);
            }
            "template_category" => {
                value["previous_category"] = json!(template.category);
                template.category = given("MARKETING");
                value["new_category"] = json!(template.category);
            }
            "template_category_announced" => {
                value["new_category"] = json!(template.category);
                value["correct_category"] = json!(given("MARKETING"));
                value["category_update_timestamp"] = json!(now.seconds() + 24 * 60 * 60);
            }
            "template_edited" => {
                let text = given("A new text.");
                if let Some(body) = template
                    .components
                    .iter_mut()
                    .find(|component| component["type"].as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("BODY")))
                {
                    body["text"] = json!(text);
                }
                value["message_template_element"] = json!(text);
            }
            other => return Err(format!("Nothing is known about the event {other}.")),
        }
        Ok(value)
    }

    /// Sets a template's status and reports it.
    pub(crate) fn decide_template(&mut self, id: &str, status: &str, reason: &str) {
        let now = self.now();
        let Some(business) = self.businesses.iter_mut().find(|business| business.template(id).is_some()) else {
            return;
        };
        let business_id = business.id.clone();
        let Some(template) = business.template_mut(id) else { return };
        (template.status, template.rejected_reason, template.updated_at) = (status.to_owned(), reason.to_owned(), now);
        let numeric: u64 = template.id.parse().unwrap_or_default();
        let mut value = json!({
            "event": status, "message_template_id": numeric, "message_template_name": template.name,
            "message_template_language": template.language, "reason": reason, "message_template_category": template.category,
        });
        match status {
            "REJECTED" if reason != "NONE" => {
                value["rejection_info"] = json!({ "reason": reason, "recommendation": recommendation(reason) });
            }
            // A pause says which one it is beside, not as its reason.
            "PAUSED" => {
                value["reason"] = json!("NONE");
                let title = if reason == "NONE" { "FIRST_PAUSE" } else { reason };
                value["other_info"] = json!({ "title": title, "description": "People blocked or reported messages of this template." });
            }
            _ => {}
        }
        let label = format!("template {} {status}", template.name);
        self.report_account(&business_id, "message_template_status_update", value, label);
    }

    /// Reports a change of an account field.
    pub(crate) fn report_account(&mut self, business: &str, field: &'static str, value: Value, label: String) {
        let item = Item {
            business: business.to_owned(),
            number: None,
            phone: None,
            inbound: None,
            field,
            metadata: Value::Null,
            part: Part::Account(value),
            label,
            at: self.now(),
            plan: Delivery::default(),
            first_attempt: None,
        };
        self.outgoing.push(item);
    }
}

/// What this Meta recommends to whoever it rejects.
fn recommendation(reason: &str) -> &'static str {
    match reason {
        "ABUSIVE_CONTENT" | "SCAM" => "Take out what threatens, deceives or asks for sensitive data.",
        "INCORRECT_CATEGORY" | "TAG_CONTENT_MISMATCH" => "Choose the category that fits the text, or change the text to fit it.",
        "INVALID_FORMAT" => "Check the variables and their samples, the spelling and the links.",
        "PROMOTIONAL" => "Take the advertising out, or make it a marketing template.",
        _ => "Change the text and send it in again.",
    }
}

#[cfg(test)]
mod tests {
    use super::EVENTS;

    #[test]
    fn every_event_is_named_once_and_in_order() {
        assert!(EVENTS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
