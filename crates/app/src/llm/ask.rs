//! One question, from the flow's words to the model's: within the budget, through the guarded door, cleaned of foreign links.

use std::time::{Duration, Instant};

use egress::{Overflow, Redirects, Request};
use http::{HeaderName, HeaderValue, Method};
use model::{ConversationId, LlmConnectionId, WorkspaceId};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use store::{Limit, LlmConnectionRow, LlmSpent, ThreadPosition};

use super::dialect::{Dialect, Prompt, Said, Speaker};
use super::price::{self, Prices};
use super::{Llm, links};
use crate::{Actor, Error, Result};

/// What surrounds the words in an answer, and the tokens of a model that thinks aloud.
const ANSWER_BYTES: usize = 256 * 1024;
/// Of one earlier message.
const MEMORY_CHARS: usize = 2000;
/// Earlier messages a model may see.
const MOST_MEMORY: u8 = 50;
const MOST_TOKENS: u32 = 4096;
const LONGEST: u32 = 120;
/// What a server says about its refusal, shown to the author.
const COMPLAINT_CHARS: usize = 200;

/// Words for a model.
#[derive(Debug, Clone)]
pub struct LlmQuestion<'a> {
    /// Name of the connection.
    pub connection: &'a str,
    /// Another model than the connection's; empty for its own.
    pub model: &'a str,
    /// What it is told to be.
    pub system: &'a str,
    /// What it is asked.
    pub prompt: &'a str,
    /// How many of the conversation's last messages it sees, at most 50.
    pub memory_messages: u8,
    /// Most tokens it writes, at most 4,096.
    pub max_tokens: u32,
    /// Most it may cost, in millionths of the connection's currency.
    pub max_cost_micros: Option<u64>,
    /// How long it may take, at most 120 s.
    pub timeout_seconds: u32,
    /// The same for every attempt at this question, and for no other one.
    pub key: &'a str,
}

/// What a model wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LlmAnswer {
    /// Its words, without links to hosts that the connection does not name.
    pub text: String,
    /// Tokens read; guessed where the server does not count.
    pub input_tokens: u32,
    /// Tokens written; guessed where the server does not count.
    pub output_tokens: u32,
    /// Millionths of the connection's currency; nothing when its prices are not known.
    pub cost: Option<i64>,
    /// From the question to the last byte.
    pub took: Duration,
}

/// Why there are no words, for the author of the flow; without secrets.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LlmFailure {
    /// It was not asked, or refused, or wrote nothing.
    #[error("{0}")]
    Failed(String),
    /// Nobody answered there.
    #[error("{0}")]
    Network(String),
    /// No whole answer in time.
    #[error("The model did not answer in time.")]
    Timeout,
}

struct Asked<'a> {
    row: &'a LlmConnectionRow,
    dialect: Dialect,
    prices: Option<Prices>,
    key: Option<SecretString>,
}

