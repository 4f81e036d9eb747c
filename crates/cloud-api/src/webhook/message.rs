//! Field `messages`: what contacts wrote, what became of our messages, and errors of the number.

use serde_json::{Map, Value};

use super::{ContactProfile, Item, Status, item};
use crate::error::GraphErrorBody;
use crate::ids::{self, Wamid};
use crate::inbound::Content;
use crate::wire::{self, Read, Unreadable};

/// The value of field `messages`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MessagesValue {
    /// The people concerned. Missing beside `system` messages and failed statuses.
    pub contacts: Vec<ContactProfile>,
    /// What contacts wrote.
    pub messages: Vec<Item<InboundMessage>>,
    /// What became of our messages.
    pub statuses: Vec<Item<Status>>,
    /// Trouble of the number or the app itself.
    pub errors: Vec<GraphErrorBody>,
}

/// One message of a contact.
#[derive(Debug, Clone, PartialEq)]
pub struct InboundMessage {
    /// Unique per number; the same message may be delivered again in another delivery.
    pub id: Wamid,
    /// Phone number in digits. Missing when Meta does not show it to us.
    pub from: Option<String>,
    /// Business-scoped user id.
    pub from_user_id: Option<String>,
    /// User id across linked portfolios.
    pub from_parent_user_id: Option<String>,
    /// The group it was written in.
    pub group_id: Option<String>,
    /// Unix seconds by Meta's clock, possibly days ago. `0` when it could not be read.
    pub timestamp: i64,
    /// What it says.
    pub content: Content,
    /// What it answers, forwards or asks about.
    pub context: Option<Context>,
    /// The ad or post it came from.
    pub referral: Option<Referral>,
    /// Trouble with this message.
    pub errors: Vec<GraphErrorBody>,
    /// The message as it came.
    pub raw: Value,
}

wire! {
    /// What a message refers to.
    pub struct Context {
        /// Who wrote the message referred to.
        pub from: Option<String>,
        /// The message referred to: the quoted one, or the one whose button was tapped.
        pub id: Option<Wamid>,
        /// User id of who wrote it.
        pub from_user_id: Option<String>,
        /// User id across portfolios of who wrote it.
        pub from_parent_user_id: Option<String>,
        /// Forwarded, up to five times.
        pub forwarded: Option<bool>,
        /// Forwarded more than five times.
        pub frequently_forwarded: Option<bool>,
        /// The product asked about.
        pub referred_product: Option<ReferredProduct>,
    }

    /// A product of our catalog.
    pub struct ReferredProduct {
        /// Which catalog.
        pub catalog_id: Option<String>,
        /// Our own id of the product.
        pub product_retailer_id: Option<String>,
    }

    /// The ad or post a contact came from. Opens the free entry point when answered within 24 hours.
    pub struct Referral {
        /// Address of the ad or post.
        pub source_url: Option<String>,
        /// Meta's id of it.
        pub source_id: Option<String>,
        /// `ad` or `post`.
        pub source_type: Option<String>,
        /// Text of it.
        pub body: Option<String>,
        /// Headline of it.
        pub headline: Option<String>,
        /// `image` or `video`.
        pub media_type: Option<String>,
        /// Its picture.
        pub image_url: Option<String>,
        /// Its film.
        pub video_url: Option<String>,
        /// A small picture of it.
        pub thumbnail_url: Option<String>,
        /// Click id, for conversion reports. Missing for ads in Status.
        pub ctwa_clid: Option<String>,
        /// Custom parameter some partners report.
        pub r#ref: Option<String> = "ref",
        /// The greeting shown with the ad.
        pub welcome_message: Option<ReferralWelcome>,
    }

    /// The greeting shown with an ad.
    pub struct ReferralWelcome {
        /// Its words.
        pub text: Option<String>,
    }
}

