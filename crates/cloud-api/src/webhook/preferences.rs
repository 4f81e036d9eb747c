//! Field `user_preferences`: consent to marketing.

use serde_json::Value;

use super::message::unix_seconds;
use super::{ContactProfile, Item, item};
use crate::ids;
use crate::wire::{self, Read, Unreadable};

/// The value of field `user_preferences`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UserPreferences {
    /// The people concerned.
    pub contacts: Vec<ContactProfile>,
    /// What they decided.
    pub preferences: Vec<Item<Preference>>,
}

/// A contact's decision. Sending marketing after `stop` fails with 131050.
#[derive(Debug, Clone, PartialEq)]
pub struct Preference {
    /// Phone number in digits.
    pub wa_id: Option<String>,
    /// Business-scoped user id: the scope of the decision.
    pub user_id: Option<String>,
    /// User id across linked portfolios; the decision does not extend to it.
    pub parent_user_id: Option<String>,
    /// `marketing_messages`.
    pub category: Option<String>,
    /// `stop`, `resume` or `signup`.
    pub value: String,
    /// A sentence about it.
    pub detail: Option<String>,
    /// Unix seconds. `0` when it could not be read.
    pub timestamp: i64,
    /// The sign-up this is about.
    pub signup_id: Option<String>,
    /// The decision as it came.
    pub raw: Value,
}

impl Read for UserPreferences {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let members = value.as_object().ok_or_else(|| Unreadable("expected an object".into()))?;
        Ok(Self {
            contacts: wire::readable(members.get("contacts")),
            preferences: item::read_all(members.get("user_preferences")),
        })
    }
}

impl Read for Preference {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let text = |name: &str| wire::text(value.get(name));
        let (wa_id, user_id) = ids::phone_or_user_id(text("wa_id"), text("user_id"));
        if wa_id.is_none() && user_id.is_none() {
            return Err(Unreadable("the preference does not say whose it is".into()));
        }
        Ok(Self {
            wa_id,
            user_id,
            parent_user_id: text("parent_user_id"),
            category: text("category"),
            value: text("value").ok_or_else(|| Unreadable("the preference has no `value`".into()))?,
            detail: text("detail"),
            timestamp: unix_seconds(value.get("timestamp")).unwrap_or(0),
            signup_id: text("signup_id"),
            raw: value.clone(),
        })
    }
}
