//! The jobs, the latest first.

use app::views::JobView;
use store::{JobFilter, JobStage};

use crate::prelude::*;

/// How far a job is.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum JobsStage {
    /// It waits or runs.
    Open,
    /// It was given up.
    Failed,
    /// It is done.
    Done,
    /// Somebody stopped it.
    Cancelled,
}

/// Which jobs, and from where.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListJobs {
    /// Only those so far.
    #[param(inline)]
    stage: Option<JobsStage>,
    /// Only of this kind, such as `contacts.import`.
    #[param(max_length = 100)]
    kind: Option<String>,
    /// Rows of a page, 1 to 500; 50 when absent.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// List background work of the workspace, the latest first: imports, syncs with Meta, files that are fetched, what is handed on. Ended jobs are kept for a while.
#[utoipa::path(get, path = "/workspaces/{workspace}/jobs", tag = "jobs", params(WorkspacePath, ListJobs),
    responses((status = OK, body = Page<JobView>)))]
pub(super) async fn list_jobs(
    State(app): State<App>,
    member: Member<perm::ReadJobs>,
    Query(query): Query<ListJobs>,
) -> Result<Json<Page<JobView>>, ApiError> {
    let limit = query.limit.map_or_else(store::Limit::default, store::Limit::clamped);
    let stage = query.stage.map(|stage| match stage {
        JobsStage::Open => JobStage::Open,
        JobsStage::Failed => JobStage::Failed,
        JobsStage::Done => JobStage::Done,
        JobsStage::Cancelled => JobStage::Cancelled,
    });
    let filter = JobFilter {
        stage,
        kind: query.kind.as_deref().filter(|kind| !kind.is_empty()),
    };
    let jobs = app.background_jobs();
    let page = jobs.list(member.workspace_id, filter, limit, query.cursor.as_deref()).await?;
    Ok(Json(page.into()))
}
