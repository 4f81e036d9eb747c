//! One workspace.

use app::views::WorkspaceView;

use crate::prelude::*;

/// Read a workspace and its policies.
#[utoipa::path(get, path = "/workspaces/{workspace}", tag = "workspaces", params(WorkspacePath), responses((status = OK, body = WorkspaceView)))]
pub(super) async fn get_workspace(State(app): State<App>, member: Member<perm::ReadWorkspace>) -> Result<(ETag, Json<WorkspaceView>), ApiError> {
    let workspace = WorkspaceView::from(app.store().workspace(member.workspace_id).get_workspace().await?);
    Ok((ETag(workspace.version), Json(workspace)))
}
