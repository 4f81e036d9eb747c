//! Customers who change their number, or what they want to hear.

use serde_json::json;

use crate::{
    deliver::Delivery,
    webhook::{Item, Part, items},
    world::{Refused, World},
};

impl World {
    /// Moves to another number, or to one that is not shown to businesses.
    pub(crate) fn change_number(&mut self, phone: &str, wa_id: Option<&str>) -> Result<(), Refused> {
        let before: Vec<_> = {
            let customer = self.phone(phone)?;
            let known = |number: &&str| customer.chat(number).is_some_and(|chat| !chat.messages.is_empty());
            let numbers = self
                .businesses
                .iter()
                .flat_map(|business| business.numbers.iter().map(move |number| (business, number)));
            numbers
                .filter(|(_, number)| known(&number.id.as_str()))
                .map(|(business, number)| (number.id.clone(), customer.user_id(&business.portfolio_id)))
                .collect()
        };
        let old_number = self.phone(phone)?.wa_id.clone();
        self.change_identity(phone, wa_id)?;
        self.tell_phone(phone, "updated");
        for (number, previous) in before {
            let (customer, Some((business, _))) = (self.phone(phone)?, self.number(&number)) else {
                continue;
            };
            let (name, user_id) = (customer.name.clone(), customer.user_id(&business.portfolio_id));
            let (kind, body) = match wa_id {
                Some(new) => (
                    "user_changed_number",
                    format!("User {name} changed from {} to {new}", old_number.as_deref().unwrap_or("unknown")),
                ),
                None => ("user_changed_user_id", format!("User {name} changed their user id")),
            };
            let mut system = json!({ "type": kind, "body": body, "user_id": user_id, "previous_user_id": previous });
            items::set(&mut system, "wa_id", wa_id);
            let mut wire = json!({ "system": system, "from_user_id": previous });
            // It comes from whom the business knew until now.
            items::set(&mut wire, "from", old_number.as_deref().filter(|_| wa_id.is_some()));
            let id = self.wamid(phone)?;
            self.report(phone, &number, &id, "system", items::object(wire), Delivery::default());
        }
        Ok(())
    }

    /// Wants no more marketing from a business, or wants it again.
    pub(crate) fn prefer(&mut self, phone: &str, number: &str, stop: bool) -> Result<(), Refused> {
        self.chat_mut(phone, number)?.marketing_stopped = stop;
        self.tell_phone(phone, "updated");
        let now = self.now();
        let (customer, Some((business, own))) = (self.phone(phone)?, self.number(number)) else {
            return Ok(());
        };
        let preference = items::preference(customer, business, stop, now);
        let item = Item {
            business: business.id.clone(),
            number: Some(number.to_owned()),
            phone: Some(phone.to_owned()),
            inbound: None,
            field: "user_preferences",
            metadata: own.metadata(),
            part: Part::Preference {
                contact: Some(items::contact(customer, business)),
                preference,
            },
            label: format!("marketing {}", if stop { "stop" } else { "resume" }),
            at: now,
            plan: Delivery::default(),
            first_attempt: None,
        };
        self.outgoing.push(item);
        Ok(())
    }
}
