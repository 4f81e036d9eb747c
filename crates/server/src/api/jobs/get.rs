//! One job.

use app::views::JobView;

use super::JobPath;
use crate::prelude::*;

/// Get a piece of background work: how far it is, and why it failed.
#[utoipa::path(get, path = "/workspaces/{workspace}/jobs/{job}", tag = "jobs", params(JobPath), responses((status = OK, body = JobView)))]
pub(super) async fn get_job(State(app): State<App>, member: Member<perm::ReadJobs>, Path(path): Path<JobPath>) -> Result<Json<JobView>, ApiError> {
    Ok(Json(app.background_jobs().get(member.workspace_id, path.job).await?))
}
