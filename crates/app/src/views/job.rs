//! Background work of a workspace: what it is, how far it has come, why it failed.

use model::{ImportId, JobId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// It waits: for its time, a free worker, or the next try.
    Queued,
    /// Somebody works on it.
    Running,
    /// It is done.
    Done,
    /// It was given up.
    Failed,
    /// Somebody stopped it; what it did until then stays.
    Cancelled,
}

impl JobState {
    fn parse(word: &str, is_cancelled: bool) -> Self {
        match word {
            "queued" => Self::Queued,
            "running" => Self::Running,
            "done" => Self::Done,
            _ if is_cancelled => Self::Cancelled,
            _ => Self::Failed,
        }
    }
}

/// How much of it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct JobProgress {
    /// How many were looked at: rows, templates, forms.
    pub done: i64,
    /// How many there are, where that is known: WhatsApp gives its lists page by page and does not say.
    pub total: Option<i64>,
}

/// A piece of work that goes on in the background.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct JobView {
    /// Its id.
    pub id: JobId,
    /// Which kind: `contacts.import`, `conversation.wake`, `media.download`, `templates.sync`, `wa_flows.file`, `wa_flows.forward`, `wa_flows.sync` …
    #[schema(example = "contacts.import")]
    pub kind: String,
    /// How far it is.
    pub state: JobState,
    /// The id of what it is about, such as an import or a file.
    #[schema(example = "imp_0192f0c1a2b37def8a1b2c3d4e5f6071")]
    pub about: Option<String>,
    /// How much is done, of an import or a sync.
    pub progress: Option<JobProgress>,
    /// How often it was tried.
    pub attempts: i64,
    /// After this many tries it is given up.
    pub max_attempts: i64,
    /// When it is tried next, while it waits.
    pub next_attempt_at: Option<Timestamp>,
    /// Why the last try failed.
    pub error: Option<String>,
    /// Can it be stopped? Not what something waits for: a snoozed conversation, a file, a delivery; and not twice.
    pub can_cancel: bool,
    /// When somebody stopped it. While it still runs, it stops at its next step.
    pub cancel_requested_at: Option<Timestamp>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

impl JobView {
    /// The import it works on, while it does.
    #[must_use]
    pub fn open_import(&self) -> Option<ImportId> {
        let is_open = matches!(self.state, JobState::Queued | JobState::Running);
        self.about.as_ref().filter(|_| is_open)?.parse().ok()
    }
}

impl From<store::JobRow> for JobView {
    fn from(row: store::JobRow) -> Self {
        let state = JobState::parse(&row.state, row.cancel_asked_at.is_some());
        let is_open = matches!(state, JobState::Queued | JobState::Running);
        Self {
            can_cancel: is_open && row.cancel_asked_at.is_none(),
            cancel_requested_at: row.cancel_asked_at,
            id: row.id,
            kind: row.kind,
            state,
            about: about(&row.payload),
            progress: row.progress_done.map(|done| JobProgress {
                done,
                total: row.progress_total,
            }),
            attempts: row.attempts,
            max_attempts: row.max_attempts,
            next_attempt_at: (state == JobState::Queued).then_some(row.run_at),
            error: row.last_error,
            created_at: row.created_at,
            finished_at: row.finished_at,
        }
    }
}

/// The first id in what the job needs to know.
fn about(payload: &str) -> Option<String> {
    let payload: Value = serde_json::from_str(payload).ok()?;
    let (_, id) = payload.as_object()?.iter().find(|(name, id)| name.ends_with("id") && id.is_string())?;
    id.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::about;

    #[test]
    fn a_job_says_what_it_is_about() {
        assert_eq!(about(r#"{"import_id":"imp_1"}"#).as_deref(), Some("imp_1"));
        assert_eq!(about(r#"{"page":3}"#), None);
        assert_eq!(about("[]"), None);
    }
}
