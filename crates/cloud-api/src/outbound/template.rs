//! A template, filled in: the only thing Meta takes outside the 24-hour window.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::check::{Check, ViolationCode};
use super::media::check_source;
use super::{LIMITS, OutboundKind};

/// A template with its variables (*Templates*, "Send"). The definition lives with Meta under name and language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Lower-case letters, digits and `_`, at most 512.
    pub name: String,
    /// Which translation.
    pub language: Language,
    /// Values for header, body, buttons and cards; nothing for a template without variables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
}

/// A translation of a template.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// `en_US`, `pt_BR` …
    pub code: String,
    /// `deterministic`, the only policy there is; Meta needs none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
}

/// Values for one part of the template.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// Which part.
    #[serde(rename = "type")]
    pub kind: ComponentKind,
    /// Which sort of button: `quick_reply`, `url`, `copy_code`, `flow`, `voice_call` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_type: Option<String>,
    /// Which button, from 0. Meta wants it as text.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "text_index")]
    pub index: Option<u8>,
    /// The values: in the order of `{{1}}`, `{{2}}` …, or by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// The cards of a carousel.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<TemplateCard>,
}

/// A part of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComponentKind {
    /// The text.
    Body,
    /// One button.
    Button,
    /// The cards.
    Carousel,
    /// Picture, film, document, place or text on top.
    Header,
    /// The end of an offer.
    LimitedTimeOffer,
}

/// Values for one card of a carousel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateCard {
    /// Place, from 0.
    pub card_index: u8,
    /// Values for its parts.
    pub components: Vec<Component>,
}

/// One value. `Other` carries what Meta adds later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Parameter {
    /// Words for a variable; `parameter_name` for templates with named variables.
    Text {
        /// The words.
        text: String,
        /// Which variable.
        #[serde(skip_serializing_if = "Option::is_none")]
        parameter_name: Option<String>,
    },
    /// An amount of money, written the reader's way.
    Currency {
        /// The amount.
        currency: Currency,
    },
    /// A date.
    DateTime {
        /// The date.
        date_time: DateTime,
    },
    /// Picture of the header.
    Image {
        /// The file.
        image: TemplateMedia,
    },
    /// Film of the header.
    Video {
        /// The file.
        video: TemplateMedia,
    },
    /// Document of the header.
    Document {
        /// The file.
        document: TemplateMedia,
    },
    /// What a quick reply answers.
    Payload {
        /// Comes back as `button.payload`.
        payload: String,
    },
    /// The code to copy.
    CouponCode {
        /// At most 20 characters.
        coupon_code: String,
    },
    /// Native Flow: token and first data.
    Action {
        /// `flow_token`, `flow_action_data`.
        action: Value,
    },
    /// How long a call button works.
    TtlMinutes {
        /// Minutes.
        ttl_minutes: u32,
    },
    /// Place of the header.
    Location {
        /// The place.
        location: TemplatePlace,
    },
    /// The end of an offer.
    LimitedTimeOffer {
        /// When it ends.
        limited_time_offer: OfferEnd,
    },
    /// Product of the header of a catalogue template or card.
    Product {
        /// Which.
        product: TemplateProduct,
    },
    /// A film that plays by itself, as an MP4 (marketing templates).
    Gif {
        /// The file.
        gif: TemplateMedia,
    },
    /// A value of a sort not named above, as Meta wants it.
    #[serde(untagged)]
    Other(Value),
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Currency {
    /// Shown when it cannot be written the reader's way.
    pub fallback_value: String,
    /// ISO 4217.
    pub code: String,
    /// The amount times 1000.
    pub amount_1000: i64,
}

/// A date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateTime {
    /// What is shown.
    pub fallback_value: String,
}

/// The place of a header. Meta takes the degrees as text and as numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplatePlace {
    /// Degrees, -90 to 90.
    pub latitude: Value,
    /// Degrees, -180 to 180.
    pub longitude: Value,
    /// Of the place.
    pub name: String,
    /// Of the place.
    pub address: String,
}

/// The end of an offer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferEnd {
    /// Unix milliseconds.
    pub expiration_time_ms: i64,
}

/// A product of a catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateProduct {
    /// Our own id of it.
    pub product_retailer_id: String,
    /// Which catalogue.
    pub catalog_id: String,
}

/// The file of a header.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateMedia {
    /// Id of an upload.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Public address instead of an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Name of a document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
}

impl OutboundKind for Template {
    const KIND: &'static str = "template";

    fn preview(&self) -> String {
        format!("Template: {}", self.name)
    }

    fn check(&self, check: &mut Check) {
        check.text("name", &self.name, LIMITS.template.name);
        if !self.name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_')) {
            check.note(
                "name",
                ViolationCode::Format,
                None,
                "template names have lower-case letters, digits and `_` only",
            );
        }
        check.inside("language", |check| check.text("code", &self.language.code, 16));
        check.each("components", &self.components, |check, component| component.check(check));
    }
}

impl Component {
    fn check(&self, check: &mut Check) {
        match self.kind {
            ComponentKind::Button => self.check_button(check),
            ComponentKind::Carousel => {
                check.count("cards", self.cards.len(), 1, LIMITS.template.cards);
                check.inside("cards", |check| {
                    for (place, card) in self.cards.iter().enumerate() {
                        check.inside(place, |check| card.check(place, check));
                    }
                });
            }
            ComponentKind::Body | ComponentKind::Header | ComponentKind::LimitedTimeOffer => {}
        }
        let text_limit = match self.kind {
            ComponentKind::Header => LIMITS.template.header_text,
            ComponentKind::Button => LIMITS.template.url,
            ComponentKind::Body | ComponentKind::Carousel | ComponentKind::LimitedTimeOffer => LIMITS.template.body,
        };
        check.each("parameters", &self.parameters, |check, parameter| parameter.check(check, text_limit));
    }

