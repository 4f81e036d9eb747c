//! What the changes of one workspace come to, before anything is written: people seen, messages, marks, reports, news about the number.
//!
//! [`collect`] is THE LIST of webhook fields: each is worked on by the file of its name, or kept as it came.

use std::collections::BTreeMap;

use cloud_api::webhook::{FieldValue, Item};
use model::{ChannelId, Timestamp, WebhookEventId};
use store::{BookEntry, HistoryNews, NewMark, NewMedia, NewMessage, NewStatus, RoutedBy};

use super::people::Sighting;
use super::route::Part;
use super::{address_book, calls, echoes, history, messages, number, preferences, reports};

/// Everything to write for one workspace.
#[derive(Debug, Default)]
pub(super) struct Work {
    /// People, in the order they were seen. Items name them by place.
    pub(super) people: Vec<Sighting>,
    /// Messages.
    pub(super) bubbles: Vec<Bubble>,
    /// Reactions, edits, revocations.
    pub(super) marks: Vec<(WebhookEventId, NewMark)>,
    /// Reports about messages we sent.
    pub(super) reports: Vec<Report>,
    /// Decisions about marketing, made in WhatsApp.
    pub(super) decisions: Vec<preferences::Decision>,
    /// Calls from contacts, which open the window.
    pub(super) calls: Vec<(ChannelId, PersonPlace, Timestamp)>,
    /// What Meta says about our number.
    pub(super) numbers: Vec<number::Said>,
    /// Entries of the phone app's address book, each with its event and its person.
    pub(super) book: Vec<(WebhookEventId, PersonPlace, BookEntry)>,
    /// What pieces of the history say about the whole.
    pub(super) history: Vec<(ChannelId, HistoryNews)>,
    /// What each event carried.
    pub(super) tally: BTreeMap<WebhookEventId, Tally>,
    /// When each channel was last heard of.
    pub(super) heard: BTreeMap<ChannelId, Timestamp>,
}

/// A person's place in [`Work::people`].
pub(super) type PersonPlace = usize;

/// A message with what decides its effects.
#[derive(Debug)]
pub(super) struct Bubble {
    /// With whom.
    pub(super) person: PersonPlace,
    /// How it came to us.
    pub(super) origin: Origin,
    /// Its row; the conversation is filled in when it is known.
    pub(super) message: NewMessage,
    /// Meta's time, for the window.
    pub(super) at: Timestamp,
}

/// How a message came to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// The contact wrote it just now.
    Live {
        /// It opens the service window.
        opens_window: bool,
    },
    /// The business wrote it in the phone app.
    Echo,
    /// A notice of WhatsApp about the contact.
    Notice,
    /// Backfill: no window, no unread.
    History,
    /// The file of a message of the past, told later.
    HistoryFile,
}

impl Origin {
    /// Its word in what is written down about a message.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Live { .. } => "live",
            Self::Echo => "echo",
            Self::Notice => "notice",
            Self::History => "history",
            Self::HistoryFile => "history_file",
        }
    }
}

/// A report about a message we sent.
#[derive(Debug)]
pub(super) struct Report {
    /// Its row.
    pub(super) status: NewStatus,
    /// Until when the conversation is free, when Meta says so.
    pub(super) free_until: Option<Timestamp>,
}

/// What an event carried for this workspace.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Webhook fields.
    pub(super) fields: Vec<String>,
    /// Items in all.
    pub(super) items: i64,
    /// Items that were new.
    pub(super) new: i64,
    /// What could not be read, in words.
    pub(super) problems: Vec<String>,
    /// When the event arrived.
    pub(super) received_at: Timestamp,
}

/// Where an item came from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'l> {
    /// The channel it is about.
    pub(super) channel_id: ChannelId,
    /// The event that brought it.
    pub(super) event_id: WebhookEventId,
    /// When it arrived.
    pub(super) received_at: Timestamp,
    /// Our number as people read it.
    pub(super) display_phone_number: &'l str,
    /// What named the channel.
    pub(super) routed_by: RoutedBy,
}

