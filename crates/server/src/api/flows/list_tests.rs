//! A flow's tests.

use app::views::FlowTestView;

use super::FlowPath;
use crate::prelude::*;

/// List a flow's tests, by name. There are at most 200, so there is one page.
#[utoipa::path(get, path = "/workspaces/{workspace}/flows/{flow}/tests", tag = "flows", params(FlowPath),
    responses((status = OK, body = Page<FlowTestView>)))]
pub(super) async fn list_flow_tests(
    State(app): State<App>,
    member: Member<perm::ReadFlows>,
    Path(path): Path<FlowPath>,
) -> Result<Json<Page<FlowTestView>>, ApiError> {
    Ok(Json(Page::whole(app.flows().tests(member.workspace_id, path.flow).await?)))
}
