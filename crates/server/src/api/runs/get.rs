//! One run with what it knows.

use app::views::RunDetail;

use super::RunPath;
use crate::prelude::*;

/// Get a run with its variables and the graph of its version.
#[utoipa::path(get, path = "/workspaces/{workspace}/runs/{run}", tag = "runs", params(RunPath),
    responses((status = OK, body = RunDetail)))]
pub(super) async fn get_run(State(app): State<App>, member: Member<perm::ReadFlows>, Path(path): Path<RunPath>) -> Result<Json<RunDetail>, ApiError> {
    Ok(Json(app.runs().detail(member.workspace_id, path.run).await?))
}