impl MessagesValue {
    /// The profile of a message's sender: by phone, else by user id, else the only one there is when nothing speaks against it.
    pub fn profile_of(&self, message: &InboundMessage) -> Option<&ContactProfile> {
        let (from, user_id) = (message.from.as_deref(), message.from_user_id.as_deref());
        ContactProfile::find(&self.contacts, from, user_id).or_else(|| {
            let [only] = self.contacts.as_slice() else { return None };
            let same_sender = |other: &InboundMessage| other.from == message.from && other.from_user_id == message.from_user_id;
            let alone = self.messages.iter().filter_map(Item::parsed).all(same_sender);
            let other_person = user_id.is_some() && only.user_id.is_some();
            (alone && !other_person).then_some(only)
        })
    }

    /// Reads the members; `contacts` lend an identity to a message that forgot its own.
    pub(super) fn of_members(value: &Map<String, Value>) -> Self {
        let contacts: Vec<ContactProfile> = wire::readable(value.get("contacts"));
        Self {
            messages: wire::items(value.get("messages"))
                .map(|message| read_message(message, &contacts))
                .collect(),
            statuses: item::read_all(value.get("statuses")),
            errors: wire::readable(value.get("errors")),
            contacts,
        }
    }
}

impl Read for MessagesValue {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        value
            .as_object()
            .map(Self::of_members)
            .ok_or_else(|| Unreadable("expected an object".into()))
    }
}

impl Read for InboundMessage {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let message = Self::without_identity_check(value)?;
        if message.has_identity() {
            Ok(message)
        } else {
            Err(Unreadable("the message does not say who sent it".into()))
        }
    }
}

impl InboundMessage {
    fn without_identity_check(value: &Value) -> Result<Self, Unreadable> {
        let message = value.as_object().ok_or_else(|| Unreadable("expected a message object".into()))?;
        let id = item::wamid(message.get("id"))?;
        let (from, from_user_id) = ids::phone_or_user_id(wire::text(message.get("from")), wire::text(message.get("from_user_id")));
        Ok(Self {
            id,
            from,
            from_user_id,
            from_parent_user_id: wire::text(message.get("from_parent_user_id")),
            group_id: wire::text(message.get("group_id")),
            timestamp: unix_seconds(message.get("timestamp")).unwrap_or(0),
            content: Content::of_message(message),
            context: object(message.get("context")),
            referral: object(message.get("referral")),
            errors: wire::readable(message.get("errors")),
            raw: value.clone(),
        })
    }

    fn has_identity(&self) -> bool {
        let by_notice = matches!(&self.content, Content::System(system) if system.names_somebody());
        self.from.is_some() || self.from_user_id.is_some() || by_notice
    }
}

/// Reads a message; the only contact beside it lends its identity when the message forgot to say who sent it.
fn read_message(value: &Value, contacts: &[ContactProfile]) -> Item<InboundMessage> {
    let message = InboundMessage::without_identity_check(value).map(|mut message| {
        if let [only] = contacts
            && !message.has_identity()
        {
            (message.from, message.from_user_id) = (only.wa_id.clone(), only.user_id.clone());
            message.from_parent_user_id = message.from_parent_user_id.take().or_else(|| only.parent_user_id.clone());
        }
        message
    });
    match message {
        Ok(message) if message.has_identity() => Item::Parsed(message),
        Ok(_) => Item::Malformed {
            raw: value.clone(),
            reason: "the message does not say who sent it".into(),
        },
        Err(error) => Item::Malformed {
            raw: value.clone(),
            reason: error.to_string(),
        },
    }
}

/// A readable, not empty object.
pub(super) fn object<T: Read>(value: Option<&Value>) -> Option<T> {
    value
        .filter(|value| value.as_object().is_some_and(|object| !object.is_empty()))
        .and_then(|value| T::read(value).ok())
}

/// Unix seconds sent as text or number; milliseconds are recognised by their size.
pub(super) fn unix_seconds(value: Option<&Value>) -> Option<i64> {
    const YEAR_5138: i64 = 100_000_000_000;
    let time = i64::read(value?).ok().filter(|time| *time >= 0)?;
    Some(if time >= YEAR_5138 { time / 1000 } else { time })
}
