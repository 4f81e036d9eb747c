//! Webhook payloads in Meta's shapes: items, how several share a POST, and the bytes.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio_util::sync::DropGuard;

use crate::{clock::Time, deliver::Delivery};

pub(crate) mod items;

/// One thing to report: a message, a status, an echo, a change to the account.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) business: String,
    /// The number it is about; `None` for account fields.
    pub(crate) number: Option<String>,
    pub(crate) phone: Option<String>,
    /// The message, when the phone waits for its second tick.
    pub(crate) inbound: Option<String>,
    /// Webhook field.
    pub(crate) field: &'static str,
    pub(crate) metadata: Value,
    pub(crate) part: Part,
    /// For the log.
    pub(crate) label: String,
    pub(crate) at: Time,
    pub(crate) plan: Delivery,
    /// Dropped when the first attempt was made (or nothing will be).
    pub(crate) first_attempt: Option<Arc<DropGuard>>,
}

/// Where in the payload an item belongs.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    /// One of `value.messages[]`, with its contact.
    Message { contact: Option<Value>, message: Value },
    /// One of `value.statuses[]`, with its contact.
    Status { contact: Option<Value>, status: Value },
    /// One of `value.message_echoes[]`, with its contact.
    Echo { contact: Option<Value>, echo: Value },
    /// One of `value.user_preferences[]`, with its contact.
    Preference { contact: Option<Value>, preference: Value },
    /// One of `value.history[]`.
    History(Value),
    /// One of `value.state_sync[]`.
    Book(Value),
    /// The whole `value` of an account field.
    Account(Value),
}

impl Part {
    /// The array it is in, the element, and who it is about.
    fn place(&self) -> Option<(&'static str, &Value, Option<&Value>)> {
        match self {
            Self::Message { contact, message } => Some(("messages", message, contact.as_ref())),
            Self::Status { contact, status } => Some(("statuses", status, contact.as_ref())),
            Self::Echo { contact, echo } => Some(("message_echoes", echo, contact.as_ref())),
            Self::Preference { contact, preference } => Some(("user_preferences", preference, contact.as_ref())),
            Self::History(piece) => Some(("history", piece, None)),
            Self::Book(entry) => Some(("state_sync", entry, None)),
            Self::Account(_) => None,
        }
    }
}

/// The payload for items of one business: what follows each other and is alike shares a change.
pub(crate) fn payload(items: &[Item]) -> Value {
    let business = items.first().map(|item| item.business.as_str());
    let mut entries: Vec<Value> = Vec::new();
    for item in items {
        match item.part.place() {
            Some((array, element, contact)) => {
                let changes = message_changes(&mut entries, business);
                put(changes, item, array, element, contact);
            }
            None => entries.push(account_entry(item)),
        }
    }
    json!({ "object": "whatsapp_business_account", "entry": entries })
}

/// The changes of the entry for message fields; that entry has no time.
fn message_changes<'a>(entries: &'a mut Vec<Value>, business: Option<&str>) -> &'a mut Vec<Value> {
    let place = entries.iter().position(|entry| entry.get("time").is_none()).unwrap_or_else(|| {
        entries.push(json!({ "id": business, "changes": [] }));
        entries.len() - 1
    });
    entries[place]["changes"].as_array_mut().expect("changes were made an array above")
}

fn put(changes: &mut Vec<Value>, item: &Item, array: &str, element: &Value, contact: Option<&Value>) {
    let alike =
        |change: &Value| change["field"] == item.field && change["value"]["metadata"] == item.metadata && change["value"].get(array).is_some();
    let place = changes.iter().position(alike).unwrap_or_else(|| {
        let value = json!({ "messaging_product": "whatsapp", "metadata": item.metadata, array: [] });
        changes.push(json!({ "field": item.field, "value": value }));
        changes.len() - 1
    });
    let value = &mut changes[place]["value"];
    push(value, array, element);
    if let Some(contact) = contact
        && !value["contacts"].as_array().is_some_and(|known| known.contains(contact))
    {
        push(value, "contacts", contact);
    }
}

fn push(value: &mut Value, array: &str, element: &Value) {
    match value[array].as_array_mut() {
        Some(elements) => elements.push(element.clone()),
        None => value[array] = json!([element]),
    }
}

fn account_entry(item: &Item) -> Value {
    let Part::Account(value) = &item.part else {
        unreachable!("only account items have no place in a message change")
    };
    json!({ "id": item.business, "time": item.at.seconds(), "changes": [{ "field": item.field, "value": value }] })
}

/// JSON as Meta writes it: everything outside ASCII escaped, slashes too. The signature covers these bytes.
pub(crate) fn bytes(payload: &Value) -> String {
    use std::fmt::Write as _;
    let plain = payload.to_string();
    let mut escaped = String::with_capacity(plain.len() + plain.len() / 8);
    for character in plain.chars() {
        match character {
            '/' => escaped.push_str("\\/"),
            ' '..='~' => escaped.push(character),
            other => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    write!(escaped, "\\u{unit:04x}").expect("writing to a string cannot fail");
                }
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(part: Part) -> Item {
        Item {
            business: "1".to_owned(),
            number: Some("2".to_owned()),
            phone: None,
            inbound: None,
            field: "messages",
            metadata: json!({ "phone_number_id": "2" }),
            part,
            label: String::new(),
            at: Time::from_millis(5_000),
            plan: Delivery::default(),
            first_attempt: None,
        }
    }

    #[test]
    fn items_that_are_alike_share_a_change_and_contacts_are_named_once() {
        let message = |id| {
            item(Part::Message {
                contact: Some(json!({ "wa_id": "3" })),
                message: json!({ "id": id }),
            })
        };
        let status = item(Part::Status {
            contact: None,
            status: json!({ "id": "s" }),
        });
        let account = Item {
            field: "account_update",
            ..item(Part::Account(json!({ "event": "X" })))
        };
        let payload = payload(&[message("a"), status, account, message("b")]);
        assert_eq!(
            payload["entry"],
            json!([
                { "id": "1", "changes": [
                    { "field": "messages", "value": { "messaging_product": "whatsapp", "metadata": { "phone_number_id": "2" },
                      "contacts": [{ "wa_id": "3" }], "messages": [{ "id": "a" }, { "id": "b" }] } },
                    { "field": "messages", "value": { "messaging_product": "whatsapp", "metadata": { "phone_number_id": "2" },
                      "statuses": [{ "id": "s" }] } } ] },
                { "id": "1", "time": 5, "changes": [{ "field": "account_update", "value": { "event": "X" } }] },
            ])
        );
    }

    #[test]
    fn bytes_are_escaped_as_meta_escapes_them() {
        let value = json!({ "body": "¡hola/😀\n\u{7f}" });
        let text = bytes(&value);
        assert_eq!(text, r#"{"body":"\u00a1hola\/\ud83d\ude00\n\u007f"}"#);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
