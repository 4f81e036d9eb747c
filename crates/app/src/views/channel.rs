//! The connected WhatsApp number, its health, and its templates.

use model::{ChannelId, MetaAppId, Timestamp, WorkspaceId};
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
    /// People the business may write to first in 24 hours, as Meta last said: `TIER_250`, `TIER_2K`, `TIER_10K`, `TIER_100K`, `UNLIMITED`.
    pub messaging_limit: Option<String>,
    /// What became of the display name: `APPROVED`, `PENDING`, `DEFERRED` or `REJECTED`.
    pub name_status: Option<String>,
    /// Outcome of Meta's review of the account: `APPROVED`, `REJECTED`, `PENDING` or `DEFERRED`.
    pub account_review: Option<String>,
    /// Whether contacts can call the number: `ENABLED` or `DISABLED`.
    pub calling_status: Option<String>,
    /// When the two-step PIN was last changed.
    pub pin_changed_at: Option<Timestamp>,
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
    /// How it stands.
    pub level: CheckLevel,
    /// What was found.
    pub detail: String,
    /// How to put it right; `null` when it is.
    pub remedy: Option<String>,
    /// What this server can do about it at once; `null` when a person must.
    pub fix: Option<CheckFix>,
}

/// How a line of the check list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckLevel {
    /// As it should be.
    Ok,
    /// It works, but somebody should look at it.
    Warning,
    /// It keeps messages from coming or going.
    Error,
}

/// What this server can do about a line at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckFix {
    /// `DELETE …/channel/override`.
    ClearOverride,
    /// `POST …/channel/register`, with the number's PIN.
    Register,
    /// `POST …/channel/subscribe`.
    Subscribe,
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

/// The address Meta must call for webhooks of an app.
#[must_use]
pub fn webhook_url(public_url: &str, meta_app: MetaAppId) -> String {
    format!("{}/webhooks/meta/{meta_app}", public_url.trim_end_matches('/'))
}

impl ChannelView {
    /// A channel with its app, as the workspace sees it. Meta reaches this server by `public_url`.
    #[must_use]
    pub fn of(channel: store::Channel, meta_app: &store::MetaApp, workspace_id: WorkspaceId, public_url: &str) -> Self {
        let degraded = match (channel.degraded_code, channel.degraded_at) {
            (Some(code), Some(at)) => Some(Degraded {
                code,
                detail: channel.degraded_detail.unwrap_or_default(),
                at,
            }),
            _ => None,
        };
        Self {
            id: channel.id,
            kind: ChannelKind::parse(&channel.kind),
            phone_number_id: channel.phone_number_id,
            waba_id: channel.waba_id,
            display_phone_number: channel.display_phone_number,
            verified_name: channel.verified_name,
            quality_rating: channel.quality_rating,
            status: channel.status,
            throughput_per_second: channel.throughput_per_second,
            is_on_biz_app: channel.is_on_biz_app,
            webhook_url: webhook_url(public_url, meta_app.id),
            app: AppView {
                id: meta_app.id,
                app_id: meta_app.app_id.clone(),
                owned: meta_app.workspace_id == Some(workspace_id),
                has_secret: meta_app.has_secret,
                has_verify_token: meta_app.has_verify_token,
                previous_secret_until: meta_app.previous_until,
            },
            has_access_token: channel.has_access_token,
            messaging_limit: channel.messaging_limit,
            name_status: channel.name_status,
            account_review: channel.account_review,
            calling_status: channel.calling_status,
            pin_changed_at: channel.pin_changed_at,
            degraded,
            last_event_at: channel.last_event_at,
            version: channel.version,
            created_at: channel.created_at,
        }
    }
}

impl From<cloud_api::template::Template> for TemplateView {
    fn from(template: cloud_api::template::Template) -> Self {
        Self {
            id: template.id.unwrap_or_default(),
            name: template.name,
            language: template.language,
            status: template.status.unwrap_or_else(|| "UNKNOWN".to_owned()),
            category: template.category.unwrap_or_else(|| "UNKNOWN".to_owned()),
            parameter_format: template.parameter_format,
            components: serde_json::value::to_raw_value(&template.components).unwrap_or_else(|_| RawValue::NULL.to_owned()),
            quality_score: template.quality_score.and_then(|quality| quality.score),
        }
    }
}

impl From<store::TemplateRow> for TemplateView {
    fn from(row: store::TemplateRow) -> Self {
        Self {
            id: row.meta_id,
            name: row.name,
            language: row.language,
            status: row.status,
            category: row.category,
            parameter_format: Some(row.parameter_format),
            components: RawValue::from_string(row.components).unwrap_or_else(|_| RawValue::NULL.to_owned()),
            quality_score: Some(row.quality),
        }
    }
}
