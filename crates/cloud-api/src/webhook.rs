//! What Meta posts to us: the envelope, the list of fields, and the walk entry → change → item.

use serde_json::{Map, Value};

use crate::json;
use crate::wire::{self, Read as _};

mod account;
mod ad_events;
mod app_state;
mod calls;
mod contact_profile;
mod echo;
mod flows;
mod groups;
mod handover;
mod history;
mod item;
mod message;
mod number;
mod partner;
mod preferences;
mod standby;
mod status;
mod template;

pub use account::{AccountAlert, AccountReview, AccountUpdate, AlertInfo, BanInfo, BusinessCapability, Restriction, ViolationInfo, WabaInfo};
pub use ad_events::AdEvents;
pub use app_state::{AppState, SyncAction, SyncedContact};
pub use calls::{Call, Calls};
pub use contact_profile::ContactProfile;
pub use echo::{Echo, Echoes};
pub use flows::{FlowError, FlowEvent};
pub use groups::{GroupEvent, GroupParticipant, GroupSetting, Groups};
pub use handover::{ControlChange, ConversationContext, ConversationSummary, Handover, HandoverNumber, HandoverSender};
pub use history::{History, HistoryChunk, HistoryMessage, HistoryStatus, HistoryThread};
pub use item::Item;
pub use message::{Context, InboundMessage, MessagesValue, Referral, ReferralWelcome, ReferredProduct};
pub use number::{AccountSettings, BusinessUsername, NumberName, NumberQuality, Security};
pub use partner::{PartnerSolution, PaymentConfiguration};
pub use preferences::{Preference, UserPreferences};
pub use standby::{Standby, StandbyEcho, StandbyFlow};
pub use status::{Conversation, Origin, Payment, Pricing, Status, StatusKind};
pub use template::{
    RejectionInfo, TemplateButton, TemplateCategory, TemplateComponents, TemplateDisableInfo, TemplateOtherInfo, TemplateQuality, TemplateStatus,
    same_language,
};

/// Largest body Meta posts (Webhooks, *Payload size*).
pub const MAX_BODY_BYTES: usize = 3 * 1024 * 1024;

/// The bytes are not a delivery. Everything less than that is a [`FieldValue::Unknown`] or an [`Item::Malformed`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Not JSON.
    #[error("the delivery is not JSON: {0}")]
    NotJson(#[from] serde_json::Error),
    /// JSON without `entry`.
    #[error("the delivery is JSON but not a webhook: it needs an object with an `entry` array")]
    NotADelivery,
}

/// One POST from Meta: up to a thousand changes, of one or several accounts.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    /// `whatsapp_business_account`; another Meta product when the app subscribes to more.
    pub object: Option<String>,
    /// Every change of every entry, in the order of the payload. Meta promises no order between them.
    pub changes: Vec<Change>,
}

/// One change: a field's name and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The business account (WABA); for `partner_solutions` the business portfolio. `0` in dashboard tests.
    pub entry_id: Option<String>,
    /// Unix seconds; only on account-type fields.
    pub entry_time: Option<i64>,
    /// Name of the field: as labelled, corrected where the value says otherwise, inferred where the label is missing.
    pub field: String,
    /// Which of our numbers. Missing on account-type fields: route those by `entry_id`.
    pub phone_number_id: Option<String>,
    /// The number as people read it.
    pub display_phone_number: Option<String>,
    /// The value in types.
    pub value: FieldValue,
    /// The value as it came.
    pub raw: Value,
}

