//! The owner of the business, who also has the number in the WhatsApp Business app.

use serde_json::json;

use crate::{
    deliver::Delivery,
    webhook::{Item, Part, items},
    world::{
        Refused, World,
        message::{Message, Sent, Ticks, Via},
        sends::status_only,
    },
};

impl World {
    /// The owner answers in the WhatsApp Business app: it appears on the phone and is echoed.
    pub(crate) fn echo(&mut self, number: &str, phone: &str, text: &str) -> Result<Message, Refused> {
        let now = self.now();
        let (_, own) = self
            .number(number)
            .ok_or_else(|| Refused::NotFound(format!("There is no business number {number}.")))?;
        if !own.coexistence {
            let detail = "This number is not in the WhatsApp Business app. PATCH /control/numbers/{id} with {\"coexistence\":true} puts it there.";
            return Err(Refused::Invalid(detail.to_owned()));
        }
        let handle = self.phone(phone)?.handle().to_owned();
        let id = self.random.wamid(&handle);
        let mut message = status_only(
            &id,
            phone,
            number,
            Sent {
                opaque: None,
                to_number: true,
                category: String::new(),
                free_entry: false,
                priced: true,
            },
            now,
        );
        (message.kind, message.content) = ("text".to_owned(), json!({ "body": text, "preview_url": false }));
        (message.via, message.sent, message.arrived, message.ticks) = (Via::App, None, true, Ticks::Delivered);
        self.file(message.clone());
        self.end_typing(phone, number, None);
        self.tell_message("message", &message);
        let (customer, Some((business, own))) = (self.phone(phone)?, self.number(number)) else {
            return Ok(message);
        };
        let item = Item {
            business: business.id.clone(),
            number: Some(number.to_owned()),
            phone: Some(phone.to_owned()),
            inbound: None,
            field: "smb_message_echoes",
            metadata: own.metadata(),
            part: Part::Echo {
                contact: Some(items::contact(customer, business)),
                echo: items::echo(&message, customer, business, own),
            },
            label: format!("echo {id}"),
            at: now,
            plan: Delivery::default(),
            first_attempt: None,
        };
        self.outgoing.push(item);
        Ok(message)
    }
}
