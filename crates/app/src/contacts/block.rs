//! Blocking at WhatsApp itself, as far as it can be done there.
//!
//! Meta blocks only people who wrote within the last 24 hours ([Block users](https://developers.facebook.com/docs/whatsapp/cloud-api/block-users)): anybody
//! else is blocked here alone, so that nobody can write to them and their messages are marked, until they write again and are blocked once more.

use cloud_api::client::CallError;
use store::Contact;

use super::Contacts;
use crate::channels::from_call;
use crate::{Actor, Result};

/// Meta's codes for people who cannot be blocked (or unblocked) now.
const NOT_NOW: std::ops::RangeInclusive<i64> = 139_100..=139_103;

/// What WhatsApp made of it; a word of the audit log.
pub(super) const AT_WHATSAPP: &str = "whatsapp_too";
/// Blocked here alone.
pub(super) const HERE_ALONE: &str = "here_alone";

impl Contacts<'_> {
    /// Tells WhatsApp to block or unblock a contact. An unreachable WhatsApp is an error, a refusal is not: then it is done here alone.
    pub(super) async fn block_at_whatsapp(&self, actor: &Actor, contact: &Contact, block: bool) -> Result<&'static str> {
        let Ok(connected) = self.0.channels().connected(actor).await else {
            return Ok(HERE_ALONE);
        };
        let bsuid = contact.identities.iter().rev().find(|identity| identity.kind == "bsuid");
        let Some((is_phone, user)) = contact
            .row
            .phone
            .as_deref()
            .map(|phone| (true, phone))
            .or_else(|| bsuid.map(|identity| (false, identity.value.as_str())))
        else {
            return Ok(HERE_ALONE);
        };
        let number = connected.graph.number(&connected.channel.phone_number_id, &connected.token);
        match number.set_blocked(is_phone, user, block).await {
            Ok(()) => Ok(AT_WHATSAPP),
            Err(CallError::Graph(error)) if NOT_NOW.contains(&error.code) => Ok(HERE_ALONE),
            Err(error) => Err(from_call(error)),
        }
    }
}
