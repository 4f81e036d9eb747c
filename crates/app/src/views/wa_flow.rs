//! WhatsApp's own forms as their pages show them: what Meta has, what is being written, and what is wrong with it.

use model::{FlowExchangeId, Timestamp, UserId, WaFlowId, WaFlowKeyId};
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;
use store::{FlowExchangeRow, WaFlowKeyRow, WaFlowRow, WaFlowSyncRow, WaFlowVersionRow};
use utoipa::ToSchema;

use super::raw;

/// One of WhatsApp's own forms.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaFlowView {
    /// Ours.
    pub id: WaFlowId,
    /// Meta's id.
    pub meta_id: String,
    /// Unique in the account.
    pub name: String,
    /// Meta's word: `DRAFT`, `PUBLISHED`, `DEPRECATED`, `BLOCKED` or `THROTTLED`.
    pub status: String,
    /// What it is for.
    #[schema(value_type = Vec<String>)]
    pub categories: Box<RawValue>,
    /// Version of the Flow JSON that Meta has.
    pub json_version: Option<String>,
    /// Version of its data exchanges; `null` when it has none.
    pub data_api_version: Option<String>,
    /// Where its data exchanges go.
    pub endpoint_uri: Option<String>,
    /// Grows with each change of the text written here.
    pub draft_revision: i64,
    /// When that was last written.
    pub draft_saved_at: Timestamp,
    /// The text written here differs from what Meta has.
    pub has_changes: bool,
    /// Whether it can be sent; `null` until Meta said so.
    pub health: Option<WaFlowHealth>,
    /// What Meta says is wrong with the text it has.
    #[schema(value_type = Vec<WaFlowMetaError>)]
    pub meta_errors: Box<RawValue>,
    /// A link at which it can be tried in a browser.
    pub preview: Option<WaFlowPreview>,
    /// Who answers its data exchanges: `kind` is `none`, `fixed`, `function` or `forward`, with the settings of that.
    #[schema(value_type = Object)]
    pub endpoint: Value,
    /// What customers sent with it in the last seven days, at most 10,000.
    pub submissions_7d: i64,
    /// When Meta's list was last looked at.
    pub synced_at: Option<Timestamp>,
    /// When it was first seen here.
    pub created_at: Timestamp,
    /// When something about it last changed.
    pub updated_at: Timestamp,
}

/// Whether a form can be sent, and what keeps it from that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct WaFlowHealth {
    /// Meta's word: `AVAILABLE`, `LIMITED` or `BLOCKED`.
    pub can_send_message: String,
    /// What is the matter.
    pub problems: Vec<WaFlowHealthProblem>,
}

/// One thing that keeps a form from being sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct WaFlowHealthProblem {
    /// `error` when nothing can be sent, else `warning`.
    pub severity: &'static str,
    /// What is the matter, in Meta's words.
    pub text: String,
    /// What Meta says would help.
    pub solution: Option<String>,
}

/// Something Meta says is wrong with Flow JSON.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaFlowMetaError {
    /// Meta's code, such as `INVALID_PROPERTY_VALUE`.
    pub error: Option<String>,
    /// Meta's sort of it.
    pub error_type: Option<String>,
    /// What is wrong, in words.
    pub message: Option<String>,
    /// From 1.
    pub line_start: Option<i64>,
    /// From 1.
    pub line_end: Option<i64>,
    /// From 1.
    pub column_start: Option<i64>,
    /// From 1.
    pub column_end: Option<i64>,
}

/// A link at which a form can be tried.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaFlowPreview {
    /// Open it in a browser or a frame.
    pub url: String,
    /// Until when it works, as Meta writes it.
    pub expires_at: Option<String>,
}

/// The text of a form, exactly as typed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaFlowDraftView {
    /// Flow JSON, or what is on its way to become that.
    pub json: String,
    /// Its revision, for `If-Match`.
    pub revision: i64,
    /// When it was last written.
    pub saved_at: Timestamp,
}

/// Something wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct WaFlowFinding {
    /// Meta's code, as it would come back from an upload.
    pub code: String,
    /// Our word for the rule.
    pub rule: String,
    /// `error` or `warning`; errors keep it from being published.
    #[schema(value_type = String)]
    pub severity: wa_flow_json::Severity,
    /// JSON pointer of the value.
    pub pointer: String,
    /// Where it begins, from 1.
    pub line: u32,
    /// Where it begins, from 1, in UTF-16 units as editors count.
    pub column: u32,
    /// Where it ends.
    pub line_end: u32,
    /// Where it ends.
    pub column_end: u32,
    /// What is wrong, in words.
    pub message: String,
}

/// What a check found, and what the form consists of.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaFlowCheck {
    /// By place in the text; at most 500.
    pub findings: Vec<WaFlowFinding>,
    /// Screens, inputs, data and routes; `null` when the text is no JSON object.
    #[schema(value_type = Option<Object>)]
    pub outline: Option<wa_flow_json::Outline>,
}

