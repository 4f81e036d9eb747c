//! Fields `smb_message_echoes` and `message_echoes`: what the business wrote in the phone app.

use serde_json::Value;

use super::message::{object, unix_seconds};
use super::{ContactProfile, Context, Item, item};
use crate::error::GraphErrorBody;
use crate::ids::{self, Wamid};
use crate::inbound::Content;
use crate::wire::{self, Read, Unreadable};

/// The value of field `smb_message_echoes` (and `message_echoes`).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Echoes {
    /// The people written to. Missing in older deliveries.
    pub contacts: Vec<ContactProfile>,
    /// What the business wrote.
    pub echoes: Vec<Item<Echo>>,
}

/// A message a person of the business sent from the WhatsApp Business app or a linked device. Not a customer's message: it opens
/// no window and means that a human is answering. Messages sent through the API are not echoed.
#[derive(Debug, Clone, PartialEq)]
pub struct Echo {
    /// Same namespace as all other message ids; the same message may come again in `history`.
    pub id: Wamid,
    /// Our number.
    pub from: Option<String>,
    /// The contact's phone.
    pub to: Option<String>,
    /// The contact's business-scoped user id.
    pub to_user_id: Option<String>,
    /// The contact's user id across linked portfolios.
    pub to_parent_user_id: Option<String>,
    /// The group it was written in.
    pub group_id: Option<String>,
    /// Unix seconds by Meta's clock. `0` when it could not be read.
    pub timestamp: i64,
    /// What it says. `edit` and `revoke` change an earlier message.
    pub content: Content,
    /// What it answers or forwards.
    pub context: Option<Context>,
    /// Trouble with this message.
    pub errors: Vec<GraphErrorBody>,
    /// The message as it came.
    pub raw: Value,
}

impl Echoes {
    /// The profile of whom an echo went to.
    pub fn profile_of(&self, echo: &Echo) -> Option<&ContactProfile> {
        ContactProfile::find(&self.contacts, echo.to.as_deref(), echo.to_user_id.as_deref()).or(match self.contacts.as_slice() {
            [only] if self.echoes.len() == 1 => Some(only),
            _ => None,
        })
    }
}

impl Read for Echoes {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let members = value.as_object().ok_or_else(|| Unreadable("expected an object".into()))?;
        let echoes = members.get("message_echoes").or_else(|| members.get("messages"));
        let ours = wire::text(members.get("metadata").and_then(|metadata| metadata.get("display_phone_number")));
        let mut read = Self {
            contacts: wire::readable(members.get("contacts")),
            echoes: item::read_all(echoes),
        };
        for echo in &mut read.echoes {
            if let (Item::Parsed(echo), Some(ours)) = (echo, &ours) {
                echo.point_away_from(ours);
            }
        }
        Ok(read)
    }
}

impl Echo {
    /// Some payloads of edits and revocations have `from` and `to` the wrong way round: an echo never goes to ourselves.
    fn point_away_from(&mut self, display_phone_number: &str) {
        if self.to.as_deref().is_some_and(|to| ids::same_digits(to, display_phone_number)) {
            std::mem::swap(&mut self.from, &mut self.to);
        }
    }
}

impl Read for Echo {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let echo = value.as_object().ok_or_else(|| Unreadable("expected a message object".into()))?;
        let id = item::wamid(echo.get("id"))?;
        let text = |name: &str| wire::text(echo.get(name));
        let (to, to_user_id) = ids::phone_or_user_id(text("to"), text("to_user_id"));
        Ok(Self {
            id,
            from: text("from").map(|from| from.trim_start_matches('+').to_owned()),
            to,
            to_user_id,
            to_parent_user_id: text("to_parent_user_id"),
            group_id: text("group_id"),
            timestamp: unix_seconds(echo.get("timestamp")).unwrap_or(0),
            content: Content::of_message(echo),
            context: object(echo.get("context")),
            errors: wire::readable(echo.get("errors")),
            raw: value.clone(),
        })
    }
}
