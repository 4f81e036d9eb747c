//! Copy a flow.

use app::views::FlowView;

use super::FlowPath;
use crate::prelude::*;

/// What the copy is called.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct DuplicateFlow {
    /// Its name; the original's with a number when absent.
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
}

/// Duplicate a flow: another one with the same draft and tests, published by nobody.
#[utoipa::path(post, path = "/workspaces/{workspace}/flows/{flow}/duplicate", tag = "flows", params(FlowPath),
    responses((status = CREATED, body = FlowView)))]
pub(super) async fn duplicate_flow(
    State(app): State<App>,
    member: Member<perm::ManageFlows>,
    Path(path): Path<FlowPath>,
    Json(request): Json<DuplicateFlow>,
) -> Result<(StatusCode, Json<FlowView>), ApiError> {
    let flow = app.flows().duplicate(&member.actor(), path.flow, request.name.as_deref()).await?;
    Ok((StatusCode::CREATED, Json(flow)))
}
