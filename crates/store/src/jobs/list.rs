//! A workspace's own jobs: seen by its admins, who start failed ones again.

use model::{JobId, Timestamp, WorkspaceId};

use crate::db::{Connection, build_all, execute, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Limit, Page, Result, Workspace, WorkspaceTx};

row! {
    /// A job.
    pub struct JobRow {
        /// Its id.
        pub id: JobId,
        /// Which kind.
        pub kind: String,
        /// What it needs to know, JSON.
        pub payload: String,
        /// `queued`, `running`, `done` or `dead`.
        pub state: String,
        /// How often it was tried.
        pub attempts: i64,
        /// After this many it is dead.
        pub max_attempts: i64,
        /// Not before, while it is queued.
        pub run_at: Timestamp,
        /// Why the last attempt failed.
        pub last_error: Option<String>,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it ended.
        pub finished_at: Option<Timestamp>,
        /// When somebody stopped it, or asked it to stop at its next step.
        pub cancel_asked_at: Option<Timestamp>,
        /// How much is done, where it counts.
        pub progress_done: Option<i64>,
        /// Of how much, where that is known.
        pub progress_total: Option<i64>,
    }
}

/// Which jobs.
#[derive(Debug, Clone, Copy, Default)]
pub struct JobFilter<'a> {
    /// Only those that wait or run, that failed, or that are done.
    pub stage: Option<JobStage>,
    /// Only of this kind.
    pub kind: Option<&'a str>,
}

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobStage {
    /// Queued or running.
    Open,
    /// Given up.
    Failed,
    /// Done.
    Done,
    /// Stopped by somebody.
    Cancelled,
}

impl JobStage {
    /// In the words of the partial indexes.
    const fn condition(self) -> &'static str {
        match self {
            Self::Open => " and state in ('queued', 'running')",
            Self::Failed => " and state = 'dead' and cancel_asked_at is null",
            Self::Cancelled => " and state = 'dead' and cancel_asked_at is not null",
            Self::Done => " and state = 'done'",
        }
    }
}

const SELECT: &str =
    "select id, kind, payload, state, attempts, max_attempts, run_at, last_error, created_at, finished_at, cancel_asked_at, progress_done, progress_total
       from jobs where workspace_id = ";

reads! {
    /// One job.
    fn get_job(id: JobId) -> JobRow = get;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: JobId) -> Result<JobRow> {
    fetch_optional!(
        connection,
        JobRow,
        "select id, kind, payload, state, attempts, max_attempts, run_at, last_error, created_at, finished_at, cancel_asked_at, progress_done,
                progress_total
           from jobs where workspace_id = $1 and id = $2",
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("job"))
}

impl Workspace<'_> {
    /// Jobs, the latest first. `jobs_open`, `jobs_failed` and `jobs_kind` give the order of those that are asked for; nearly all jobs are done.
    pub async fn list_jobs(&self, filter: JobFilter<'_>, limit: Limit, cursor: Option<&str>) -> Result<Page<JobRow>> {
        const TAG: &str = "jobs";
        let (before,): (JobId,) = match cursor {
            Some(cursor) => self.decode_cursor(TAG, cursor)?,
            None => (JobId::from_uuid(uuid::Uuid::max()),),
        };
        let rows: Vec<JobRow> = build_all!(self, JobRow, |query| {
            query.push(SELECT).push_bind(self.id()).push(" and id < ").push_bind(before);
            query.push(filter.stage.map_or("", JobStage::condition));
            if let Some(kind) = filter.kind {
                query.push(" and kind = ").push_bind(kind);
            }
            query.push(" order by id desc limit ").push_bind(limit.fetch());
        })?;
        Ok(Page::cut(rows, limit, |last| self.encode_cursor(TAG, &(last.id,))))
    }
}

impl WorkspaceTx<'_> {
    /// Stops a job that waits, or asks one that runs to stop at its next step; gives its state afterwards (`dead` or `running`), nothing when it ended
    /// before.
    pub async fn cancel_job(&mut self, id: JobId) -> Result<Option<String>> {
        let (workspace_id, now) = (self.id(), self.now());
        let state: Option<(String,)> = fetch_optional!(
            self,
            (String,),
            "update jobs
                set finished_at = case when state = 'queued' then $3 else finished_at end,
                    cancel_asked_at = coalesce(cancel_asked_at, $3),
                    state = case when state = 'queued' then 'dead' else state end
              where workspace_id = $1 and id = $2 and state in ('queued', 'running')
             returning state",
            workspace_id,
            id,
            now
        )?;
        Ok(state.map(|(state,)| state))
    }

    /// Starts a failed job again from its first attempt; false when it did not fail, was stopped, or when another one does the same already.
    pub async fn retry_job(&mut self, id: JobId) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update jobs
                set state = 'queued', attempts = 0, run_at = $3, finished_at = null, lease_until = 0, lease_token = lease_token + 1
              where workspace_id = $1 and id = $2 and state = 'dead' and cancel_asked_at is null
                and (dedupe_key is null
                     or not exists (select 1 from jobs other
                                     where other.workspace_id = $1 and other.kind = jobs.kind and other.dedupe_key = jobs.dedupe_key
                                       and other.state in ('queued', 'running')))",
            workspace_id,
            id,
            now
        )?;
        self.committed().jobs |= changed > 0;
        Ok(changed > 0)
    }
}
