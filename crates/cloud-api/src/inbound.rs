//! The kinds of message a contact can send. A kind is one file below and one line in the list.
//!
//! Anything unlisted or malformed becomes [`Content::Unknown`] with its JSON kept: stored and shown, never dropped.

use serde_json::{Map, Value};

use crate::media::MediaRef;
use crate::preview;
use crate::wire::{Read, Unreadable, Write};

mod button;
mod contacts;
mod edit;
mod interactive;
mod location;
mod media;
mod media_placeholder;
mod order;
mod reaction;
mod revoke;
mod system;
mod text;
mod unsupported;

pub use button::Button;
pub use contacts::{CardAddress, CardEmail, CardName, CardOrganization, CardPhone, CardUrl, ContactCard, Contacts};
pub use edit::Edit;
pub use interactive::{ButtonReply, CallPermissionReply, Interactive, ListReply, NfmReply};
pub use location::Location;
pub use media::{Audio, Document, Image, Sticker, Video};
pub use media_placeholder::MediaPlaceholder;
pub use order::{Order, OrderItem};
pub use reaction::Reaction;
pub use revoke::Revoke;
pub use system::{Identity, System};
pub use text::Text;
pub use unsupported::Unsupported;

/// What every kind of inbound message can tell.
pub(crate) trait InboundKind: Read + Write {
    /// Meta's name of the kind, and of the member that holds it.
    const KIND: &'static str;

    /// Reads the kind from the whole message.
    fn of_message(message: &Map<String, Value>) -> Result<Self, Unreadable> {
        match message.get(Self::KIND) {
            Some(object) => Self::read(object),
            None => Err(Unreadable(format!("the message has no `{}`", Self::KIND))),
        }
    }

    /// One short line for lists and notifications.
    fn preview(&self) -> String;

    /// The file, if the kind carries one.
    fn media(&self) -> Option<MediaRef> {
        None
    }

    /// What the contact answered, for automations that asked something.
    fn answer(&self) -> Option<Answer> {
        None
    }
}

/// An answer to a question: typed, or chosen among offered choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The id or payload of the choice; typed answers have none.
    pub id: Option<String>,
    /// What the contact typed, or the label of the choice.
    pub text: String,
}

/// Makes the enum, its dispatch and `KINDS` from the list of kinds.
macro_rules! inbound_kinds {
    ($( $kind:ident => $type:ident, )+) => {
        /// A message's content, one variant for each kind.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Content {
            $(
                #[doc = concat!("`", stringify!($kind), "`")]
                $type($type),
            )+
            /// A kind we do not know, or one whose object could not be read.
            Unknown {
                /// Meta's name of it; `unknown` when it gave none.
                kind: String,
                /// The kind's object when there is one, else what the message holds besides its envelope (id, sender, time …).
                raw: Value,
            },
        }

        /// Meta's names of all kinds in the list, in alphabetical order.
        pub const KINDS: &[&str] = &[$( <$type as InboundKind>::KIND, )+];

        impl Content {
            /// Reads the listed kinds; the rest is `None`.
            fn listed(kind: &str, message: &Map<String, Value>) -> Option<Self> {
                match kind {
                    $( <$type as InboundKind>::KIND => <$type as InboundKind>::of_message(message).ok().map(Self::$type), )+
                    _ => None,
                }
            }

            /// Meta's name of the kind.
            pub fn kind(&self) -> &str {
                match self {
                    $( Self::$type(_) => <$type as InboundKind>::KIND, )+
                    Self::Unknown { kind, .. } => kind,
                }
            }

            /// One short line (at most 160 characters) for lists and notifications. Customer text: never treat it as markup.
            pub fn preview(&self) -> String {
                match self {
                    $( Self::$type(content) => preview::line(&content.preview()), )+
                    Self::Unknown { kind, .. } => preview::line(&format!("Unsupported message ({kind})")),
                }
            }

            /// The file this message carries.
            pub fn media(&self) -> Option<MediaRef> {
                match self {
                    $( Self::$type(content) => content.media(), )+
                    Self::Unknown { .. } => None,
                }
            }

            /// What the contact answered, if this kind can answer a question.
            pub fn answer(&self) -> Option<Answer> {
                match self {
                    $( Self::$type(content) => content.answer(), )+
                    Self::Unknown { .. } => None,
                }
            }

            /// The kind's own object as on the wire, unknown members kept. Numbers sent as text (and the reverse) come out in
            /// the documented form.
            pub fn content_json(&self) -> Value {
                match self {
                    $( Self::$type(content) => content.write(), )+
                    Self::Unknown { raw, .. } => raw.clone(),
                }
            }
        }
    };
}

inbound_kinds! {
    audio => Audio,
    button => Button,
    contacts => Contacts,
    document => Document,
    edit => Edit,
    image => Image,
    interactive => Interactive,
    location => Location,
    media_placeholder => MediaPlaceholder,
    order => Order,
    reaction => Reaction,
    revoke => Revoke,
    sticker => Sticker,
    system => System,
    text => Text,
    unsupported => Unsupported,
    video => Video,
}

impl Content {
    /// Reads the content of a whole message object. Never fails.
    pub fn of_message(message: &Map<String, Value>) -> Self {
        let named = message.get("type").and_then(Value::as_str).filter(|kind| !kind.is_empty());
        // Meta's own samples forget `type` now and then; the member's name says it as well.
        let kind = named
            .or_else(|| KINDS.iter().copied().find(|kind| message.contains_key(*kind)))
            .unwrap_or("unknown");
        // The name `unsupported` had before 2025.
        let listed = if named == Some("unknown") { Unsupported::KIND } else { kind };
        Self::listed(listed, message).unwrap_or_else(|| Self::Unknown {
            kind: kind.to_owned(),
            raw: message.get(kind).cloned().unwrap_or_else(|| without_envelope(message)),
        })
    }

    /// Reads back what [`Self::kind`] and [`Self::content_json`] gave.
    pub fn from_json(kind: &str, content: &Value) -> Self {
        let message = Map::from_iter([(kind.to_owned(), content.clone())]);
        Self::listed(kind, &message).unwrap_or_else(|| Self::Unknown {
            kind: kind.to_owned(),
            raw: content.clone(),
        })
    }
}

/// What a message says besides who, when and in answer to what.
fn without_envelope(message: &Map<String, Value>) -> Value {
    const ENVELOPE: [&str; 10] = [
        "context",
        "from",
        "from_parent_user_id",
        "from_user_id",
        "group_id",
        "history_context",
        "id",
        "timestamp",
        "to",
        "type",
    ];
    let rest = message.iter().filter(|(name, _)| !ENVELOPE.contains(&name.as_str()));
    Value::Object(rest.map(|(name, value)| (name.clone(), value.clone())).collect())
}
