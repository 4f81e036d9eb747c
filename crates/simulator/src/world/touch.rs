//! Touching what a business sent: buttons, list rows and forms.

use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::{
    deliver::Delivery,
    world::{
        Refused, World,
        customer::Said,
        message::{Message, Side},
        say::{How, Say},
    },
};

/// How long a grant to call lasts (<https://developers.facebook.com/docs/whatsapp/cloud-api/calling/user-call-permissions>).
const CALL_PERMISSION: Duration = Duration::from_secs(7 * 24 * 3600);

impl World {
    /// Taps a reply button or a quick reply, named by id, payload, label or place (`#0`).
    pub(crate) fn tap(&mut self, phone: &str, id: &str, button: &str, card: Option<usize>, delivery: Delivery) -> Result<Said, Refused> {
        let message = self.offered(phone, id)?;
        let (say, used) = match message.kind.as_str() {
            "template" => template_button(&message.content, button, card)?,
            _ if message.content["type"] == "call_permission_request" => self.call_permission(button)?,
            _ => reply_button(&message.content, button)?,
        };
        self.touch(&message, say, used, delivery)
    }

    /// Chooses a row of a list, named by id or title.
    pub(crate) fn choose(&mut self, phone: &str, id: &str, row: &str, delivery: Delivery) -> Result<Said, Refused> {
        let message = self.offered(phone, id)?;
        let sections = message.content["action"]["sections"].as_array().cloned().unwrap_or_default();
        let rows = sections
            .iter()
            .flat_map(|section| section["rows"].as_array().cloned().unwrap_or_default());
        let chosen = rows.into_iter().find(|candidate| candidate["id"] == row || candidate["title"] == row);
        let chosen = chosen.ok_or_else(|| Refused::Invalid(format!("The list has no row {row:?}.")))?;
        let used = chosen["id"].as_str().unwrap_or_default().to_owned();
        let say = Say::Interactive(json!({ "type": "list_reply", "list_reply": chosen }));
        self.touch(&message, say, used, delivery)
    }

    /// Completes a WhatsApp Flow or an address form.
    pub(crate) fn submit(&mut self, phone: &str, id: &str, response: Map<String, Value>, delivery: Delivery) -> Result<Said, Refused> {
        let message = self.offered(phone, id)?;
        let (name, token) = form(&message).ok_or_else(|| Refused::Invalid("This message has no form to complete.".to_owned()))?;
        let mut response = response;
        self.give_files(&mut response, &message.number)?;
        if let Some(token) = token {
            response.entry("flow_token").or_insert(token);
        }
        let reply = json!({ "name": name, "body": "Sent", "response_json": Value::Object(response).to_string() });
        let say = Say::Interactive(json!({ "type": "nfm_reply", "nfm_reply": reply }));
        self.touch(&message, say, "submitted".to_owned(), delivery)
    }

    /// The answer to a request for permission to call: `accept` (7 days), `accept_always` or `reject`.
    fn call_permission(&self, answer: &str) -> Result<(Say, String), Refused> {
        let always = answer == "accept_always";
        let mut reply = match answer {
            "accept" | "accept_always" => json!({ "response": "accept", "is_permanent": always }),
            "reject" => json!({ "response": "reject", "is_permanent": false }),
            _ => return Err(Refused::Invalid("Answer with accept, accept_always or reject.".to_owned())),
        };
        if answer == "accept" {
            reply["expiration_timestamp"] = self.now().plus(CALL_PERMISSION).seconds().into();
        }
        reply["response_source"] = "user_action".into();
        let say = Say::Interactive(json!({ "type": "call_permission_reply", "call_permission_reply": reply }));
        Ok((say, answer.to_owned()))
    }

    /// The message a phone touches: from the business, in the thread.
    fn offered(&self, phone: &str, id: &str) -> Result<Message, Refused> {
        let number = self.chat_of(phone, id)?;
        let message = self.in_chat(phone, &number, id)?;
        match message.from {
            Side::Business => Ok(message.clone()),
            Side::Phone => Err(Refused::Invalid(
                "Only messages of the business have buttons, lists and forms.".to_owned(),
            )),
        }
    }

    fn touch(&mut self, message: &Message, say: Say, used: String, delivery: Delivery) -> Result<Said, Refused> {
        if let Some(touched) = self.message_mut(&message.id) {
            if !touched.chosen.contains(&used) {
                touched.chosen.push(used);
            }
            let touched = touched.clone();
            self.tell_message("message_changed", &touched);
        }
        let how = How {
            number: Some(message.number.clone()),
            reply_to: Some(message.id.clone()),
            delivery,
            ..How::default()
        };
        self.say(&message.phone, say, how)
    }
}

/// A reply button of an interactive message, or the location and contact requests, which are answered by sending those.
fn reply_button(content: &Value, button: &str) -> Result<(Say, String), Refused> {
    let buttons = content["action"]["buttons"].as_array().cloned().unwrap_or_default();
    let replies = buttons.iter().map(|button| button["reply"].clone());
    let found = find(replies, button, |reply| [reply["id"].clone(), reply["title"].clone()]);
    let reply = found.ok_or_else(|| no_button(button))?;
    let used = reply["id"].as_str().unwrap_or_default().to_owned();
    Ok((Say::Interactive(json!({ "type": "button_reply", "button_reply": reply })), used))
}

fn template_button(content: &Value, button: &str, card: Option<usize>) -> Result<(Say, String), Refused> {
    let holder = match card {
        Some(place) => content["cards"]
            .get(place)
            .ok_or_else(|| Refused::Invalid(format!("The carousel has no card {place}.")))?,
        None => content,
    };
    let buttons = holder["buttons"].as_array().cloned().unwrap_or_default();
    let found = find(buttons.into_iter(), button, |button| [button["payload"].clone(), button["text"].clone()]);
    let found = found.ok_or_else(|| no_button(button))?;
    if found["type"] != "QUICK_REPLY" {
        return Err(Refused::Invalid(format!(
            "The button {button:?} opens something on the phone; WhatsApp tells the business nothing."
        )));
    }
    let text = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
    Ok((
        Say::Button {
            payload: text("payload"),
            text: text("text"),
        },
        text("payload"),
    ))
}

/// The button with one of these names, or at this place (`#0`).
fn find(buttons: impl Iterator<Item = Value>, wanted: &str, names: impl Fn(&Value) -> [Value; 2]) -> Option<Value> {
    let place: Option<usize> = wanted.strip_prefix('#').and_then(|place| place.parse().ok());
    let buttons: Vec<Value> = buttons.collect();
    let named = buttons.iter().position(|button| names(button).iter().any(|name| name == wanted));
    buttons.into_iter().nth(named.or(place)?)
}

/// Name and token of the form a message opens.
fn form(message: &Message) -> Option<(&'static str, Option<Value>)> {
    if message.kind == "template" {
        let buttons = message.content["buttons"].as_array()?;
        let flow = buttons.iter().find(|button| button["type"] == "FLOW")?;
        return Some(("flow", flow.get("flow_token").cloned()));
    }
    match message.content["type"].as_str()? {
        "flow" => Some(("flow", message.content["action"]["parameters"].get("flow_token").cloned())),
        "address_message" => Some(("address_message", None)),
        _ => None,
    }
}

fn no_button(button: &str) -> Refused {
    Refused::Invalid(format!("The message has no button {button:?}."))
}