impl Llm<'_> {
    /// Asks for a flow; what was said before comes from this conversation and no other. The outer error is ours, the inner one the author's to mend.
    pub async fn ask(
        &self,
        workspace_id: WorkspaceId,
        conversation_id: ConversationId,
        question: &LlmQuestion<'_>,
    ) -> Result<std::result::Result<LlmAnswer, LlmFailure>> {
        let found = self.0.store().workspace(workspace_id).find_llm_connection(question.connection).await?;
        let Some(row) = found else {
            return Ok(Err(LlmFailure::Failed(format!(
                "There is no connection “{}” to a language model.",
                question.connection
            ))));
        };
        let memory = self.memory(workspace_id, conversation_id, question.memory_messages).await?;
        self.ask_of(workspace_id, &row, &memory, question).await
    }

    /// Asks a connection something, to see whether it works. It costs what it costs.
    pub async fn test(&self, actor: &Actor, id: LlmConnectionId, prompt: &str) -> Result<LlmAnswer> {
        let row = self.0.store().workspace(actor.workspace_id).get_llm_connection(id).await?;
        let question = LlmQuestion {
            connection: &row.name,
            model: "",
            system: "",
            prompt,
            memory_messages: 0,
            max_tokens: 256,
            max_cost_micros: None,
            timeout_seconds: 30,
            key: &uuid::Uuid::now_v7().to_string(),
        };
        let answer = self.ask_of(actor.workspace_id, &row, &[], &question).await?;
        answer.map_err(|failure| Error::conflict("llm_connection.no_answer", failure.to_string()).remedy("Check its address, key and model."))
    }

    async fn ask_of(
        &self,
        workspace_id: WorkspaceId,
        row: &LlmConnectionRow,
        memory: &[(Speaker, String)],
        question: &LlmQuestion<'_>,
    ) -> Result<std::result::Result<LlmAnswer, LlmFailure>> {
        let Some(dialect) = Dialect::parse(&row.kind) else {
            return Ok(Err(LlmFailure::Failed("This version does not know the connection's kind.".to_owned())));
        };
        let asked = Asked {
            row,
            dialect,
            prices: Prices::of(row),
            key: self.0.store().workspace(workspace_id).find_llm_api_key(row.id).await?,
        };
        let words = memory.iter().map(|(_, text)| text.len());
        let input_tokens = price::guess_tokens(words.chain([question.system.len(), question.prompt.len()]));
        let max_tokens = match affordable(asked.prices, input_tokens, question) {
            Ok(max_tokens) => max_tokens,
            Err(failure) => return Ok(Err(failure)),
        };
        let month = price::month(self.0.now());
        let reserved = asked.prices.map_or(0, |prices| prices.cost(input_tokens, max_tokens));
        if !self.reserve(workspace_id, row, month, reserved).await? {
            let failure = format!("The month's budget of the connection “{}” is used up.", row.name);
            return Ok(Err(LlmFailure::Failed(failure)));
        }
        let prompt = Prompt {
            model: if question.model.is_empty() || dialect == Dialect::AnythingLlm {
                &row.model
            } else {
                question.model
            },
            system: question.system,
            memory,
            prompt: question.prompt,
            max_tokens,
            key: question.key,
        };
        let started = Instant::now();
        let said = self.send(&asked, &prompt, question.timeout_seconds).await;
        // What it cost is written down whether or not the words are of use. A question cut off by a crash stays counted at its highest price.
        let (input_tokens, output_tokens) = said.as_ref().map_or((0, 0), |said| {
            let guess = price::guess_tokens(std::iter::once(said.text.len()));
            (said.input_tokens.unwrap_or(input_tokens), said.output_tokens.unwrap_or(guess))
        });
        let cost = asked.prices.map(|prices| prices.cost(input_tokens, output_tokens));
        let spent = LlmSpent {
            failed: said.is_err(),
            input_tokens: input_tokens.into(),
            output_tokens: output_tokens.into(),
            // Nobody knows what a question cost that was not answered in time.
            cost_correction: if said == Err(LlmFailure::Timeout) {
                0
            } else {
                cost.unwrap_or(0) - reserved
            },
        };
        let mut tx = self.0.store().begin().await?;
        tx.workspace(workspace_id).settle_llm_cost(row.id, month, spent).await?;
        tx.commit().await?;
        Ok(said.map(|said| LlmAnswer {
            text: links::without_foreign_links(&said.text, &serde_json::from_str::<Vec<String>>(&row.link_hosts).unwrap_or_default()),
            input_tokens,
            output_tokens,
            cost,
            took: started.elapsed(),
        }))
    }

    async fn reserve(&self, workspace_id: WorkspaceId, row: &LlmConnectionRow, month: i64, cost: i64) -> Result<bool> {
        let mut tx = self.0.store().begin().await?;
        let has_room = tx
            .workspace(workspace_id)
            .reserve_llm_cost(row.id, month, cost, row.monthly_budget)
            .await?;
        tx.commit().await?;
        Ok(has_room)
    }

    async fn send(&self, asked: &Asked<'_>, prompt: &Prompt<'_>, timeout_seconds: u32) -> std::result::Result<Said, LlmFailure> {
        let failed = |text: &str| LlmFailure::Failed(text.to_owned());
        let mut request = Request::new(Method::POST, asked.dialect.url(&asked.row.base_url, prompt.model));
        let key = asked.key.as_ref().map(ExposeSecret::expose_secret);
        for (name, value) in asked.dialect.headers(key) {
            let mut value = HeaderValue::try_from(value).map_err(|_| failed("The connection's key cannot be sent: type it again."))?;
            value.set_sensitive(true);
            request.headers.insert(HeaderName::from_static(name), value);
        }
        request
            .headers
            .insert(http::header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Ok(key) = HeaderValue::try_from(prompt.key) {
            request.headers.insert(HeaderName::from_static("idempotency-key"), key);
        }
        request.body = asked.dialect.body(prompt).to_string().into();
        request.timeout = Duration::from_secs(timeout_seconds.clamp(1, LONGEST).into());
        request.max_bytes = ANSWER_BYTES;
        request.overflow = Overflow::Refuse;
        request.redirects = Redirects::Answer;
        let response = self.0.egress().send(request).await.map_err(|error| match error {
            egress::Error::TimedOut(_) => LlmFailure::Timeout,
            egress::Error::Unreachable | egress::Error::Insecure => LlmFailure::Network(crate::text::sentence(&error.to_string())),
            other => LlmFailure::Failed(crate::text::sentence(&other.to_string())),
        })?;
        let answer: Value = serde_json::from_slice(&response.body).unwrap_or_default();
        if !response.status.is_success() {
            let complaint = Dialect::complaint(&answer).map(|text| format!(": {}", visible(text))).unwrap_or_default();
            // A server that repeats the key must not bring it into a log.
            let complaint = key.map_or(complaint.clone(), |key| complaint.replace(key, "•••"));
            return Err(LlmFailure::Failed(format!("The server answered {}{complaint}", response.status.as_u16())));
        }
        asked.dialect.read(&answer).map_err(LlmFailure::Failed)
    }

    /// The conversation's last messages as words, oldest first, without the newest one of the customer: that is the question.
    async fn memory(&self, workspace_id: WorkspaceId, conversation_id: ConversationId, messages: u8) -> Result<Vec<(Speaker, String)>> {
        if messages == 0 {
            return Ok(Vec::new());
        }
        let limit = Limit::clamped(u32::from(messages.min(MOST_MEMORY)) + 1);
        let workspace = self.0.store().workspace(workspace_id);
        let mut messages = workspace.list_messages(conversation_id, ThreadPosition::End, limit).await?.data;
        // Wherever it stands: what was said in the same second may be in another order.
        if let Some(question) = messages.iter().rposition(|message| message.row.direction == "inbound") {
            messages.remove(question);
        } else if messages.len() == limit.rows() {
            messages.remove(0);
        }
        let words = messages
            .iter()
            .filter(|message| message.row.revoked_at.is_none() && message.row.status != "failed")
            .map(|message| {
                let speaker = if message.row.direction == "inbound" {
                    Speaker::Customer
                } else {
                    Speaker::Business
                };
                let content: Value = serde_json::from_str(&message.row.content).unwrap_or_default();
                let text = content["body"]
                    .as_str()
                    .filter(|_| message.row.kind == "text")
                    .unwrap_or(&message.row.preview);
                (speaker, text.chars().take(MEMORY_CHARS).collect::<String>())
            });
        Ok(words.filter(|(_, text)| !text.trim().is_empty()).collect())
    }
}

/// How many tokens may be written for what the question may cost.
fn affordable(prices: Option<Prices>, input_tokens: u32, question: &LlmQuestion<'_>) -> std::result::Result<u32, LlmFailure> {
    let wished = question.max_tokens.clamp(1, MOST_TOKENS);
    let Some(most) = question.max_cost_micros else { return Ok(wished) };
    let prices =
        prices.ok_or_else(|| LlmFailure::Failed("What an answer may cost cannot be kept: the connection's prices are not known.".to_owned()))?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    prices
        .tokens_within(input_tokens, wished, most)
        .ok_or_else(|| LlmFailure::Failed("An answer would cost more than the step allows.".to_owned()))
}

fn visible(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(COMPLAINT_CHARS).collect()
}
