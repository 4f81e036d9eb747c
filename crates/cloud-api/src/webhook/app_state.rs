//! Field `smb_app_state_sync`: the address book of the WhatsApp Business app.

use serde_json::Value;

use super::message::unix_seconds;
use super::{Item, item};
use crate::ids;
use crate::wire::{self, Read, Unreadable};

/// The value of field `smb_app_state_sync`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AppState {
    /// Entries that were added, edited or removed.
    pub contacts: Vec<Item<SyncedContact>>,
}

/// One entry of the phone's address book.
#[derive(Debug, Clone, PartialEq)]
pub struct SyncedContact {
    /// What happened to it.
    pub action: SyncAction,
    /// Phone number in digits.
    pub phone_number: Option<String>,
    /// Business-scoped user id, should Meta send one.
    pub user_id: Option<String>,
    /// Name in the address book; missing when removed.
    pub full_name: Option<String>,
    /// Given name; missing when removed.
    pub first_name: Option<String>,
    /// Username, without `@`.
    pub username: Option<String>,
    /// Unix seconds of the change. `0` when it could not be read.
    pub timestamp: i64,
    /// The entry as it came.
    pub raw: Value,
}

/// What happened to an entry of the address book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyncAction {
    /// Added or edited.
    Add,
    /// Removed.
    Remove,
    /// A word we do not know.
    Other(String),
}

impl Read for AppState {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let members = value.as_object().ok_or_else(|| Unreadable("expected an object".into()))?;
        Ok(Self {
            contacts: item::read_all(members.get("state_sync")),
        })
    }
}

impl Read for SyncedContact {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let contact = value
            .get("contact")
            .and_then(Value::as_object)
            .ok_or_else(|| Unreadable("the entry has no `contact`".into()))?;
        let text = |name: &str| wire::text(contact.get(name));
        let (phone, user_id) = ids::phone_or_user_id(text("phone_number").or_else(|| text("wa_id")), text("user_id"));
        if phone.is_none() && user_id.is_none() {
            return Err(Unreadable("the contact has neither a phone number nor a user id".into()));
        }
        Ok(Self {
            action: match wire::text(value.get("action")).as_deref() {
                Some("add") | None => SyncAction::Add,
                Some("remove") => SyncAction::Remove,
                Some(other) => SyncAction::Other(other.to_owned()),
            },
            phone_number: phone,
            user_id,
            full_name: text("full_name"),
            first_name: text("first_name"),
            username: text("username").map(|name| name.trim_start_matches('@').to_owned()),
            timestamp: unix_seconds(value.get("metadata").and_then(|metadata| metadata.get("timestamp"))).unwrap_or(0),
            raw: value.clone(),
        })
    }
}
