//! THE LIST of what a customer can send, and how each looks in the thread and on the wire.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{
    deliver::Delivery,
    samples,
    webhook::items::set,
    world::{
        Refused, World,
        media::{Media, WEBHOOK_LIFE},
    },
};

/// What a customer sends.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Say {
    /// Plain text.
    Text {
        /// What it says.
        text: String,
    },
    /// A picture.
    Image(File),
    /// A film.
    Video(File),
    /// An audio file.
    Audio(File),
    /// A voice note.
    Voice(File),
    /// Any file.
    Document(File),
    /// A sticker.
    Sticker(File),
    /// A place.
    Location {
        /// Degrees.
        latitude: f64,
        /// Degrees.
        longitude: f64,
        /// Of the place.
        #[serde(default)]
        name: Option<String>,
        /// Of the place.
        #[serde(default)]
        address: Option<String>,
    },
    /// Contact cards, in WhatsApp's shape.
    Contacts {
        /// `contacts[]`.
        contacts: Vec<Value>,
        /// `contact_request` when the business asked for it.
        #[serde(default)]
        origin: Option<String>,
    },
    /// A cart from the catalog.
    Order {
        /// Of the business.
        catalog_id: String,
        /// With the order.
        #[serde(default)]
        text: Option<String>,
        /// `product_items[]`, in WhatsApp's shape.
        product_items: Vec<Value>,
    },
    /// Something the Cloud API cannot carry, e.g. `poll_creation`.
    Unsupported {
        /// WhatsApp's word for what it was.
        kind: String,
        /// Why: 131051 (not supported, the default) or 131060 (not available).
        #[serde(default)]
        code: Option<u32>,
    },
    /// A tapped quick reply of a template.
    #[serde(skip)]
    Button {
        /// What the business set for it.
        payload: String,
        /// Its label.
        text: String,
    },
    /// A tapped reply button, a chosen row or a completed form: WhatsApp's `interactive` object.
    #[serde(skip)]
    Interactive(Value),
    /// Any message object, sent as it is (with id, sender and time added).
    Raw {
        /// Must have a `type`.
        message: Map<String, Value>,
    },
}

/// A file a customer sends.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct File {
    /// Media id; a built-in sample when left out.
    pub media: Option<String>,
    /// Under the picture.
    pub caption: Option<String>,
    /// For documents.
    pub filename: Option<String>,
    /// For stickers.
    pub animated: bool,
}

/// How something is sent.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct How {
    /// To which business number; the first one when left out.
    pub number: Option<String>,
    /// The quoted message.
    pub reply_to: Option<String>,
    /// Came from another chat.
    pub forwarded: bool,
    /// Came from another chat, and went through more than five.
    pub frequently_forwarded: bool,
    /// The product it asks about: `{"catalog_id": …, "product_retailer_id": …}`.
    pub product: Option<Value>,
    /// The ad the customer came from, in WhatsApp's shape.
    pub referral: Option<Value>,
    /// How its webhook travels.
    pub delivery: Delivery,
}

impl How {
    /// `context`, apart from the quote.
    pub(crate) fn context(&self) -> Option<Value> {
        let mut context = json!({});
        set(&mut context, "forwarded", self.forwarded.then_some(true));
        set(&mut context, "frequently_forwarded", self.frequently_forwarded.then_some(true));
        set(&mut context, "referred_product", self.product.clone());
        context.as_object().is_some_and(|context| !context.is_empty()).then_some(context)
    }

    /// What the thread on the phone remembers of it.
    pub(crate) fn came_with(&self) -> Value {
        if self.referral.is_none() && self.product.is_none() && !self.frequently_forwarded {
            return Value::Null;
        }
        json!({ "referral": self.referral, "product": self.product, "frequently_forwarded": self.frequently_forwarded })
    }
}

/// A message ready to be filed and reported.
pub(crate) struct Spoken {
    pub(crate) kind: String,
    /// For the thread.
    pub(crate) content: Value,
    pub(crate) media: Value,
    /// The members of the wire message besides the common ones.
    pub(crate) wire: Map<String, Value>,
    /// Whether it opens the 24-hour window.
    pub(crate) opens_window: bool,
}

impl Say {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }
}