/// A text as it was kept.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaFlowWritten {
    /// Its revision, for the next `If-Match`.
    pub revision: i64,
    /// What is wrong with it.
    pub findings: Vec<WaFlowFinding>,
}

/// A kept version of a text.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaFlowVersionView {
    /// From 1.
    pub number: i64,
    /// `uploaded`, `published`, or `found` at Meta.
    pub kind: String,
    /// How many errors Meta found in it.
    pub errors: i64,
    /// Who uploaded or published it.
    pub created_by: Option<UserId>,
    /// When it was kept.
    pub created_at: Timestamp,
}

/// A kept version with its text.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaFlowVersionText {
    /// From 1.
    pub number: i64,
    /// The text.
    pub json: String,
}

/// How two texts of a form differ.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaFlowDiff {
    /// The first text.
    pub before: String,
    /// The second.
    pub after: String,
    /// What changed, by screen and component; `null` when one of them is no Flow JSON.
    #[schema(value_type = Option<Vec<Object>>)]
    pub changes: Option<Vec<wa_flow_json::Change>>,
}

/// How the last look at Meta's list of forms went.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaFlowSyncView {
    /// `queued`, `running`, `done` or `failed`.
    pub state: String,
    /// Pages read so far.
    pub pages: i64,
    /// Forms found so far.
    pub flows: i64,
    /// Why it failed, in words.
    pub error: Option<String>,
    /// When it was asked for.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

/// A key pair that phones encrypt forms for. Its private half is in no answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaFlowKeyView {
    /// Ours.
    pub id: WaFlowKeyId,
    /// SHA-256 of the public half, hexadecimal.
    pub fingerprint: String,
    /// The public half, PEM.
    pub public_key: String,
    /// `active` (phones encrypt for it), `overlap` (it opens requests all the same) or `retired`.
    pub status: String,
    /// When Meta was told of it.
    pub uploaded_at: Option<Timestamp>,
    /// `VALID` or `MISMATCH`: Meta's signature over it, when Meta said.
    pub meta_state: Option<String>,
    /// When an overlap ends by itself.
    pub overlap_until: Option<Timestamp>,
    /// When it was made or brought along.
    pub created_at: Timestamp,
}

/// An exchange between a phone with an open form and its endpoint.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FlowExchangeView {
    /// Its id.
    pub id: FlowExchangeId,
    /// When it came.
    pub at: Timestamp,
    /// `INIT`, `data_exchange`, `BACK`, or `error` when the phone reports one.
    pub action: String,
    /// From which screen; empty at the beginning.
    pub screen: String,
    /// HTTP; 0 while it is being answered.
    pub status: i64,
    /// How long it took; phones give up after ten seconds.
    pub ms: i64,
    /// What went wrong.
    pub error: Option<String>,
    /// What was asked; values are hidden from members who may not manage forms.
    #[schema(value_type = Object)]
    pub request: Value,
    /// What was answered; the same.
    #[schema(value_type = Object)]
    pub answer: Value,
}

/// How a form does.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaFlowStats {
    /// Sent in the last thirty days, of the last 10,000.
    pub sent: i64,
    /// Of them, those whose phone asked the endpoint.
    pub opened: i64,
    /// Of them, those filled in.
    pub submitted: i64,
    /// Exchanges of the last seven days, of the last 1,000.
    pub exchanges: i64,
    /// Of them, those that went wrong.
    pub errors: i64,
    /// Half of them took no longer, milliseconds; `null` without exchanges.
    pub p50_ms: Option<i64>,
    /// 90 of 100 took no longer, milliseconds: what Meta looks at. Above 1,000 a form's health is in danger; phones give up after 10,000.
    ///
    /// <https://developers.facebook.com/docs/whatsapp/flows/guides/healthmonitoring>
    pub p90_ms: Option<i64>,
    /// 95 of 100 took no longer, milliseconds.
    pub p95_ms: Option<i64>,
}

impl From<WaFlowKeyRow> for WaFlowKeyView {
    fn from(row: WaFlowKeyRow) -> Self {
        Self {
            id: row.id,
            fingerprint: row.fingerprint,
            public_key: row.public_key,
            status: row.status,
            uploaded_at: row.uploaded_at,
            meta_state: row.meta_state,
            overlap_until: row.overlap_until,
            created_at: row.created_at,
        }
    }
}

impl FlowExchangeView {
    /// A row; with `masked`, names without their values.
    #[must_use]
    pub fn of(row: FlowExchangeRow, masked: bool) -> Self {
        let read = |text: &str| {
            let mut value: Value = serde_json::from_str(text).unwrap_or_default();
            if masked {
                mask(&mut value["data"]);
            }
            value
        };
        Self {
            request: read(&row.request),
            answer: read(&row.answer),
            id: row.id,
            at: row.at,
            action: row.action,
            screen: row.screen,
            status: row.status,
            ms: row.ms,
            error: row.error,
        }
    }
}