    fn check_button(&self, check: &mut Check) {
        if self.sub_type.is_none() {
            check.note(
                "sub_type",
                ViolationCode::Missing,
                None,
                "say which sort of button: quick_reply, url, copy_code, flow …",
            );
        }
        match self.index {
            None => check.note("index", ViolationCode::Missing, None, "say which button, from 0"),
            Some(index) => check.range("index", f64::from(index), 0.0, (LIMITS.template.buttons - 1) as f64),
        }
    }
}

impl TemplateCard {
    fn check(&self, place: usize, check: &mut Check) {
        if usize::from(self.card_index) != place {
            let detail = format!("cards are numbered in order; this one is {place}");
            check.note("card_index", ViolationCode::Format, None, detail);
        }
        check.each("components", &self.components, |check, component| component.check(check));
    }
}

/// What Meta answers 132018 for: values are written into a line, so they may not break it.
fn check_value(check: &mut Check, text: &str) {
    if text.contains(['\n', '\t']) || text.contains("     ") {
        check.note(
            "text",
            ViolationCode::Format,
            None,
            "a value has no line breaks, no tabs and at most four spaces in a row",
        );
    }
}

/// Degrees, written as a number or as text.
fn check_degrees(check: &mut Check, member: &str, degrees: &Value, most: f64) {
    let number = degrees.as_f64().or_else(|| degrees.as_str()?.trim().parse().ok());
    match number {
        Some(number) => check.range(member, number, -most, most),
        None => check.note(member, ViolationCode::Format, None, "needs degrees, such as 19.43261"),
    }
}

impl Parameter {
    fn check(&self, check: &mut Check, text_limit: usize) {
        match self {
            Self::Text { text, .. } => {
                check.text("text", text, text_limit);
                check_value(check, text);
            }
            Self::Image { image } => check.inside("image", |check| check_source(check, image.id.as_deref(), image.link.as_deref())),
            Self::Video { video } => check.inside("video", |check| check_source(check, video.id.as_deref(), video.link.as_deref())),
            Self::Document { document } => {
                check.inside("document", |check| check_source(check, document.id.as_deref(), document.link.as_deref()));
            }
            Self::Gif { gif } => check.inside("gif", |check| check_source(check, gif.id.as_deref(), gif.link.as_deref())),
            Self::Location { location } => check.inside("location", |check| {
                check_degrees(check, "latitude", &location.latitude, 90.0);
                check_degrees(check, "longitude", &location.longitude, 180.0);
                check.text("name", &location.name, LIMITS.template.body);
                check.text("address", &location.address, LIMITS.template.body);
            }),
            Self::LimitedTimeOffer { limited_time_offer } => check.inside("limited_time_offer", |check| {
                if limited_time_offer.expiration_time_ms <= 0 {
                    check.note(
                        "expiration_time_ms",
                        ViolationCode::OutOfRange,
                        None,
                        "needs a moment in unix milliseconds",
                    );
                }
            }),
            Self::Product { product } => check.inside("product", |check| {
                check.text("product_retailer_id", &product.product_retailer_id, 200);
                check.text("catalog_id", &product.catalog_id, 64);
            }),
            Self::CouponCode { coupon_code } => check.text("coupon_code", coupon_code, LIMITS.template.coupon_code),
            Self::Payload { payload } => check.text("payload", payload, usize::MAX),
            Self::TtlMinutes { ttl_minutes } => {
                let most = LIMITS.interactive.voice_call.ttl_minutes;
                check.range("ttl_minutes", f64::from(*ttl_minutes), 1.0, f64::from(most));
            }
            Self::Currency { .. } | Self::DateTime { .. } | Self::Action { .. } => {}
            Self::Other(value) => Self::check_other(value, check),
        }
    }

    /// A known sort lands here only when its members are wrong.
    fn check_other(value: &Value, check: &mut Check) {
        const TYPED: [&str; 14] = [
            "text",
            "currency",
            "date_time",
            "image",
            "video",
            "document",
            "payload",
            "coupon_code",
            "action",
            "ttl_minutes",
            "location",
            "limited_time_offer",
            "product",
            "gif",
        ];
        match value.get("type").and_then(Value::as_str) {
            None => check.note(
                "type",
                ViolationCode::Missing,
                None,
                "say which sort of value this is: text, image, payload …",
            ),
            Some(kind) if TYPED.contains(&kind) => {
                check.note(
                    "",
                    ViolationCode::Format,
                    None,
                    format!("a `{kind}` value needs its `{kind}` member in the documented form"),
                );
            }
            Some(_) => {}
        }
    }
}

/// A small number that travels as text.
mod text_index {
    use super::*;

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Index {
        Number(u8),
        Text(String),
    }

    #[expect(clippy::ref_option, reason = "serde hands the member over by reference")]
    pub(super) fn serialize<S: Serializer>(index: &Option<u8>, serializer: S) -> Result<S::Ok, S::Error> {
        index.map(|index| index.to_string()).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
        match Option::<Index>::deserialize(deserializer)? {
            None => Ok(None),
            Some(Index::Number(index)) => Ok(Some(index)),
            Some(Index::Text(text)) => text
                .parse()
                .map(Some)
                .map_err(|_| serde::de::Error::custom("expected a button's place from 0")),
        }
    }
}
