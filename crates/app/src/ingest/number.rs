//! What Meta says about our number, its account and its templates: read into plain facts, each with its weight and with what it changes.
//!
//! Nothing is written here: `apply/numbers.rs` writes what is new.

mod account;
mod flow;
mod limits;
mod template;

use cloud_api::webhook::{Change, FieldValue};
use model::{ChannelActivityId, Timestamp};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use store::{ChannelNews, NewActivity, NewAlert};

use super::work::{Source, Work};

/// One thing Meta said.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// The entry of the log.
    pub(super) entry: NewActivity,
    /// The number as people read it, when the field names one: only that number is meant.
    pub(super) display_phone_number: Option<String>,
    /// What changes of the channel's row.
    pub(super) news: ChannelNews,
    /// A condition that begins.
    pub(super) raises: Vec<NewAlert>,
    /// Conditions that end: the word, and the subject unless all of them are meant.
    pub(super) clears: Vec<(&'static str, Option<String>)>,
    /// The list of templates is no longer what it was.
    pub(super) about_templates: bool,
    /// It is about one of WhatsApp's own forms.
    pub(super) about_wa_flows: bool,
}

/// How much something matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Severity {
    /// Good to know.
    Info,
    /// Somebody should look at it.
    Warning,
    /// The number cannot do its work, or soon will not.
    Critical,
}

impl Severity {
    /// The database's word.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Critical => "critical",
        }
    }
}

