//! What Meta decides about an account: templates and numbers, and the webhooks that say so.

use serde_json::{Value, json};

use crate::{
    deliver::Delivery,
    webhook::{Item, Part},
    world::World,
};

impl World {
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
        let value = json!({
            "event": status, "message_template_id": numeric, "message_template_name": template.name,
            "message_template_language": template.language, "reason": reason, "message_template_category": template.category,
        });
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
