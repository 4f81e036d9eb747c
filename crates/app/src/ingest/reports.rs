//! Field `messages`, second half: what became of messages we sent.

use cloud_api::webhook::{Item, MessagesValue, Status};
use model::Timestamp;
use store::NewStatus;

use super::messages::see_profile;
use super::people::{Sighting, Wrote};
use super::work::{Report, Source, Work};

/// Adds up the reports of a value.
pub(super) fn collect(work: &mut Work, source: Source<'_>, value: &MessagesValue) {
    for item in &value.statuses {
        let Some(status) = work.readable(source, item) else { continue };
        // Payments and calls have reports of the same form.
        if status.kind.as_deref().is_some_and(|kind| kind != "message") {
            continue;
        }
        if status.recipient_type.as_deref() != Some("group") {
            see_recipient(work, source, status);
        }
        work.reports.push(report(source, status));
    }
    // They teach us names and ids of people we know; a report never makes a contact.
    if !value.statuses.is_empty() {
        let parsed = value.statuses.iter().filter_map(|item| match item {
            Item::Parsed(status) => Some(source.meta_time(status.timestamp)),
            Item::Malformed { .. } => None,
        });
        let at = parsed.max().unwrap_or(source.received_at);
        for profile in &value.contacts {
            see_profile(work, profile, at, Wrote::Known);
        }
    }
}

fn see_recipient(work: &mut Work, source: Source<'_>, status: &Status) {
    if status.recipient_id.is_some() && status.recipient_user_id.is_some() {
        work.see(Sighting {
            bsuid: status.recipient_user_id.clone(),
            phone: status.recipient_id.clone(),
            parent_bsuid: status.recipient_parent_user_id.clone(),
            ..Sighting::new(source.sent_at(status.timestamp), Wrote::Known)
        });
    }
}

fn report(source: Source<'_>, status: &Status) -> Report {
    let participant = status
        .recipient_participant_user_id
        .clone()
        .or_else(|| status.recipient_participant_id.clone());
    let free = status
        .pricing
        .as_ref()
        .is_some_and(|pricing| pricing.kind.as_deref() == Some("free_entry_point"));
    let ends = status.conversation.as_ref().and_then(|conversation| conversation.expiration_timestamp);
    Report {
        free_until: ends.filter(|_| free).map(Timestamp::from_seconds),
        status: NewStatus {
            channel_id: source.channel_id,
            wamid: status.id.as_str().to_owned(),
            status: status.status.as_str().to_owned(),
            participant: participant.unwrap_or_default(),
            message_id: None,
            opaque: status.biz_opaque_callback_data.clone(),
            at: source.meta_time(status.timestamp),
            error: (!status.errors.is_empty()).then(|| serde_json::to_string(&status.errors).unwrap_or_default()),
            pricing: status.pricing.as_ref().and_then(|pricing| serde_json::to_string(pricing).ok()),
            webhook_event_id: source.event_id,
            received_at: source.received_at,
        },
    }
}