/// A fact on its way into a [`Said`].
#[derive(Debug, Clone)]
struct Fact {
    area: &'static str,
    kind: String,
    severity: Severity,
    subject: String,
    data: Map<String, Value>,
    number: Option<String>,
    news: ChannelNews,
    /// Conditions that begin, and when they end by themselves.
    raises: Vec<(&'static str, Option<Timestamp>)>,
    clears: Vec<(&'static str, Option<String>)>,
}

impl Fact {
    fn new(area: &'static str, kind: impl Into<String>, severity: Severity) -> Self {
        Self {
            area,
            kind: kind.into(),
            severity,
            subject: String::new(),
            data: Map::new(),
            number: None,
            news: ChannelNews::default(),
            raises: Vec::new(),
            clears: Vec::new(),
        }
    }

    fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = subject.into();
        self
    }

    /// A value its sentence needs; what is missing stays away.
    fn with<V: serde::Serialize>(mut self, name: &str, value: Option<V>) -> Self {
        if let Some(value) = value {
            self.data.insert(name.to_owned(), json!(value));
        }
        self
    }

    fn of_number(mut self, number: &Option<String>) -> Self {
        self.number.clone_from(number);
        self
    }

    fn changes(mut self, news: ChannelNews) -> Self {
        self.news = news;
        self
    }

    fn raises(mut self, kind: &'static str, until: Option<Timestamp>) -> Self {
        self.raises.push((kind, until));
        self
    }

    fn clears(mut self, kinds: &[&'static str]) -> Self {
        let subject = (!self.subject.is_empty()).then(|| self.subject.clone());
        self.clears.extend(kinds.iter().map(|kind| (*kind, subject.clone())));
        self
    }
}

/// Adds up what a change says about the number; false when it is about something else.
pub(super) fn collect(work: &mut Work, source: Source<'_>, change: &Change) -> bool {
    let facts = match &change.value {
        FieldValue::AccountAlert(value) => account::alert(value),
        FieldValue::AccountReview(value) => account::review(value),
        FieldValue::AccountSettings(value) => limits::settings(value),
        FieldValue::AccountUpdate(value) => account::update(value, source.received_at),
        FieldValue::BusinessCapability(value) => limits::capability(value),
        FieldValue::BusinessUsername(value) => limits::username(value),
        FieldValue::Flow(value) => flow::event(value),
        FieldValue::NumberName(value) => limits::name(value),
        FieldValue::NumberQuality(value) => limits::quality(value),
        FieldValue::PartnerSolution(_) => vec![Fact::new("account", "account.partner_solution", Severity::Info)],
        FieldValue::PaymentConfiguration(_) => vec![Fact::new("account", "account.payment_configuration", Severity::Info)],
        FieldValue::Security(value) => limits::security(value, source.received_at),
        FieldValue::TemplateCategory(value) => template::category(value),
        FieldValue::TemplateComponents(value) => template::components(value),
        FieldValue::TemplateQuality(value) => template::quality(value),
        FieldValue::TemplateStatus(value) => template::status(value),
        // The decisions themselves are the contacts' (`preferences.rs`); here they only show in the log.
        FieldValue::UserPreferences(value) => {
            list(work, source, change, limits::preferences(value));
            return false;
        }
        FieldValue::AdEvents(_)
        | FieldValue::AppState(_)
        | FieldValue::Calls(_)
        | FieldValue::Echoes(_)
        | FieldValue::Groups(_)
        | FieldValue::Handover(_)
        | FieldValue::History(_)
        | FieldValue::Messages(_)
        | FieldValue::Standby(_)
        | FieldValue::Unknown => return false,
    };
    work.count(source);
    list(work, source, change, facts);
    true
}

fn list(work: &mut Work, source: Source<'_>, change: &Change, facts: Vec<Fact>) {
    let at = change.entry_time.map_or(source.received_at, |seconds| source.meta_time(seconds));
    for (place, fact) in facts.into_iter().enumerate() {
        work.numbers.push(said(fact, place, at, source, change));
    }
}

fn said(fact: Fact, place: usize, at: Timestamp, source: Source<'_>, change: &Change) -> Said {
    let data = Value::Object(fact.data).to_string();
    let alert = |(kind, until): (&'static str, Option<Timestamp>)| NewAlert {
        kind,
        subject: fact.subject.clone(),
        severity: fact.severity.as_str(),
        data: data.clone(),
        until,
    };
    Said {
        raises: fact.raises.into_iter().map(alert).collect(),
        about_templates: fact.area == "template",
        about_wa_flows: fact.area == "wa_flow",
        entry: NewActivity {
            id: ChannelActivityId::new(),
            channel_id: source.channel_id,
            item_hash: hash(change, place),
            area: fact.area,
            kind: fact.kind,
            severity: fact.severity.as_str(),
            subject: fact.subject,
            data: data.clone(),
            webhook_event_id: Some(source.event_id),
            at,
            received_at: source.received_at,
        },
        display_phone_number: fact.number,
        news: fact.news,
        clears: fact.clears,
    }
}

/// The same news in another delivery has the same field, time and value. News without a time are told apart by their delivery's second, no better.
fn hash(change: &Change, place: usize) -> [u8; 32] {
    let mut hasher = Sha256::new();
    let told = json!([change.field, change.entry_id, change.entry_time, change.raw, place]);
    hasher.update(told.to_string().as_bytes());
    hasher.finalize().into()
}

/// The words that overrule each other: of those about one subject only the newest counts. Empty when nothing overrules it.
pub(super) fn family(kind: &str) -> &'static [&'static str] {
    const FAMILIES: [&[&str]; 10] = [
        &["account.ban_scheduled", "account.banned", "account.reinstated"],
        &[
            "account.app_uninstalled",
            "account.deleted",
            "account.offboarded",
            "account.partner_added",
            "account.partner_removed",
            "account.reconnected",
        ],
        &["account.alert", "account.alert_over"],
        &["account.review_approved", "account.review_pending", "account.review_rejected"],
        &["calling.changed", "calling.disabled", "calling.enabled"],
        &["name.approved", "name.deferred", "name.pending", "name.rejected"],
        &["number.flagged", "number.unflagged"],
        &["template.quality"],
        &[
            "template.approved",
            "template.deleted",
            "template.disabled",
            "template.paused",
            "template.pending",
            "template.pending_deletion",
            "template.reinstated",
            "template.rejected",
        ],
        &["wa_flow.status"],
    ];
    FAMILIES.into_iter().find(|family| family.contains(&kind)).unwrap_or_default()
}

/// Does the news speak of the number with this display form?
pub(super) fn is_about(named: Option<&str>, display_phone_number: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    named.is_none_or(|named| digits(named) == digits(display_phone_number))
}

/// Meta's word in upper case; missing is empty.
fn word(text: Option<&str>) -> String {
    text.unwrap_or_default().trim().to_ascii_uppercase()
}

#[cfg(test)]
mod tests;
