//! A form that is open on a phone: what the message opens, what the phone asks the business, and how it is sent in. Encrypted as devices do.

use bytes::Bytes;
use serde_json::{Map, Value, json};
use wa_flow_crypto::media::encrypt;

use crate::{
    exchange::{Answered, Exchange},
    samples,
    simulator::Simulator,
    world::{
        Refused, World,
        media::Media,
        message::{Message, Side},
    },
};

/// A form's files stay on the CDN for so long (*Media Upload Components*).
const FILE_LIFE: std::time::Duration = std::time::Duration::from_secs(20 * 86_400);

/// What a message opens.
#[derive(Debug, Clone)]
pub(crate) struct Opened {
    pub(crate) number: String,
    /// Flow JSON.
    pub(crate) form: Value,
    pub(crate) name: String,
    pub(crate) token: String,
    pub(crate) is_draft: bool,
    pub(crate) asks_first: bool,
    /// The screen it opens on, and that screen's data.
    pub(crate) screen: Option<String>,
    pub(crate) data: Map<String, Value>,
    pub(crate) endpoint: Option<String>,
}

impl World {
    /// The form that a message of the business opens.
    pub(crate) fn opened_form(&self, phone: &str, message: &str) -> Result<Opened, Refused> {
        let number = self.chat_of(phone, message)?;
        let message = self.in_chat(phone, &number, message)?;
        let (flow_id, flow_name, parameters) = opens(message).ok_or_else(|| Refused::Invalid("This message opens no form.".to_owned()))?;
        let (business, _) = self
            .number(&number)
            .ok_or_else(|| Refused::NotFound("The business number is gone.".to_owned()))?;
        let form = business
            .forms
            .iter()
            .find(|form| Some(&form.id) == flow_id.as_ref() || Some(&form.name) == flow_name.as_ref())
            .ok_or_else(|| Refused::NotFound("The business has no such form (any more).".to_owned()))?;
        let is_draft = parameters["mode"] == "draft";
        if !is_draft && matches!(form.status.as_str(), "BLOCKED" | "DEPRECATED") {
            return Err(Refused::Conflict(format!(
                "The form is {}: it cannot be opened.",
                form.status.to_lowercase()
            )));
        }
        let content = form
            .content(is_draft)
            .ok_or_else(|| Refused::Conflict("The form was never published.".to_owned()))?;
        let payload = &parameters["flow_action_payload"];
        Ok(Opened {
            number,
            form: serde_json::from_str(content).map_err(|_| Refused::Conflict("The form's text cannot be read.".to_owned()))?,
            name: form.name.clone(),
            token: parameters["flow_token"].as_str().unwrap_or("unused").to_owned(),
            is_draft,
            asks_first: parameters["flow_action"] == "data_exchange",
            screen: payload["screen"]
                .as_str()
                .map(str::to_owned)
                .filter(|screen| screen != "FIRST_ENTRY_SCREEN"),
            data: payload["data"].as_object().cloned().unwrap_or_default(),
            endpoint: form.endpoint_uri.clone(),
        })
    }

    /// Files that a customer put into a field, as they stand in a completed form: ordinary media that the business may download.
    pub(crate) fn give_files(&mut self, response: &mut Map<String, Value>, number: &str) -> Result<(), Refused> {
        for value in response.values_mut() {
            let Some(ids) = chosen(value) else { continue };
            let mut given = Vec::new();
            for id in ids {
                let media = self.given_to_business(id.as_deref(), &samples::PNG, number)?;
                given.push(json!({
                    "file_name": media.filename.clone().unwrap_or_else(|| "photo.png".to_owned()), "mime_type": media.mime_type,
                    "sha256": media.sha256, "id": media.id,
                }));
            }
            *value = given.into();
        }
        Ok(())
    }

    /// Files that a customer put into a field, as they stand in a data exchange: encrypted on the CDN, with their keys beside them.
    fn encrypt_files(&mut self, data: &mut Map<String, Value>, number: &str) -> Result<(), Refused> {
        for value in data.values_mut() {
            let Some(ids) = chosen(value) else { continue };
            let mut uploaded = Vec::new();
            for id in ids {
                let plain = self.given_to_business(id.as_deref(), &samples::PNG, number)?;
                let (file, keys) = encrypt(&plain.bytes, self.random.bytes(), self.random.bytes(), self.random.bytes());
                let id = self.random.digits(16);
                let expires_at = self.now().plus(FILE_LIFE);
                let mut stored = Media::new(id.clone(), "application/octet-stream", None, Bytes::from(file), expires_at);
                stored.business = plain.business.clone();
                self.media.put(stored);
                uploaded.push(json!({
                    "media_id": id, "cdn_url": format!("{}/graph/form-files/{id}", self.public_base),
                    "file_name": plain.filename.clone().unwrap_or_else(|| "photo.png".to_owned()), "encryption_metadata": keys,
                }));
            }
            *value = uploaded.into();
        }
        Ok(())
    }
}

impl Opened {
    /// Asks the business: `INIT`, `data_exchange` or `BACK`. Files are encrypted and uploaded first.
    pub(crate) async fn ask(&self, simulator: &Simulator, action: &str, screen: &str, data: &Map<String, Value>) -> Result<Answered, Refused> {
        let endpoint = self
            .endpoint
            .as_deref()
            .ok_or_else(|| Refused::Conflict("The form has no endpoint to ask.".to_owned()))?;
        let mut data = data.clone();
        simulator.inner.with(|world| world.encrypt_files(&mut data, &self.number))?;
        let request = json!({ "version": "3.0", "action": action, "screen": screen, "data": data, "flow_token": self.token });
        match Exchange::of(simulator, &self.number, endpoint) {
            Ok(exchange) => Ok(exchange.ask(&request).await),
            Err(error) => Ok(Answered {
                error: Some(error),
                ..Answered::default()
            }),
        }
    }
}

/// Form id, form name and parameters of a message that opens a form.
fn opens(message: &Message) -> Option<(Option<String>, Option<String>, Value)> {
    if message.from != Side::Business {
        return None;
    }
    let parameters = if message.kind == "template" {
        message.content["buttons"]
            .as_array()?
            .iter()
            .find(|button| button["type"] == "FLOW")?
            .clone()
    } else if message.content["type"] == "flow" {
        message.content["action"]["parameters"].clone()
    } else {
        return None;
    };
    let text = |name: &str| parameters[name].as_str().map(str::to_owned);
    Some((text("flow_id"), text("flow_name"), parameters))
}

/// The media that were chosen in a picker: `[{"media": "<id>"}]`, or `[{"media": null}]` for a built-in picture.
fn chosen(value: &Value) -> Option<Vec<Option<String>>> {
    let list = value.as_array().filter(|list| !list.is_empty())?;
    let one = |item: &Value| {
        let object = item.as_object().filter(|object| object.len() == 1)?;
        object.get("media").map(|media| media.as_str().map(str::to_owned))
    };
    list.iter().map(one).collect()
}
