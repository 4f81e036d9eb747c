//! A function, its versions, its calls, and what one run of it gave.

use model::{FunctionCallId, FunctionId, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

/// A function, without its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FunctionView {
    /// Its id.
    pub id: FunctionId,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// How long a call may take, in milliseconds.
    pub timeout_ms: i64,
    /// How much JavaScript's heap may hold, in MiB.
    pub memory_mb: i64,
    /// Hosts it may fetch from.
    pub allow_hosts: Vec<String>,
    /// The version that callers get; `null` before the first publication.
    pub live_version: Option<i64>,
    /// Grows with every saved draft.
    pub draft_revision: i64,
    /// Is the draft another one than what is live?
    pub has_changes: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When anything of it last changed.
    pub updated_at: Timestamp,
}

impl From<store::FunctionRow> for FunctionView {
    fn from(row: store::FunctionRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            description: row.description,
            timeout_ms: row.timeout_ms,
            memory_mb: row.memory_mb,
            allow_hosts: serde_json::from_str(&row.allow_hosts).unwrap_or_default(),
            live_version: row.live_version,
            draft_revision: row.draft_revision,
            has_changes: row.live_revision != Some(row.draft_revision),
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// What is being written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FunctionDraftView {
    /// The source, as typed.
    pub source: String,
    /// Send it back as `If-Match` to save over exactly this.
    pub revision: i64,
    /// When it was saved.
    pub saved_at: Timestamp,
}

/// A version that went live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FunctionVersionView {
    /// Its number; the first is 1.
    pub number: i64,
    /// What changed, in its author's words.
    pub note: String,
    /// Who published it.
    pub published_by: UserId,
    /// Their name now.
    pub published_by_name: Option<String>,
    /// When.
    pub published_at: Timestamp,
    /// Its source; only when one version is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl FunctionVersionView {
    /// A version, with its source or without.
    #[must_use]
    pub fn of(row: store::FunctionVersionRow, source: Option<String>) -> Self {
        Self {
            number: row.number,
            note: row.note,
            published_by: row.published_by,
            published_by_name: row.published_by_name,
            published_at: row.published_at,
            source,
        }
    }
}

/// Why a run did not end well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FunctionProblem {
    /// `thrown`, `timed_out`, `out_of_memory`, `never_settles`, `no_function`, `output_too_large`, `crashed`, `invalid`, `busy`, `unavailable` or `not_published`.
    pub kind: String,
    /// What happened, in words.
    pub message: String,
    /// The line of the source, from 1, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// A line on the console.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FunctionLog {
    /// `log`, `info`, `warn`, `error` or `debug`.
    pub level: String,
    /// What was written.
    pub text: String,
    /// Milliseconds since the call began.
    pub at_ms: u32,
}

/// A request that the function made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FunctionFetch {
    /// Where to, without what stands after the question mark.
    pub url: String,
    /// The status of the answer; `null` when there was none.
    pub status: Option<u16>,
    /// Why there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// How long it took, in milliseconds.
    pub ms: u32,
}

/// What one run gave.
#[derive(Debug, Serialize, ToSchema)]
pub struct FunctionRunView {
    /// What it returned; absent when it did not end well.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub result: Option<Box<RawValue>>,
    /// Why it did not end well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<FunctionProblem>,
    /// What it wrote to the console.
    pub logs: Vec<FunctionLog>,
    /// Was some of the console cut off?
    pub logs_cut: bool,
    /// How long it took, in milliseconds.
    pub ms: f64,
    /// What it fetched, in order.
    pub fetches: Vec<FunctionFetch>,
}

/// A call that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FunctionCallView {
    /// Its id.
    pub id: FunctionCallId,
    /// Which version was called; `null`: the draft, tried by its author.
    pub version: Option<i64>,
    /// `test`, or what called it: `run:…`, `wa_flow:…`.
    pub caller: String,
    /// When.
    pub at: Timestamp,
    /// How long it took, in milliseconds.
    pub ms: i64,
    /// Did it end well?
    pub ok: bool,
    /// Why not.
    pub problem: Option<FunctionProblem>,
    /// What it wrote to the console.
    pub logs: Vec<FunctionLog>,
    /// What it fetched.
    pub fetches: Vec<FunctionFetch>,
}

impl From<store::FunctionCallRow> for FunctionCallView {
    fn from(row: store::FunctionCallRow) -> Self {
        let problem = row.problem.as_deref().and_then(|text| serde_json::from_str(text).ok());
        Self {
            id: row.id,
            version: row.version,
            caller: row.caller,
            at: row.at,
            ms: row.ms,
            ok: row.problem.is_none(),
            problem,
            logs: serde_json::from_str(&row.logs).unwrap_or_default(),
            fetches: serde_json::from_str(&row.fetches).unwrap_or_default(),
        }
    }
}

/// Can functions run here?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FunctionStatusView {
    /// They can.
    pub available: bool,
    /// Why not.
    pub reason: Option<String>,
    /// What keeps them in besides the list of system calls: `full`, `partial`, `none`; `insecure` without any lock.
    pub lock: Option<String>,
    /// The longest time a function may be given, in milliseconds.
    pub max_timeout_ms: i64,
    /// The most memory a function may be given, in MiB.
    pub max_memory_mb: i64,
}
