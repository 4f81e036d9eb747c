//! End a run by hand.

use app::views::RunView;

use super::RunPath;
use crate::prelude::*;

/// End a run. One that is over stays as it ended.
#[utoipa::path(post, path = "/workspaces/{workspace}/runs/{run}/cancel", tag = "runs", params(RunPath),
    responses((status = OK, body = RunView)))]
pub(super) async fn cancel_run(
    State(app): State<App>,
    member: Member<perm::AssignConversations>,
    Path(path): Path<RunPath>,
) -> Result<Json<RunView>, ApiError> {
    app.runs().cancel(&member.actor(), path.run).await?;
    Ok(Json(app.runs().get(member.workspace_id, path.run).await?))
}
