//! Background work: enqueued in the transaction that wants it, claimed with a lease and a fencing token, retried with pauses, given up as dead.

use std::time::Duration;

use model::{JobId, Timestamp, WorkspaceId};

use crate::db::{build_execute, execute, fetch_all, fetch_one, fetch_optional, row};
use crate::ingest::lease_now;
use crate::instance::RESTORED_AT;
use crate::{Error, Result, Store, System, WorkspaceTx};

mod list;

pub use list::{JobFilter, JobRow, JobStage};

/// A job to enqueue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Which kind, such as `media.download`.
    pub kind: &'static str,
    /// What it needs to know, JSON.
    pub payload: String,
    /// While a job of this kind with this key is open, no second one is enqueued.
    pub dedupe_key: Option<String>,
    /// Not before.
    pub run_at: Timestamp,
    /// After this many attempts it is dead.
    pub max_attempts: i64,
}

row! {
    /// A job this worker holds the lease of.
    pub struct ClaimedJob {
        /// The tenant.
        pub workspace_id: WorkspaceId,
        /// Its id.
        pub id: JobId,
        /// Which kind.
        pub kind: String,
        /// What it needs to know, JSON.
        pub payload: String,
        /// Which attempt this is; the first is 1.
        pub attempts: i64,
        /// After this many it is dead.
        pub max_attempts: i64,
        /// Names the lease in every write.
        pub lease_token: i64,
        /// When somebody asked it to stop: then it is not begun.
        pub cancel_asked_at: Option<Timestamp>,
    }
}

/// How an attempt at a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobEnd {
    /// It is done.
    Done,
    /// It failed, and is tried again then.
    Retry {
        /// When.
        at: Timestamp,
        /// Why it failed.
        error: String,
    },
    /// It failed for good.
    Dead {
        /// Why.
        error: String,
    },
    /// Somebody stopped it.
    Cancelled,
}

impl WorkspaceTx<'_> {
    /// Enqueues jobs; one that is open already under the same key stays the only one.
    pub async fn enqueue_jobs(&mut self, jobs: &[NewJob]) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        for jobs in jobs.chunks(500) {
            build_execute!(self, |query| {
                query.push("insert into jobs (workspace_id, id, kind, payload, state, dedupe_key, run_at, max_attempts, created_at) ");
                query.push_values(jobs, |mut values, job| {
                    values
                        .push_bind(workspace_id)
                        .push_bind(JobId::new())
                        .push_bind(job.kind)
                        .push_bind(job.payload.as_str())
                        .push("'queued'");
                    values
                        .push_bind(job.dedupe_key.as_deref())
                        .push_bind(job.run_at)
                        .push_bind(job.max_attempts)
                        .push_bind(now);
                });
                query.push(" on conflict do nothing");
            })?;
        }
        self.committed().jobs |= !jobs.is_empty();
        Ok(())
    }

    /// Writes how an attempt ended; [`Error::StaleLease`] when another worker has the job by now.
    pub async fn end_job(&mut self, job: &ClaimedJob, end: &JobEnd) -> Result<()> {
        let now = self.now();
        let (state, run_at, error, finished_at) = match end {
            JobEnd::Done => ("done", None, None, Some(now)),
            JobEnd::Retry { at, error } => ("queued", Some(*at), Some(error.as_str()), None),
            JobEnd::Dead { error } => ("dead", None, Some(error.as_str()), Some(now)),
            JobEnd::Cancelled => ("dead", None, None, Some(now)),
        };
        let ended = execute!(
            self,
            "update jobs
                set state = $4, run_at = coalesce($5, run_at), last_error = $6, finished_at = $7, lease_until = 0
              where workspace_id = $1 and id = $2 and lease_token = $3 and state = 'running'",
            job.workspace_id,
            job.id,
            job.lease_token,
            state,
            run_at,
            error,
            finished_at
        )?;
        if ended == 0 { Err(Error::StaleLease("the job")) } else { Ok(()) }
    }

    /// Writes how far a running job is, with the work of the step itself; false when somebody asked it to stop, [`Error::StaleLease`] when another worker
    /// has it by now. `progress` is how much is done, and of how much where that is known.
    pub async fn step_job(&mut self, job: &ClaimedJob, progress: Option<(i64, Option<i64>)>) -> Result<bool> {
        let (done, total) = progress.map_or((None, None), |(done, total)| (Some(done), total));
        let asked: Option<(Option<Timestamp>,)> = fetch_optional!(
            self,
            (Option<Timestamp>,),
            "update jobs
                set progress_done = coalesce($4, progress_done), progress_total = coalesce($5, progress_total)
              where workspace_id = $1 and id = $2 and lease_token = $3 and state = 'running'
             returning cancel_asked_at",
            job.workspace_id,
            job.id,
            job.lease_token,
            done,
            total
        )?;
        let (asked,) = asked.ok_or(Error::StaleLease("the job"))?;
        Ok(asked.is_none())
    }
}