/// Makes the enum and its dispatch from the list of fields.
macro_rules! webhook_fields {
    ($( $(#[$meta:meta])* $variant:ident($type:ty): $($field:literal)|+, )+) => {
        /// The value of a change, one variant for each field (or family of fields).
        #[derive(Debug, Clone, PartialEq)]
        pub enum FieldValue {
            $( $(#[$meta])* $variant($type), )+
            /// A field we do not know, or a value that is not an object. [`Change::raw`] holds it.
            Unknown,
        }

        /// Names of all fields in the list.
        pub const FIELDS: &[&str] = &[$( $($field,)+ )+];

        impl FieldValue {
            fn of(field: &str, value: &Value) -> Self {
                match field {
                    $( $($field)|+ => <$type>::read(value).map_or(Self::Unknown, Self::$variant), )+
                    _ => Self::Unknown,
                }
            }
        }
    };
}

webhook_fields! {
    /// Warnings and news about the account.
    AccountAlert(AccountAlert): "account_alerts",
    /// Outcome of Meta's review of the account.
    AccountReview(AccountReview): "account_review_update",
    /// Settings of the number changed (calling).
    AccountSettings(AccountSettings): "account_settings_update",
    /// Bans, restrictions, partners, prices.
    AccountUpdate(AccountUpdate): "account_update",
    /// Ad events.
    AdEvents(AdEvents): "automatic_events" | "tracking_events",
    /// The address book of the phone app.
    AppState(AppState): "smb_app_state_sync",
    /// Limits of the portfolio.
    BusinessCapability(BusinessCapability): "business_capability_update",
    /// Our own username.
    BusinessUsername(BusinessUsername): "business_username_update",
    /// Calls.
    Calls(Calls): "calls",
    /// Messages the business sent from the phone app.
    Echoes(Echoes): "message_echoes" | "smb_message_echoes",
    /// State and health of native Flows.
    Flow(FlowEvent): "flows",
    /// Groups.
    Groups(Groups): "group_lifecycle_update" | "group_participants_update" | "group_settings_update" | "group_status_update",
    /// A conversation changed hands between responders.
    Handover(Handover): "messaging_handovers",
    /// Chats from before, of the phone app.
    History(History): "history",
    /// Messages, statuses and errors.
    Messages(MessagesValue): "messages",
    /// Decision about the display name.
    NumberName(NumberName): "phone_number_name_update",
    /// Quality and throughput of the number.
    NumberQuality(NumberQuality): "phone_number_quality_update",
    /// Partner solutions.
    PartnerSolution(PartnerSolution): "partner_solutions",
    /// Payment set-up.
    PaymentConfiguration(PaymentConfiguration): "payment_configuration_update",
    /// The two-step PIN.
    Security(Security): "security",
    /// What another responder of our number sees and says.
    Standby(Standby): "standby",
    /// Meta moves a template to another category.
    TemplateCategory(TemplateCategory): "template_category_update",
    /// The text of a template.
    TemplateComponents(TemplateComponents): "message_template_components_update",
    /// How people like a template.
    TemplateQuality(TemplateQuality): "message_template_quality_update",
    /// Approval of a template.
    TemplateStatus(TemplateStatus): "message_template_status_update",
    /// Consent to marketing.
    UserPreferences(UserPreferences): "user_preferences",
}

impl Delivery {
    /// Reads a delivery. Unknown fields, odd values and broken items are kept as such and never harm what is beside them.
    pub fn parse(body: &[u8]) -> Result<Self, Error> {
        let body = json::read(body)?;
        let entries = body
            .get("entry")
            .filter(|entry| entry.is_array() || entry.is_object())
            .ok_or(Error::NotADelivery)?;
        let changes = wire::items(Some(entries)).filter_map(Value::as_object).flat_map(changes_of).collect();
        Ok(Self {
            object: wire::text(body.get("object")),
            changes,
        })
    }
}

/// The changes of one entry. An entry without `changes` but with a `value` is taken as a change itself.
fn changes_of(entry: &Map<String, Value>) -> Vec<Change> {
    let changes: Vec<_> = match entry.get("changes") {
        Some(changes) => wire::items(Some(changes)).filter_map(Value::as_object).collect(),
        None if entry.contains_key("value") => vec![entry],
        None => Vec::new(),
    };
    changes.into_iter().map(|change| Change::read(entry, change)).collect()
}

impl Change {
    /// Whether this came from the "Test" button of Meta's dashboard: signed and made up. Record it, but start no conversation.
    pub fn is_dashboard_test(&self) -> bool {
        self.entry_id.as_deref() == Some("0") || self.phone_number_id.as_deref() == Some("123456123")
    }

    fn read(entry: &Map<String, Value>, change: &Map<String, Value>) -> Self {
        let raw = change.get("value").cloned().unwrap_or(Value::Null);
        let field = field_name(entry, change, &raw);
        let number = |name: &str| ["metadata", "recipient"].iter().find_map(|place| wire::text(raw.get(place)?.get(name)));
        Self {
            entry_id: wire::text(entry.get("id")),
            entry_time: entry.get("time").and_then(|time| i64::read(time).ok()),
            phone_number_id: number("phone_number_id").or_else(|| wire::text(raw.get("phone_number_id"))),
            display_phone_number: number("display_phone_number").or_else(|| wire::text(raw.get("display_phone_number"))),
            value: FieldValue::of(&field, &raw),
            field,
            raw,
        }
    }
}

/// The field's name: on the change, misplaced on the entry or in the value, or inferred from what the value holds.
fn field_name(entry: &Map<String, Value>, change: &Map<String, Value>, value: &Value) -> String {
    let labelled = [change.get("field"), entry.get("field"), value.get("field")]
        .into_iter()
        .flatten()
        .find_map(Value::as_str);
    match labelled {
        // Meta's own sample of a quality update carries the label of a status update.
        Some("message_template_status_update") if value.get("new_quality_score").is_some() => "message_template_quality_update".into(),
        Some(field) if !field.is_empty() => field.to_owned(),
        _ => inferred(value).unwrap_or_default().to_owned(),
    }
}

/// A field only it has this member.
fn inferred(value: &Value) -> Option<&'static str> {
    const TELLING: [(&str, &str); 13] = [
        ("message_echoes", "smb_message_echoes"),
        ("state_sync", "smb_app_state_sync"),
        ("history", "history"),
        ("standby", "standby"),
        ("user_preferences", "user_preferences"),
        ("calls", "calls"),
        ("messages", "messages"),
        ("statuses", "messages"),
        ("new_quality_score", "message_template_quality_update"),
        ("message_template_element", "message_template_components_update"),
        ("new_category", "template_category_update"),
        ("message_template_id", "message_template_status_update"),
        ("flow_id", "flows"),
    ];
    TELLING.into_iter().find_map(|(member, field)| value.get(member).map(|_| field))
}
