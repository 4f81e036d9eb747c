//! Message templates as the template pages show them: kept here, told by Meta.

use cloud_api::template::{Finding, Severity};
use model::{TemplateId, Timestamp};
use serde::Serialize;
use serde_json::value::RawValue;
use store::{TemplateRow, TemplateSyncRow};
use utoipa::ToSchema;

/// A message template in one language, with all its parts.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MessageTemplateView {
    /// Ours.
    pub id: TemplateId,
    /// Meta's id.
    pub meta_id: String,
    /// Its name, the same in every language.
    pub name: String,
    /// Language code such as `en_US`.
    pub language: String,
    /// `APPROVED`, `PENDING`, `REJECTED`, `PAUSED`, `DISABLED`, `IN_APPEAL`, `LIMIT_EXCEEDED`, `ARCHIVED`, `PENDING_DELETION` …
    pub status: String,
    /// `MARKETING`, `UTILITY` or `AUTHENTICATION`.
    pub category: String,
    /// Meta's quality: `GREEN`, `YELLOW`, `RED`; `UNKNOWN` until there is one.
    pub quality: String,
    /// `POSITIONAL` or `NAMED`.
    pub parameter_format: String,
    /// Header, body, footer, buttons … as on the wire.
    #[schema(value_type = Vec<Object>)]
    pub components: Box<RawValue>,
    /// Meta's word for why it was rejected, paused or disabled.
    pub rejected_reason: Option<String>,
    /// What Meta recommends to change.
    pub recommendation: Option<String>,
    /// The category before Meta moved it.
    pub previous_category: Option<String>,
    /// The category Meta will move it to.
    pub correct_category: Option<String>,
    /// When it will.
    pub category_changes_at: Option<Timestamp>,
    /// How long Meta tries to deliver, in seconds.
    pub message_send_ttl_seconds: Option<i64>,
    /// When it was first seen here.
    pub created_at: Timestamp,
    /// When something about it last changed.
    pub updated_at: Timestamp,
}

/// A name with all its languages.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TemplateGroupView {
    /// The name.
    pub name: String,
    /// Its languages, by code.
    pub languages: Vec<TemplateLineView>,
}

/// One language of a name, as a list shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TemplateLineView {
    /// Ours.
    pub id: TemplateId,
    /// Language code such as `en_US`.
    pub language: String,
    /// Meta's word for its state.
    pub status: String,
    /// What it is for.
    pub category: String,
    /// Meta's quality.
    pub quality: String,
    /// Meta's word for why it was rejected, paused or disabled.
    pub rejected_reason: Option<String>,
    /// The category Meta will move it to.
    pub correct_category: Option<String>,
    /// The body's first 200 characters.
    pub preview: String,
    /// When something about it last changed.
    pub updated_at: Timestamp,
}

/// How the last look at Meta's list went.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TemplateSyncView {
    /// `queued`, `running`, `done` or `failed`.
    pub state: String,
    /// Pages read so far.
    pub pages: i64,
    /// Templates found so far.
    pub templates: i64,
    /// Why it failed, in words.
    pub error: Option<String>,
    /// When it was asked for.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

/// Something Meta would refuse or dislike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TemplateFindingView {
    /// JSON pointer into the definition: `/components/1/text`.
    pub pointer: String,
    /// Stable word, such as `variable.at_start`.
    pub code: String,
    /// Meta refuses it at once; otherwise it may reject it in review, or change it.
    pub is_error: bool,
    /// What is wrong and what would be right.
    pub detail: String,
}

impl From<TemplateRow> for MessageTemplateView {
    fn from(row: TemplateRow) -> Self {
        Self {
            id: row.id,
            meta_id: row.meta_id,
            name: row.name,
            language: row.language,
            status: row.status,
            category: row.category,
            quality: row.quality,
            parameter_format: row.parameter_format,
            components: RawValue::from_string(row.components).unwrap_or_else(|_| RawValue::NULL.to_owned()),
            rejected_reason: row.rejected_reason,
            recommendation: row.recommendation,
            previous_category: row.previous_category,
            correct_category: row.correct_category,
            category_changes_at: row.category_changes_at,
            message_send_ttl_seconds: row.ttl_seconds,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

impl From<TemplateRow> for TemplateLineView {
    fn from(row: TemplateRow) -> Self {
        let components: serde_json::Value = serde_json::from_str(&row.components).unwrap_or_default();
        let body = components
            .as_array()
            .into_iter()
            .flatten()
            .find(|component| component["type"].as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("BODY")));
        let text = body.and_then(|body| body["text"].as_str()).unwrap_or_default();
        Self {
            id: row.id,
            language: row.language,
            status: row.status,
            category: row.category,
            quality: row.quality,
            rejected_reason: row.rejected_reason,
            correct_category: row.correct_category,
            preview: text.chars().take(200).collect(),
            updated_at: row.updated_at,
        }
    }
}

impl TemplateGroupView {
    /// The languages of one name.
    #[must_use]
    pub fn of(rows: Vec<TemplateRow>) -> Self {
        Self {
            name: rows.first().map(|row| row.name.clone()).unwrap_or_default(),
            languages: rows.into_iter().map(TemplateLineView::from).collect(),
        }
    }
}

impl From<TemplateSyncRow> for TemplateSyncView {
    fn from(row: TemplateSyncRow) -> Self {
        Self {
            state: row.state,
            pages: row.pages,
            templates: row.templates,
            error: row.error,
            started_at: row.started_at,
            finished_at: row.finished_at,
        }
    }
}

impl From<Finding> for TemplateFindingView {
    fn from(finding: Finding) -> Self {
        Self {
            pointer: finding.pointer,
            code: finding.code.to_owned(),
            is_error: finding.severity == Severity::Error,
            detail: finding.detail,
        }
    }
}
