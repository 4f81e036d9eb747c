//! Make a workspace.

use app::views::WorkspaceView;

use crate::prelude::*;

/// A workspace to make.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CreateWorkspace {
    /// Its name.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// An IANA time zone; UTC when absent.
    #[schema(example = "Europe/Madrid")]
    time_zone: Option<String>,
}

/// Create a workspace.
///
/// You become its owner.
#[utoipa::path(post, path = "/workspaces", tag = "workspaces", responses((status = CREATED, body = WorkspaceView)))]
pub(super) async fn create_workspace(
    State(app): State<App>,
    account: Account,
    Json(request): Json<CreateWorkspace>,
) -> Result<(StatusCode, ETag, Json<WorkspaceView>), ApiError> {
    let workspace = app
        .workspaces()
        .create(&account.person(), account.user_id, &request.name, request.time_zone.as_deref())
        .await?;
    Ok((StatusCode::CREATED, ETag(workspace.version), Json(workspace)))
}
