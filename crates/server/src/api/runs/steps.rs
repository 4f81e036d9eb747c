//! The trail of a run.

use app::views::StepView;

use super::RunPath;
use crate::prelude::*;

/// List the steps of a run, in order: what each node heard, changed and wanted done. There are at most 500, so there is one page.
#[utoipa::path(get, path = "/workspaces/{workspace}/runs/{run}/steps", tag = "runs", params(RunPath),
    responses((status = OK, body = Page<StepView>)))]
pub(super) async fn list_run_steps(
    State(app): State<App>,
    member: Member<perm::ReadFlows>,
    Path(path): Path<RunPath>,
) -> Result<Json<Page<StepView>>, ApiError> {
    Ok(Json(Page::whole(app.runs().steps(member.workspace_id, path.run).await?)))
}
