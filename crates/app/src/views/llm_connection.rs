//! A language model that flows may ask.

use model::{LlmConnectionId, Timestamp};
use serde::Serialize;
use store::{LlmConnectionRow, LlmUsageRow};
use utoipa::ToSchema;

/// A connection to a language model. Prices, budgets and costs are millionths of its currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LlmConnectionView {
    /// Its id.
    pub id: LlmConnectionId,
    /// What flows call it.
    pub name: String,
    /// `openai` (or any server with its interface), `anthropic`, `ollama` or `anything_llm`.
    pub kind: String,
    /// Where it is.
    pub base_url: String,
    /// Its model; for AnythingLLM the slug of its workspace.
    pub model: String,
    /// It has a key. The key itself is never shown.
    pub has_api_key: bool,
    /// The key's last four characters; empty for short ones.
    pub api_key_hint: String,
    /// Answers may link to these hosts and those below them; other links are taken out.
    pub link_hosts: Vec<String>,
    /// ISO 4217.
    pub currency: String,
    /// For a million tokens it reads.
    pub input_price: Option<i64>,
    /// For a million tokens it writes.
    pub output_price: Option<i64>,
    /// Most it may cost in a calendar month (UTC); then it is not asked any more.
    pub monthly_budget: Option<i64>,
    /// What it did this month.
    pub usage: LlmUsageView,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What a connection did in a calendar month (UTC).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct LlmUsageView {
    /// `202611`.
    pub month: i64,
    /// Questions asked.
    pub calls: i64,
    /// Questions without a usable answer.
    pub failures: i64,
    /// Tokens read.
    pub input_tokens: i64,
    /// Tokens written.
    pub output_tokens: i64,
    /// What they cost by the connection's prices; questions under way count at the highest they may cost.
    pub cost: i64,
}

impl LlmConnectionView {
    pub(crate) fn new(row: LlmConnectionRow, used: Option<&LlmUsageRow>, month: i64) -> Self {
        let unused = LlmUsageView {
            month,
            ..LlmUsageView::default()
        };
        Self {
            id: row.id,
            name: row.name,
            kind: row.kind,
            base_url: row.base_url,
            model: row.model,
            has_api_key: row.has_api_key,
            api_key_hint: row.api_key_hint,
            link_hosts: serde_json::from_str(&row.link_hosts).unwrap_or_default(),
            currency: row.currency,
            input_price: row.input_price,
            output_price: row.output_price,
            monthly_budget: row.monthly_budget,
            usage: used.map_or(unused, |used| LlmUsageView {
                month: used.month,
                calls: used.calls,
                failures: used.failures,
                input_tokens: used.input_tokens,
                output_tokens: used.output_tokens,
                cost: used.cost,
            }),
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}
