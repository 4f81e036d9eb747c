//! Delete a workspace.

use crate::prelude::*;

/// The proof that it is meant.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct DeleteWorkspace {
    /// The workspace's name, exactly.
    confirm_name: String,
}

/// Delete a workspace.
///
/// Members lose access at once, webhooks lead nowhere and nothing more is sent. What it holds is destroyed seven days later.
#[utoipa::path(delete, path = "/workspaces/{workspace}", tag = "workspaces", params(WorkspacePath), responses((status = NO_CONTENT)))]
pub(super) async fn delete_workspace(
    State(app): State<App>,
    member: Member<perm::DeleteWorkspace>,
    Json(request): Json<DeleteWorkspace>,
) -> Result<StatusCode, ApiError> {
    app.workspaces().delete(&member.actor(), &request.confirm_name).await?;
    Ok(StatusCode::NO_CONTENT)
}