/// Adds the changes of a workspace up.
pub(super) fn collect(parts: &[Part<'_>]) -> Work {
    let mut work = Work::default();
    for part in parts {
        let (event, change) = (&part.letter.event, part.change);
        let source = Source {
            channel_id: part.channel_id,
            event_id: event.id,
            received_at: event.received_at,
            display_phone_number: change.display_phone_number.as_deref().unwrap_or_default(),
            routed_by: if change.phone_number_id.is_some() {
                RoutedBy::Number
            } else {
                RoutedBy::Account
            },
        };
        let tally = work.tally.entry(event.id).or_insert_with(|| Tally {
            items: part.letter.items_before,
            ..Tally::default()
        });
        tally.received_at = event.received_at;
        if !tally.fields.contains(&change.field) {
            tally.fields.push(change.field.clone());
        }
        let heard = work.heard.entry(part.channel_id).or_default();
        *heard = event.received_at.max(*heard);
        if number::collect(&mut work, source, change) {
            continue;
        }
        match &change.value {
            FieldValue::AppState(value) => address_book::collect(&mut work, source, value),
            FieldValue::Calls(value) => calls::collect(&mut work, source, value),
            FieldValue::Echoes(value) => echoes::collect(&mut work, source, value),
            FieldValue::History(value) => history::collect(&mut work, source, value),
            FieldValue::Messages(value) => {
                messages::collect(&mut work, source, value);
                reports::collect(&mut work, source, value);
            }
            FieldValue::UserPreferences(value) => preferences::collect(&mut work, source, value),
            // Kept as they came, in the webhook event: nothing of ours depends on them yet.
            FieldValue::AccountAlert(_)
            | FieldValue::AccountReview(_)
            | FieldValue::AccountSettings(_)
            | FieldValue::AccountUpdate(_)
            | FieldValue::AdEvents(_)
            | FieldValue::BusinessCapability(_)
            | FieldValue::BusinessUsername(_)
            | FieldValue::Flow(_)
            | FieldValue::Groups(_)
            | FieldValue::Handover(_)
            | FieldValue::NumberName(_)
            | FieldValue::NumberQuality(_)
            | FieldValue::PartnerSolution(_)
            | FieldValue::PaymentConfiguration(_)
            | FieldValue::Security(_)
            | FieldValue::Standby(_)
            | FieldValue::TemplateCategory(_)
            | FieldValue::TemplateComponents(_)
            | FieldValue::TemplateQuality(_)
            | FieldValue::TemplateStatus(_)
            | FieldValue::Unknown => work.count(source),
        }
    }
    work
}

impl Work {
    /// Counts an item of an event.
    pub(super) fn count(&mut self, source: Source<'_>) {
        self.tally.entry(source.event_id).or_default().items += 1;
    }

    /// Counts an item that was new.
    pub(super) fn count_new(&mut self, event_id: WebhookEventId) {
        self.tally.entry(event_id).or_default().new += 1;
    }

    /// Counts an item; one that could not be read is noted and gives nothing.
    pub(super) fn readable<'i, T>(&mut self, source: Source<'_>, item: &'i Item<T>) -> Option<&'i T> {
        self.count(source);
        match item {
            Item::Parsed(item) => Some(item),
            Item::Malformed { reason, .. } => {
                self.note(source, reason.clone());
                None
            }
        }
    }

    /// Notes what is odd about an item. Never customers' words.
    pub(super) fn note(&mut self, source: Source<'_>, problem: String) {
        self.tally.entry(source.event_id).or_default().problems.push(problem);
    }

    /// Adds a sighting of a person and gives their place.
    pub(super) fn see(&mut self, sighting: Sighting) -> PersonPlace {
        self.people.push(sighting);
        self.people.len() - 1
    }
}

impl Source<'_> {
    /// Meta's unix seconds as a moment: when it could not be read the arrival, and never much later than the arrival.
    pub(super) fn meta_time(&self, seconds: i64) -> Timestamp {
        if seconds <= 0 {
            return self.received_at;
        }
        Timestamp::from_seconds(seconds).min(self.received_at + CLOCK_LEEWAY)
    }

    /// The place in the thread: the arrival, brought into the second Meta gives, so that several messages of one second keep their order.
    pub(super) fn sent_at(&self, seconds: i64) -> Timestamp {
        let second = self.meta_time(seconds);
        Timestamp::from_millis(self.received_at.millis().clamp(second.seconds() * 1000, second.seconds() * 1000 + 999))
    }
}

/// How far Meta's clock may be ahead of ours.
const CLOCK_LEEWAY: std::time::Duration = std::time::Duration::from_secs(5 * 60);

/// The announced file of a message.
pub(super) fn announced(media: &cloud_api::media::MediaRef, direction: &'static str, at: Timestamp) -> NewMedia {
    let kept = std::time::Duration::from_secs(u64::from(cloud_api::media::INBOUND_ID_DAYS) * 24 * 60 * 60);
    NewMedia {
        id: model::MediaId::new(),
        direction,
        meta_media_id: media.id.clone(),
        meta_url: media.url.clone(),
        meta_expires_at: at + kept,
        mime_type: media.mime_type.clone().unwrap_or_else(|| "application/octet-stream".to_owned()),
        filename: media.filename.clone(),
        sha256: media.sha256.clone(),
    }
}