/// Puts dots in the place of every value.
fn mask(value: &mut Value) {
    match value {
        Value::Object(object) => object.values_mut().for_each(mask),
        Value::Array(list) => list.iter_mut().for_each(mask),
        Value::Null => {}
        other => *other = "•••".into(),
    }
}

impl WaFlowView {
    /// A row, and how many sent it in the last seven days.
    #[must_use]
    pub fn of(row: WaFlowRow, submissions_7d: i64) -> Self {
        let mut endpoint: Value = serde_json::from_str(&row.endpoint).unwrap_or_default();
        if !endpoint.is_object() {
            endpoint = serde_json::json!({});
        }
        endpoint["kind"] = row.endpoint_kind.as_str().into();
        if row.endpoint_kind == "forward" {
            endpoint["has_secret"] = row.has_endpoint_secret.into();
        }
        Self {
            has_changes: row.meta_hash.as_deref().unwrap_or_default() != row.draft_hash,
            id: row.id,
            meta_id: row.meta_id,
            name: row.name,
            status: row.status,
            categories: raw(row.categories),
            json_version: row.json_version,
            data_api_version: row.data_api_version,
            endpoint_uri: row.endpoint_uri,
            draft_revision: row.draft_revision,
            draft_saved_at: row.draft_saved_at,
            health: row.health.as_deref().and_then(WaFlowHealth::read),
            meta_errors: raw(row.meta_errors),
            preview: row.preview_url.map(|url| WaFlowPreview {
                url,
                expires_at: row.preview_expires_at,
            }),
            endpoint,
            submissions_7d,
            synced_at: row.synced_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

impl WaFlowHealth {
    /// Reads Meta's `health_status` (*Health Status*): the form, its account, its number, each with what is wrong with it.
    fn read(stored: &str) -> Option<Self> {
        let health: Value = serde_json::from_str(stored).ok()?;
        let mut problems = Vec::new();
        for entity in health["entities"].as_array().into_iter().flatten() {
            let severity = if entity["can_send_message"] == "BLOCKED" { "error" } else { "warning" };
            for error in entity["errors"].as_array().into_iter().flatten() {
                problems.push(WaFlowHealthProblem {
                    severity,
                    text: error["error_description"]
                        .as_str()
                        .unwrap_or("Meta does not say what is wrong.")
                        .to_owned(),
                    solution: error["possible_solution"].as_str().map(str::to_owned),
                });
            }
            for text in entity["additional_info"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                problems.push(WaFlowHealthProblem {
                    severity: "warning",
                    text: text.to_owned(),
                    solution: None,
                });
            }
        }
        Some(Self {
            can_send_message: health["can_send_message"].as_str()?.to_owned(),
            problems,
        })
    }
}

impl WaFlowCheck {
    /// Checks a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self {
            findings: WaFlowFinding::all(text),
            outline: wa_flow_json::outline(text),
        }
    }
}

impl WaFlowFinding {
    /// What is wrong with a text.
    #[must_use]
    pub fn all(text: &str) -> Vec<Self> {
        let report = wa_flow_json::check(text);
        let finding = |problem: wa_flow_json::Problem| Self {
            code: problem.code.to_owned(),
            rule: problem.rule.name().to_owned(),
            severity: problem.severity,
            pointer: problem.pointer,
            line: problem.span.line_start,
            column: problem.span.column_start,
            line_end: problem.span.line_end,
            column_end: problem.span.column_end,
            message: problem.message,
        };
        report.problems.into_iter().map(finding).collect()
    }
}

impl From<WaFlowVersionRow> for WaFlowVersionView {
    fn from(row: WaFlowVersionRow) -> Self {
        Self {
            number: row.number,
            kind: row.kind,
            errors: row.errors,
            created_by: row.created_by,
            created_at: row.created_at,
        }
    }
}

impl From<WaFlowSyncRow> for WaFlowSyncView {
    fn from(row: WaFlowSyncRow) -> Self {
        Self {
            state: row.state,
            pages: row.pages,
            flows: row.flows,
            error: row.error,
            started_at: row.started_at,
            finished_at: row.finished_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metas_health_is_put_into_problems() {
        let health = r#"{"can_send_message": "LIMITED", "entities": [
            {"entity_type": "FLOW", "id": "1", "can_send_message": "BLOCKED", "errors": [
                {"error_code": 131000, "error_description": "endpoint_uri: not set", "possible_solution": "Set it."}]},
            {"entity_type": "WABA", "can_send_message": "LIMITED", "additional_info": ["Almost at the limit"]}]}"#;
        let read = WaFlowHealth::read(health).unwrap();
        assert_eq!(read.can_send_message, "LIMITED");
        let problems: Vec<_> = read.problems.iter().map(|problem| (problem.severity, problem.text.as_str())).collect();
        assert_eq!(problems, [("error", "endpoint_uri: not set"), ("warning", "Almost at the limit")]);
        assert_eq!(WaFlowHealth::read("{}"), None);
    }
}