impl Store {
    /// Takes jobs that are due, those of every workspace in turn. A job whose worker vanished is taken again once its lease has ended. None after a restore,
    /// until an operator says that timers may run.
    pub async fn claim_jobs(&self, limit: i64, lease: Duration) -> Result<Vec<ClaimedJob>> {
        let mut tx = self.begin().await?;
        let now = tx.now();
        let lease_now = lease_now(self, &mut tx.connection().await?).await?;
        let claimed: Vec<ClaimedJob> = fetch_all!(
            tx,
            ClaimedJob,
            "update jobs
                set state = 'running', attempts = attempts + 1, lease_token = lease_token + 1, lease_until = $3
              where (state = 'queued' or (state = 'running' and lease_until <= $2))
                and not exists (select 1 from instance_settings where key = $5)
                and (workspace_id, id) in (
                      select workspace_id, id
                        from (select workspace_id, id, run_at, row_number() over (partition by workspace_id order by run_at, id) as turn
                                from (select workspace_id, id, run_at
                                        from jobs
                                       where run_at <= $1 and ((state = 'queued') or (state = 'running' and lease_until <= $2))
                                       order by run_at
                                       limit 500) due) turns
                       order by turn, run_at, id
                       limit $4)
             returning workspace_id, id, kind, payload, attempts, max_attempts, lease_token, cancel_asked_at",
            now,
            lease_now,
            lease_now + lease,
            limit,
            RESTORED_AT
        )?;
        tx.commit().await?;
        Ok(claimed)
    }

    /// Prolongs a lease while the work goes on; false when another worker has the job by now.
    pub async fn renew_job(&self, job: &ClaimedJob, lease: Duration) -> Result<bool> {
        let mut tx = self.begin().await?;
        let lease_now = lease_now(self, &mut tx.connection().await?).await?;
        let renewed = execute!(
            tx,
            "update jobs set lease_until = $4 where workspace_id = $1 and id = $2 and lease_token = $3 and state = 'running'",
            job.workspace_id,
            job.id,
            job.lease_token,
            lease_now + lease
        )?;
        tx.commit().await?;
        Ok(renewed > 0)
    }

    /// Gives every running job back to the queue. For the only process on a SQLite file, at its start: whoever ran them is gone.
    pub async fn release_all_jobs(&self) -> Result<()> {
        let mut tx = self.begin().await?;
        execute!(
            tx,
            "/* across tenants: the process that ran them is gone */
             update jobs set state = 'queued', lease_until = 0, lease_token = lease_token + 1 where state = 'running'"
        )?;
        tx.commit().await
    }

    /// Deletes jobs that ended before `before`; at most `limit`.
    pub async fn delete_old_jobs(&self, before: Timestamp, limit: i64) -> Result<u64> {
        let mut tx = self.begin().await?;
        let deleted = execute!(
            tx,
            "delete from jobs where (workspace_id, id) in (
               select workspace_id, id from jobs where state in ('done', 'dead') and finished_at < $1 limit $2)",
            before,
            limit
        )?;
        tx.commit().await?;
        Ok(deleted)
    }
}

impl System<'_> {
    /// Jobs that are due or running.
    pub async fn count_open_jobs(&self) -> Result<i64> {
        let now = self.store().now();
        let (count,): (i64,) = fetch_one!(
            self,
            (i64,),
            "select count(*) from jobs where state = 'running' or (state = 'queued' and run_at <= $1)",
            now
        )?;
        Ok(count)
    }
}
