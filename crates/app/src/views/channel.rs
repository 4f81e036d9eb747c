//! The connected WhatsApp number, its health, and its templates.

use model::{ChannelId, MetaAppId, Timestamp};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::ChannelKind;

/// The connected number. Secrets never come back, only whether there is one.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChannelView {
    /// Its id.
    pub id: ChannelId,
    /// What it is connected to.
    pub kind: ChannelKind,
    /// Meta's id of the number.
    pub phone_number_id: String,
    /// Meta's id of the business account.
    pub waba_id: String,
    /// The number as people write it.
    pub display_phone_number: String,
    /// The name customers see.
    pub verified_name: String,
    /// `GREEN`, `YELLOW`, `RED` or `UNKNOWN`.
    pub quality_rating: String,
    /// Meta's word; only `CONNECTED` numbers can send.
    pub status: String,
    /// Messages a second the number may send.
    pub throughput_per_second: i64,
    /// The number also runs on the WhatsApp Business phone app.
    pub is_on_biz_app: bool,
    /// The address Meta must call; paste it into the app's webhook settings.
    pub webhook_url: String,
    /// The Meta app whose webhooks we accept for it.
    pub app: AppView,
    /// There is an access token.
    pub has_access_token: bool,
    /// Why the number cannot work as it should.
    pub degraded: Option<Degraded>,
    /// When a webhook last arrived.
    pub last_event_at: Option<Timestamp>,
    /// Grows with each change.
    pub version: i64,
    /// When it was connected.
    pub created_at: Timestamp,
}

/// The Meta app behind a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AppView {
    /// Our id of it, part of the webhook address.
    pub id: MetaAppId,
    /// Meta's id of it.
    pub app_id: String,
    /// This workspace brought the app and may change its secrets.
    pub owned: bool,
    /// There is an app secret.
    pub has_secret: bool,
    /// There is a verify token.
    pub has_verify_token: bool,
    /// Until when the secret before this one is accepted too.
    pub previous_secret_until: Option<Timestamp>,
}

/// What is wrong with a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Degraded {
    /// Meta's code or a word of ours.
    pub code: String,
    /// In words.
    pub detail: String,
    /// Since when.
    pub at: Timestamp,
}

/// One line of the number's check list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChannelCheck {
    /// Stable word.
    pub id: String,
    /// What is checked.
    pub title: String,
    /// It is as it should be.
    pub ok: bool,
    /// What was found.
    pub detail: String,
    /// How to put it right; `null` when it is.
    pub remedy: Option<String>,
}

/// A message template, as Meta has it now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TemplateView {
    /// Meta's id.
    pub id: String,
    /// Its name, the same in every language.
    pub name: String,
    /// Language code such as `en_US`.
    pub language: String,
    /// `APPROVED`, `PENDING`, `REJECTED`, `PAUSED`, `DISABLED`, …
    pub status: String,
    /// `MARKETING`, `UTILITY` or `AUTHENTICATION`.
    pub category: String,
    /// `POSITIONAL` or `NAMED`.
    pub parameter_format: Option<String>,
    /// Header, body, footer and buttons, as on the wire.
    #[schema(value_type = Vec<Object>)]
    pub components: Box<RawValue>,
    /// Meta's quality, once there is one.
    pub quality_score: Option<String>,
}
