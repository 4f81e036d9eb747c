//! Field `user_preferences`: contacts who stop or resume our marketing in WhatsApp itself.

use cloud_api::webhook::UserPreferences;
use model::{Timestamp, WebhookEventId};

use super::people::{Sighting, Wrote};
use super::work::{PersonPlace, Source, Work};

/// One decision.
#[derive(Debug)]
pub(super) struct Decision {
    pub(super) person: PersonPlace,
    pub(super) event_id: WebhookEventId,
    pub(super) stops: bool,
    /// Meta's sentence about it.
    pub(super) detail: String,
    /// What tells it from its repetitions.
    pub(super) key: String,
    pub(super) at: Timestamp,
}

/// Adds up the decisions of a value.
pub(super) fn collect(work: &mut Work, source: Source<'_>, value: &UserPreferences) {
    for item in &value.preferences {
        let Some(preference) = work.readable(source, item) else { continue };
        let about_marketing = preference.category.as_deref().is_none_or(|category| category == "marketing_messages");
        let stops = match preference.value.as_str() {
            "stop" => true,
            "resume" | "signup" => false,
            _ => continue,
        };
        if !about_marketing {
            continue;
        }
        let at = source.meta_time(preference.timestamp);
        let profile = value.contacts.iter().find(|profile| {
            (profile.user_id.is_some() && profile.user_id == preference.user_id) || (profile.wa_id.is_some() && profile.wa_id == preference.wa_id)
        });
        // Whoever decides about our messages is somebody to remember: a later message must obey it.
        let person = work.see(Sighting {
            bsuid: preference.user_id.clone(),
            phone: preference.wa_id.clone(),
            parent_bsuid: preference.parent_user_id.clone(),
            username: profile.and_then(|profile| profile.username.clone()),
            profile_name: profile.and_then(|profile| profile.name.clone()),
            ..Sighting::new(at, Wrote::No)
        });
        let who = preference.user_id.as_ref().or(preference.wa_id.as_ref()).map_or("", String::as_str);
        work.decisions.push(Decision {
            person,
            event_id: source.event_id,
            stops,
            detail: preference.detail.clone().unwrap_or_default(),
            key: format!("preference:{who}:{}:{}", preference.timestamp, preference.value),
            at,
        });
    }
}
