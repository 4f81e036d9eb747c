//! The list of jobs, and the runner that claims and runs them.
//!
//! A job is a file in the module it serves and one line in [`run_job`]. It must be safe to run twice: a worker that vanishes leaves its job to another one.
//! No connection is held while a job waits for the outside world; its lease is renewed instead.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::FutureExt as _;
use futures::future::join_all;
use store::{ClaimedJob, JobEnd};

use crate::job::{JobError, Steps};
use crate::{App, channels, conversations, imports, media, templates, wa_flows};

mod again;
mod cancel;

pub use again::Jobs;

const LEASE: Duration = Duration::from_secs(60);
const RENEW_EVERY: Duration = Duration::from_secs(20);
const SWEEP: Duration = Duration::from_secs(5);
/// Jobs of one node at the same time.
const CONCURRENT: usize = 16;
const FIRST_PAUSE: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(60 * 60);

/// THE LIST: every kind of job and who runs it.
async fn run_job(app: &App, job: &ClaimedJob) -> Result<(), JobError> {
    let steps = Steps(job);
    match job.kind.as_str() {
        conversations::WAKE => conversations::wake(app, job.workspace_id, &job.payload).await,
        channels::TEMPLATE_SYNC => templates::sync::run(app, job.workspace_id, &job.payload, steps).await,
        channels::WA_FLOW_SYNC => wa_flows::sync::run(app, job.workspace_id, &job.payload, steps).await,
        wa_flows::DELIVER => wa_flows::deliver(app, job.workspace_id, &job.payload).await,
        wa_flows::submission::FILE => wa_flows::submission::fetch(app, job.workspace_id, &job.payload).await,
        imports::KIND => imports::run(app, job.workspace_id, &job.payload, steps).await,
        media::DOWNLOAD => media::download(app, job.workspace_id, &job.payload).await,
        // Stays in the queue while a later version, which knows it, may still run beside this one.
        unknown => Err(JobError::retry(format!("this version of PrismWA does not know the job `{unknown}`"))),
    }
}

/// Runs jobs until the app stops.
pub(crate) async fn run(app: App) {
    loop {
        let woken = app.runtime().jobs.clone();
        let woken = woken.notified();
        if app.is_stopping() {
            return;
        }
        if run_once(&app).await {
            continue;
        }
        tokio::select! {
            () = woken => {}
            () = app.pause(SWEEP) => {}
        }
    }
}

/// Claims what is due and runs it to its end. True when there was something.
pub(crate) async fn run_once(app: &App) -> bool {
    let _round = Round::begin(&app.runtime().job_rounds);
    let claimed = match app.store().claim_jobs(i64::try_from(CONCURRENT).expect("a small number"), LEASE).await {
        Ok(claimed) => claimed,
        Err(error) => {
            tracing::error!(%error, "jobs could not be claimed; trying again");
            return false;
        }
    };
    join_all(claimed.iter().map(|job| attempt(app, job))).await;
    !claimed.is_empty()
}

/// Does another task of this process work on jobs?
pub(crate) fn is_busy(app: &App) -> bool {
    app.runtime().job_rounds.load(Ordering::Acquire) > 0
}

/// Counts for as long as it lives.
struct Round<'a>(&'a AtomicUsize);

impl<'a> Round<'a> {
    fn begin(rounds: &'a AtomicUsize) -> Self {
        rounds.fetch_add(1, Ordering::AcqRel);
        Self(rounds)
    }
}

impl Drop for Round<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

async fn attempt(app: &App, job: &ClaimedJob) {
    let work = async {
        match job.cancel_asked_at {
            // Who worked on it is gone, and left it so.
            Some(_) => Err(JobError::Cancelled),
            None => run_job(app, job).await,
        }
    };
    let outcome = tokio::select! {
        outcome = AssertUnwindSafe(work).catch_unwind() => outcome,
        () = keep(app, job) => {
            tracing::warn!(job.id = %job.id, job.kind, "another worker took this job over");
            return;
        }
    };
    let end = match outcome {
        Ok(Ok(())) => JobEnd::Done,
        Ok(Err(error)) => judge(app, job, error),
        Err(_) => judge(app, job, JobError::retry("the job panicked")),
    };
    metrics::counter!("prismwa_jobs_total", "kind" => job.kind.clone(), "end" => word(&end)).increment(1);
    if let Err(error) = write_end(app, job, end).await {
        tracing::error!(job.id = %job.id, job.kind, %error, "a job's end could not be written; its lease ends and it runs again");
    }
}

fn judge(app: &App, job: &ClaimedJob, error: JobError) -> JobEnd {
    let (error, after) = match error {
        JobError::Fail(error) => return JobEnd::Dead { error },
        JobError::Cancelled => return JobEnd::Cancelled,
        JobError::Retry { error, after } => (error, after),
    };
    if job.attempts >= job.max_attempts {
        tracing::error!(job.id = %job.id, job.kind, error, "a job is given up");
        return JobEnd::Dead { error };
    }
    JobEnd::Retry {
        at: app.now() + after.unwrap_or_else(|| pause_before(job.attempts + 1)),
        error,
    }
}

/// Five seconds, then three times as long each time, at most an hour.
fn pause_before(attempt: i64) -> Duration {
    let growth = 3_u32.saturating_pow(u32::try_from(attempt.saturating_sub(2).clamp(0, 10)).unwrap_or(10));
    FIRST_PAUSE.saturating_mul(growth).min(LONGEST_PAUSE)
}

/// Renews the lease for as long as the work goes on; ends when it is lost.
async fn keep(app: &App, job: &ClaimedJob) {
    loop {
        app.pause(RENEW_EVERY).await;
        if app.is_stopping() {
            // A stop ends the work by other means; the lease gives it back.
            std::future::pending::<()>().await;
        }
        match app.store().renew_job(job, LEASE).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => tracing::warn!(job.id = %job.id, %error, "a job's lease could not be renewed; trying again"),
        }
    }
}

async fn write_end(app: &App, job: &ClaimedJob, mut end: JobEnd) -> Result<(), store::Error> {
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(job.workspace_id);
    // What was asked to stop is not tried again.
    if matches!(end, JobEnd::Retry { .. }) && !workspace.step_job(job, None).await? {
        end = JobEnd::Cancelled;
    }
    workspace.end_job(job, &end).await?;
    if end == JobEnd::Cancelled {
        cancel::settle(&mut workspace, &job.kind, &job.payload).await?;
    }
    tx.commit().await
}

fn word(end: &JobEnd) -> &'static str {
    match end {
        JobEnd::Done => "done",
        JobEnd::Retry { .. } => "retry",
        JobEnd::Dead { .. } => "dead",
        JobEnd::Cancelled => "cancelled",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_an_hour() {
        let pauses: Vec<u64> = (2..9).map(|attempt| pause_before(attempt).as_secs()).collect();
        assert_eq!(pauses, [5, 15, 45, 135, 405, 1215, 3600]);
        assert_eq!(pause_before(i64::MAX), LONGEST_PAUSE);
    }
}
