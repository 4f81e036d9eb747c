//! Give a flow another name or description.

use app::views::FlowView;

use super::FlowPath;
use crate::prelude::*;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UpdateFlow {
    /// What it is called.
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    /// What it is for.
    #[schema(max_length = 500)]
    description: Option<String>,
}

/// Update a flow's name and description.
///
/// Send its `version` in `If-Match` to be told (412) when somebody else was faster. The draft has a revision of its own.
#[utoipa::path(patch, path = "/workspaces/{workspace}/flows/{flow}", tag = "flows",
    params(FlowPath, ("If-Match" = Option<String>, Header, description = "The flow's `version` the change was made from")),
    responses((status = OK, body = FlowView)))]
pub(super) async fn update_flow(
    State(app): State<App>,
    member: Member<perm::ManageFlows>,
    Path(path): Path<FlowPath>,
    IfMatch(version): IfMatch,
    Json(request): Json<UpdateFlow>,
) -> Result<(ETag, Json<FlowView>), ApiError> {
    let (name, description) = (request.name.as_deref(), request.description.as_deref());
    let flow = app.flows().update(&member.actor(), path.flow, name, description, version).await?;
    Ok((ETag(flow.version), Json(flow)))
}
