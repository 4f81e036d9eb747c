//! Publish an old version again.

use app::views::FlowVersionView;

use super::FlowVersionPath;
use crate::prelude::*;

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct RollBackFlow {
    /// In words for the team; which version it goes back to when absent.
    #[schema(max_length = 500)]
    note: Option<String>,
}

/// Roll a flow back: an old version's graph is published again, as a new version. The draft stays as it is.
///
/// The checker is asked again, since the workspace may have changed: 422 `flow.not_publishable` says what is missing now.
#[utoipa::path(post, path = "/workspaces/{workspace}/flows/{flow}/versions/{number}/rollback", tag = "flows", params(FlowVersionPath),
    responses((status = CREATED, body = FlowVersionView)))]
pub(super) async fn roll_back_flow(
    State(app): State<App>,
    member: Member<perm::ManageFlows>,
    Path(path): Path<FlowVersionPath>,
    Json(request): Json<RollBackFlow>,
) -> Result<(StatusCode, Json<FlowVersionView>), ApiError> {
    let version = app
        .flows()
        .rollback(&member.actor(), path.flow, path.number, request.note.as_deref())
        .await?;
    Ok((StatusCode::CREATED, Json(version)))
}
