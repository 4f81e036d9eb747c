//! Who is on the other side, as far as Meta tells.

use serde_json::Value;

use crate::ids;
use crate::wire::{self, Read, Unreadable};

/// A person named beside messages or statuses. The phone may be missing; the user id is the lasting identity, but it changes with
/// the phone number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ContactProfile {
    /// The name they gave themselves. Customer text.
    pub name: Option<String>,
    /// Their username, without `@`. It may change.
    pub username: Option<String>,
    /// Phone number in digits; not always equal to the number dialled.
    pub wa_id: Option<String>,
    /// Business-scoped user id, one per business portfolio.
    pub user_id: Option<String>,
    /// User id across linked portfolios.
    pub parent_user_id: Option<String>,
    /// Only when the identity change check is on.
    pub identity_key_hash: Option<String>,
}

impl ContactProfile {
    /// The profile in `contacts` with this phone, else with this user id.
    pub fn find<'a>(contacts: &'a [Self], wa_id: Option<&str>, user_id: Option<&str>) -> Option<&'a Self> {
        let same = |theirs: &Option<String>, ours: Option<&str>| ours.is_some() && theirs.as_deref() == ours;
        let by_phone = contacts.iter().find(|contact| same(&contact.wa_id, wa_id));
        by_phone.or_else(|| contacts.iter().find(|contact| same(&contact.user_id, user_id)))
    }
}

impl Read for ContactProfile {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let contact = value.as_object().ok_or_else(|| Unreadable("expected a contact".into()))?;
        let profile = |name: &str| wire::text(contact.get("profile").and_then(|profile| profile.get(name)));
        let (wa_id, user_id) = ids::phone_or_user_id(wire::text(contact.get("wa_id")), wire::text(contact.get("user_id")));
        Ok(Self {
            name: profile("name"),
            username: profile("username")
                .map(|name| name.trim_start_matches('@').to_owned())
                .filter(|name| !name.is_empty()),
            wa_id,
            user_id,
            parent_user_id: wire::text(contact.get("parent_user_id")),
            identity_key_hash: wire::text(contact.get("identity_key_hash")),
        })
    }
}
