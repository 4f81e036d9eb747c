//! What customers sent with WhatsApp's own forms, and where it is handed on to.

use std::collections::BTreeMap;

use model::{ContactId, ConversationId, ForwardDeliveryId, ForwardId, MessageId, SubmissionId, Timestamp, WaFlowId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{ForwardDeliveryRow, ForwardRow, SubmissionRow};
use utoipa::ToSchema;

use super::MediaView;

/// What a customer sent with a form.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SubmissionView {
    /// Its id.
    pub id: SubmissionId,
    /// Which form; `null` when nothing ties it to one of ours.
    pub wa_flow: Option<SubmissionFlow>,
    /// Who sent it.
    pub contact: SubmissionContact,
    /// In which thread.
    pub conversation_id: ConversationId,
    /// With which message.
    pub message_id: MessageId,
    /// When.
    pub at: Timestamp,
    /// What was filled in. Written by strangers: always text, never markup.
    pub values: Vec<SubmissionField>,
    /// Photos and documents.
    pub files: Vec<MediaView>,
    /// How handing it on stands.
    pub forwards: ForwardCounts,
    /// What ties it to a form we sent: `token`, `context` (the message it answers) or `none`.
    pub bound_by: String,
}

/// A form, short.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SubmissionFlow {
    /// Its id.
    pub id: WaFlowId,
    /// What it was called then.
    pub name: String,
}

/// A person, short.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SubmissionContact {
    /// The contact's id.
    pub id: ContactId,
    /// What the team calls them. Written by strangers: always text.
    pub name: String,
    /// Phone number in E.164.
    pub phone: Option<String>,
}

/// A field that was filled in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SubmissionField {
    /// As the form sends it.
    pub key: String,
    /// As the form shows it.
    pub label: String,
    /// Titles instead of ids where the form writes them down; names of files.
    #[schema(value_type = Object)]
    pub value: Value,
}

/// How handing on stands.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub struct ForwardCounts {
    /// Arrived.
    pub delivered: i64,
    /// Given up.
    pub failed: i64,
    /// On the way.
    pub pending: i64,
}

/// An address that a form's submissions are handed on to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ForwardView {
    /// Its id.
    pub id: ForwardId,
    /// Of which form.
    pub wa_flow_id: WaFlowId,
    /// What people call it.
    pub name: String,
    /// The address.
    pub url: String,
    /// `POST`, `PUT` or `PATCH`.
    pub method: String,
    /// Name → JMESPath over the submission; empty sends all of it.
    pub mapping: BTreeMap<String, String>,
    /// Headers besides the usual ones: `{name, value}` or `{name, secret}`.
    #[schema(value_type = Vec<Object>)]
    pub headers: Value,
    /// How photos and documents go along: `none`, `links` that open them for a day, or `inline` in the body (base64, while they are small).
    pub files: String,
    /// Is it used?
    pub enabled: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A submission on its way to an address.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ForwardDeliveryView {
    /// Its id, which the receiver gets as `Idempotency-Key`, too.
    pub id: ForwardDeliveryId,
    /// To where.
    pub forward_id: ForwardId,
    /// What.
    pub submission_id: SubmissionId,
    /// `pending`, `delivered` or `failed`.
    pub state: String,
    /// So far; given up after thirty, about a day.
    pub attempts: i64,
    /// HTTP, of the last attempt.
    pub status: Option<i64>,
    /// The beginning of what came back. Written by others: always text.
    pub response: Option<String>,
    /// What went wrong.
    pub error: Option<String>,
    /// How long the last attempt took.
    pub ms: Option<i64>,
    /// Since when.
    pub created_at: Timestamp,
    /// When the last attempt was.
    pub updated_at: Timestamp,
}

impl SubmissionFlow {
    /// The form that a submission came with.
    pub(crate) fn of(row: &SubmissionRow) -> Option<Self> {
        let name = row.flow_name.clone();
        row.wa_flow_id.map(|id| Self { id, name })
    }
}

impl SubmissionField {
    /// Everything that was filled in.
    pub(crate) fn all_of(row: &SubmissionRow) -> Vec<Self> {
        serde_json::from_str(&row.fields).unwrap_or_default()
    }
}

impl From<ForwardRow> for ForwardView {
    fn from(row: ForwardRow) -> Self {
        Self {
            id: row.id,
            wa_flow_id: row.wa_flow_id,
            name: row.name,
            url: row.url,
            method: row.method,
            mapping: serde_json::from_str(&row.mapping).unwrap_or_default(),
            headers: serde_json::from_str(&row.headers).unwrap_or_default(),
            files: row.files,
            enabled: row.enabled,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

impl From<ForwardDeliveryRow> for ForwardDeliveryView {
    fn from(row: ForwardDeliveryRow) -> Self {
        Self {
            id: row.id,
            forward_id: row.forward_id,
            submission_id: row.submission_id,
            state: row.state,
            attempts: row.attempts,
            status: row.status,
            response: row.response,
            error: row.error,
            ms: row.ms,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}