impl World {
    /// Turns what is said into thread content and wire members.
    pub(crate) fn spoken(&mut self, say: Say, number: &str) -> Result<Spoken, Refused> {
        match say {
            Say::Text { text } => {
                if text.is_empty() {
                    return Err(Refused::Invalid("A text message needs some text.".to_owned()));
                }
                Ok(simple("text", json!({ "body": text })))
            }
            Say::Image(file) => self.spoken_file("image", &file, &samples::PNG, number),
            Say::Video(file) => self.spoken_file("video", &file, &samples::MP4, number),
            Say::Audio(file) => self.spoken_file("audio", &file, &samples::OGG, number),
            Say::Voice(file) => self.spoken_file("voice", &file, &samples::OGG, number),
            Say::Document(file) => self.spoken_file("document", &file, &samples::PDF, number),
            Say::Sticker(file) => self.spoken_file("sticker", &file, &samples::WEBP, number),
            Say::Location {
                latitude,
                longitude,
                name,
                address,
            } => {
                let mut location = json!({ "latitude": latitude, "longitude": longitude });
                set(&mut location, "name", name);
                set(&mut location, "address", address);
                Ok(simple("location", location))
            }
            Say::Contacts { contacts, origin } => {
                let mut spoken = simple("contacts", Value::Array(contacts.clone()));
                spoken.content = json!({ "contacts": contacts });
                spoken.wire.extend(origin.map(|origin| ("origin".to_owned(), origin.into())));
                Ok(spoken)
            }
            Say::Order {
                catalog_id,
                text,
                product_items,
            } => {
                let mut order = json!({ "catalog_id": catalog_id, "product_items": product_items });
                set(&mut order, "text", text);
                Ok(simple("order", order))
            }
            Say::Unsupported { kind, code } => Ok(unsupported(&kind, code.unwrap_or(131_051))),
            Say::Button { payload, text } => Ok(simple("button", json!({ "payload": payload, "text": text }))),
            Say::Interactive(interactive) => Ok(simple("interactive", interactive)),
            Say::Raw { message } => raw(message),
        }
    }

    fn spoken_file(&mut self, kind: &str, file: &File, sample: &samples::Sample, number: &str) -> Result<Spoken, Refused> {
        let media = self.given_to_business(file.media.as_deref(), sample, number)?;
        let (wire_kind, voice) = if kind == "voice" { ("audio", true) } else { (kind, false) };
        let mut view = media.view();
        let mut wire = json!({
            "id": media.id, "mime_type": media.mime_type, "sha256": media.sha256, "url": self.download_url(&media.id),
        });
        let mut content = json!({});
        if let Some(caption) = file.caption.as_deref().filter(|_| matches!(kind, "image" | "video" | "document")) {
            wire["caption"] = caption.into();
            content["caption"] = caption.into();
        }
        match kind {
            "audio" | "voice" => {
                wire["voice"] = voice.into();
                view["voice"] = voice.into();
            }
            "document" => {
                let filename = file
                    .filename
                    .clone()
                    .or_else(|| media.filename.clone())
                    .unwrap_or_else(|| sample.filename.to_owned());
                view["filename"] = filename.clone().into();
                wire["filename"] = filename.into();
            }
            "sticker" => {
                wire["animated"] = file.animated.into();
                view["animated"] = file.animated.into();
            }
            _ => {}
        }
        let mut spoken = simple(wire_kind, wire);
        (spoken.content, spoken.media) = (content, view);
        Ok(spoken)
    }

    /// A copy of the file that the business may download for 7 days.
    pub(crate) fn given_to_business(&mut self, id: Option<&str>, sample: &samples::Sample, number: &str) -> Result<Media, Refused> {
        let now = self.now();
        let (mime_type, filename, bytes) = match id {
            None => (sample.mime_type.to_owned(), None, sample.bytes()),
            Some(id) => {
                let known = self.media.get(id, now);
                let file = known.ok_or_else(|| Refused::NotFound(format!("There is no media {id}. POST /control/media uploads some.")))?;
                (file.mime_type.clone(), file.filename.clone(), file.bytes.clone())
            }
        };
        let mut media = Media::new(self.random.digits(16), &mime_type, filename, bytes, now.plus(WEBHOOK_LIFE));
        media.business = self.number(number).map(|(business, _)| business.id.clone());
        self.media.put(media.clone());
        Ok(media)
    }
}

fn simple(kind: &str, object: Value) -> Spoken {
    Spoken {
        kind: kind.to_owned(),
        content: object.clone(),
        media: Value::Null,
        wire: Map::from_iter([(kind.to_owned(), object)]),
        opens_window: true,
    }
}

/// What the Cloud API says about messages it cannot carry.
pub(crate) fn unsupported(kind: &str, code: u32) -> Spoken {
    let details = match code {
        131_060 => "This message is currently unavailable.",
        _ => "Message type is not currently supported.",
    };
    let error = crate::graph::error::GraphError::new(code).details(details);
    let mut spoken = simple("unsupported", json!({ "type": kind }));
    spoken.wire.insert("errors".to_owned(), json!([error.in_webhook()]));
    spoken.opens_window = false;
    spoken
}

fn raw(mut message: Map<String, Value>) -> Result<Spoken, Refused> {
    let Some(kind) = message.get("type").and_then(Value::as_str).map(str::to_owned) else {
        return Err(Refused::Invalid(
            "A raw message needs a type, like {\"type\":\"text\",\"text\":{\"body\":\"hi\"}}.".to_owned(),
        ));
    };
    for common in ["id", "from", "from_user_id", "timestamp", "type"] {
        message.remove(common);
    }
    let content = message.get(&kind).cloned().unwrap_or_else(|| json!({}));
    let opens_window = kind != "system";
    Ok(Spoken {
        kind,
        content,
        media: Value::Null,
        wire: message,
        opens_window,
    })
}
