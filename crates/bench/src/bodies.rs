//! Webhook bodies as Meta sends them, signed ahead of time so that the driver costs little while it measures.

use cloud_api::signature;
use model::{Clock as _, SystemClock};
use serde_json::{Value, json};

/// Whose webhooks they are.
#[derive(Debug, Clone)]
pub(crate) struct Sender {
    /// The app secret that signs.
    pub(crate) app_secret: String,
    /// Meta's id of the business account.
    pub(crate) waba_id: String,
    /// Meta's id of the number.
    pub(crate) phone_number_id: String,
    /// Path of the webhook address, `/webhooks/meta/app_…`.
    pub(crate) path: String,
    /// Host and port.
    pub(crate) host: String,
}

/// One inbound text message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    /// Meta's id of it.
    pub(crate) wamid: String,
    /// Which customer wrote it.
    pub(crate) customer: u32,
}

impl Message {
    /// The `number`th message of a run; `run` keeps runs on one database apart.
    #[must_use]
    pub(crate) fn new(run: u32, number: u32, customers: u32) -> Self {
        Self {
            wamid: format!("wamid.HBgNNTIxNTUxMjM0{run:08X}{number:010X}"),
            customer: number % customers,
        }
    }

    /// The customer's number.
    #[must_use]
    pub(crate) fn wa_id(&self) -> String {
        format!("52155{:08}", self.customer)
    }
}

impl Sender {
    /// The body of one delivery with these messages, in this order.
    #[must_use]
    pub(crate) fn body(&self, messages: &[Message]) -> Vec<u8> {
        let timestamp = (SystemClock.now().millis() / 1000).to_string();
        let contacts: Vec<Value> = messages
            .iter()
            .map(|message| json!({ "profile": { "name": format!("Customer {}", message.customer) }, "wa_id": message.wa_id() }))
            .collect();
        let items: Vec<Value> = messages
            .iter()
            .map(|message| {
                json!({ "from": message.wa_id(), "id": message.wamid, "timestamp": timestamp, "type": "text",
                        "text": { "body": "Hola, ¿tienen el café de olla en bolsas de un kilo?" } })
            })
            .collect();
        let value = json!({ "messaging_product": "whatsapp",
            "metadata": { "display_phone_number": "15550104477", "phone_number_id": self.phone_number_id },
            "contacts": contacts, "messages": items });
        let body = json!({ "object": "whatsapp_business_account",
            "entry": [{ "id": self.waba_id, "changes": [{ "field": "messages", "value": value }] }] });
        serde_json::to_vec(&body).expect("JSON values serialize")
    }

    /// The whole request, ready for the wire.
    #[must_use]
    pub(crate) fn request(&self, messages: &[Message]) -> Vec<u8> {
        self.post(&self.body(messages))
    }

    /// A signed POST of any body.
    #[must_use]
    pub(crate) fn post(&self, body: &[u8]) -> Vec<u8> {
        let signature = signature::sign(self.app_secret.as_bytes(), body);
        let mut request = format!(
            "POST {} HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\nx-hub-signature-256: {signature}\r\ncontent-length: {}\r\n\r\n",
            self.path,
            self.host,
            body.len()
        )
        .into_bytes();
        request.extend_from_slice(body);
        request
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_carries_a_signed_body_of_the_usual_size() {
        let sender = Sender {
            app_secret: "secret".into(),
            waba_id: "102290129340398".into(),
            phone_number_id: "106540352242922".into(),
            path: "/webhooks/meta/app_1".into(),
            host: "127.0.0.1:1".into(),
        };
        let message = Message::new(7, 3, 50);
        let body = sender.body(std::slice::from_ref(&message));
        assert!((500..620).contains(&body.len()), "{}", body.len());
        let request = String::from_utf8(sender.request(&[message])).unwrap();
        let header = request.lines().find_map(|line| line.strip_prefix("x-hub-signature-256: ")).unwrap();
        signature::verify(b"secret", Some(header), request.split("\r\n\r\n").nth(1).unwrap().as_bytes()).unwrap();
    }

    #[test]
    fn messages_of_two_runs_differ() {
        assert_ne!(Message::new(1, 5, 50).wamid, Message::new(2, 5, 50).wamid);
        assert_eq!(Message::new(1, 55, 50).customer, 5);
    }
}
