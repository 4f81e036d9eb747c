//! Stop a job.

use app::views::JobView;

use super::JobPath;
use crate::prelude::*;

/// Stop background work: what waits ends at once, what runs at its next step (`cancel_requested_at` says that it was asked). What was done until then stays.
/// Refused with `job.not_cancellable` where something waits for it, and with `job.ended` when it has ended.
#[utoipa::path(post, path = "/workspaces/{workspace}/jobs/{job}/cancel", tag = "jobs", params(JobPath), responses((status = ACCEPTED, body = JobView)))]
pub(super) async fn cancel_job(
    State(app): State<App>,
    member: Member<perm::CancelJobs>,
    Path(path): Path<JobPath>,
) -> Result<(StatusCode, Json<JobView>), ApiError> {
    Ok((StatusCode::ACCEPTED, Json(app.background_jobs().cancel(&member.actor(), path.job).await?)))
}
