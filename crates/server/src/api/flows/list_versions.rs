//! What was published.

use app::views::FlowVersionView;

use super::FlowPath;
use crate::prelude::*;

/// List a flow's published versions, the newest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/flows/{flow}/versions", tag = "flows", params(FlowPath, PageQuery),
    responses((status = OK, body = Page<FlowVersionView>)))]
pub(super) async fn list_flow_versions(
    State(app): State<App>,
    member: Member<perm::ReadFlows>,
    Path(path): Path<FlowPath>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<FlowVersionView>>, ApiError> {
    let page = app
        .flows()
        .versions(member.workspace_id, path.flow, query.limit(), query.cursor())
        .await?;
    Ok(Json(page.into()))
}
