//! The kinds of message we can send. A kind is one file below and one line in the list.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::media::MediaKind;
use crate::preview;

mod check;
mod contacts;
mod files;
mod interactive;
mod limits;
mod location;
mod media;
mod message;
mod reaction;
mod read;
mod shape;
mod template;
mod text;

pub use check::{LimitViolation, ViolationCode};
pub use contacts::{Address, ContactCard, Contacts, Email, Name, Organization, Phone, Url};
pub use files::FileSlot;
pub use interactive::*;
pub use limits::{LIMITS, Limits, limits};
pub use location::Location;
pub use media::{Audio, Document, Image, Sticker, Video};
pub use message::{Message, Recipient};
pub use reaction::Reaction;
pub use read::{Read, ReadMark};
pub use shape::BadShape;
pub use template::{
    Component, ComponentKind, Currency, DateTime, Language, OfferEnd, Parameter, Template, TemplateCard, TemplateMedia, TemplatePlace,
    TemplateProduct,
};
pub use text::Text;

pub(crate) use check::Check;

/// What every kind of outbound message can tell.
pub(crate) trait OutboundKind: Serialize + DeserializeOwned {
    /// Meta's name of the kind, and of the member that holds it.
    const KIND: &'static str;

    /// One short line for lists and notifications.
    fn preview(&self) -> String;

    /// Notes every limit of Meta the content is beyond.
    fn check(&self, check: &mut Check);

    /// Reads the kind's own object.
    fn read(object: Value, pointer: &str) -> Result<Self, BadShape> {
        shape::read(object, pointer)
    }
}

/// Makes the enum, its dispatch and `KINDS` from the list of kinds.
macro_rules! outbound_kinds {
    ($( $kind:ident => $type:ident, )+) => {
        /// What a message says, on the wire `{"type": "text", "text": {…}}`.
        #[derive(Debug, Clone, PartialEq)]
        pub enum OutboundContent {
            $(
                #[doc = concat!("`", stringify!($kind), "`")]
                $type($type),
            )+
        }

        /// Meta's names of all kinds in the list, in alphabetical order.
        pub const KINDS: &[&str] = &[$( <$type as OutboundKind>::KIND, )+];

        impl OutboundContent {
            /// Reads a kind's own object, as [`Self::content_json`] gives it.
            pub fn from_content_json(kind: &str, content: Value) -> Result<Self, BadShape> {
                match kind {
                    $( <$type as OutboundKind>::KIND => {
                        <$type as OutboundKind>::read(content, concat!("/", stringify!($kind))).map(Self::$type)
                    } )+
                    _ => Err(BadShape::new("/type", format!("`{kind}` cannot be sent; use one of {}", KINDS.join(", ")))),
                }
            }

            /// Meta's name of the kind.
            pub fn kind(&self) -> &'static str {
                match self {
                    $( Self::$type(_) => <$type as OutboundKind>::KIND, )+
                }
            }

            /// One short line (at most 160 characters) for lists and notifications.
            pub fn preview(&self) -> String {
                match self {
                    $( Self::$type(content) => preview::line(&content.preview()), )+
                }
            }

            /// The kind's own object as on the wire.
            pub fn content_json(&self) -> Value {
                let json = match self {
                    $( Self::$type(content) => serde_json::to_value(content), )+
                };
                json.expect("wire shapes have text keys and finite numbers")
            }

            /// Every limit of Meta this content is beyond, with pointers into `{"type": …, "<kind>": …}`. Empty means: may be sent.
            pub fn validate(&self) -> Vec<LimitViolation> {
                let mut check = Check::default();
                match self {
                    $( Self::$type(content) => check.inside(content_pointer::<$type>(), |check| content.check(check)), )+
                }
                check.into_violations()
            }
        }
    };
}

fn content_pointer<K: OutboundKind>() -> &'static str {
    K::KIND
}

outbound_kinds! {
    audio => Audio,
    contacts => Contacts,
    document => Document,
    image => Image,
    interactive => Interactive,
    location => Location,
    reaction => Reaction,
    sticker => Sticker,
    template => Template,
    text => Text,
    video => Video,
}

impl OutboundContent {
    /// Words.
    pub fn text(body: impl Into<String>) -> Self {
        Self::Text(Text {
            body: body.into(),
            preview_url: None,
        })
    }

    /// Reads `{"type": …, "<kind>": {…}}`; any other member is refused, and the error says where.
    pub fn from_json(content: Value) -> Result<Self, BadShape> {
        let Value::Object(mut content) = content else {
            return Err(BadShape::new("", "expected an object with `type` and a member of that name"));
        };
        let Some(Value::String(kind)) = content.remove("type") else {
            return Err(BadShape::new("/type", format!("`type` is missing; use one of {}", KINDS.join(", "))));
        };
        let Some(object) = content.remove(&kind) else {
            return match KINDS.contains(&kind.as_str()) {
                true => Err(BadShape::new(
                    &format!("/{kind}"),
                    format!("`type` says `{kind}` but there is no `{kind}`"),
                )),
                false => Self::from_content_json(&kind, Value::Null),
            };
        };
        if let Some(unknown) = content.keys().next() {
            return Err(BadShape::new(
                &format!("/{}", shape::escape(unknown)),
                format!("`{unknown}` does not belong beside `{kind}`"),
            ));
        }
        Self::from_content_json(&kind, object)
    }

    /// The whole content as on the wire.
    pub fn to_json(&self) -> Value {
        Value::Object(Map::from_iter([
            ("type".to_owned(), self.kind().into()),
            (self.kind().to_owned(), self.content_json()),
        ]))
    }

    /// The kind of file this message is, if it is one.
    pub fn media_kind(&self) -> Option<MediaKind> {
        match self {
            Self::Audio(_) => Some(MediaKind::Audio),
            Self::Document(_) => Some(MediaKind::Document),
            Self::Image(_) => Some(MediaKind::Image),
            Self::Sticker(_) => Some(MediaKind::Sticker),
            Self::Video(_) => Some(MediaKind::Video),
            Self::Contacts(_) | Self::Interactive(_) | Self::Location(_) | Self::Reaction(_) | Self::Template(_) | Self::Text(_) => None,
        }
    }

    /// Points a message that is a file at the id of an upload, in place of what it pointed at before.
    pub fn use_media(&mut self, media_id: &str) {
        let (id, link) = match self {
            Self::Audio(audio) => (&mut audio.id, &mut audio.link),
            Self::Document(document) => (&mut document.id, &mut document.link),
            Self::Image(image) => (&mut image.id, &mut image.link),
            Self::Sticker(sticker) => (&mut sticker.id, &mut sticker.link),
            Self::Video(video) => (&mut video.id, &mut video.link),
            Self::Contacts(_) | Self::Interactive(_) | Self::Location(_) | Self::Reaction(_) | Self::Template(_) | Self::Text(_) => return,
        };
        (*id, *link) = (Some(media_id.to_owned()), None);
    }

    /// Whether Meta takes it outside the 24-hour window: only templates.
    pub fn is_template(&self) -> bool {
        matches!(self, Self::Template(_))
    }
}

impl Serialize for OutboundContent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for OutboundContent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_json(Value::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
