//! Start a job again.

use app::views::JobView;

use super::JobPath;
use crate::prelude::*;

/// Start background work again that was given up. Every kind of it may be done twice without harm.
#[utoipa::path(post, path = "/workspaces/{workspace}/jobs/{job}/retry", tag = "jobs", params(JobPath), responses((status = ACCEPTED, body = JobView)))]
pub(super) async fn retry_job(
    State(app): State<App>,
    member: Member<perm::RetryJobs>,
    Path(path): Path<JobPath>,
) -> Result<(StatusCode, Json<JobView>), ApiError> {
    Ok((StatusCode::ACCEPTED, Json(app.background_jobs().retry(&member.actor(), path.job).await?)))
}
