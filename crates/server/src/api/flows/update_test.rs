//! Change a test.

use app::views::FlowTestView;

use super::FlowTestPath;
use super::create_test::WriteFlowTest;
use crate::prelude::*;

/// Give a test of a flow all of this anew.
#[utoipa::path(put, path = "/workspaces/{workspace}/flows/{flow}/tests/{test}", tag = "flows", params(FlowTestPath),
    responses((status = OK, body = FlowTestView)))]
pub(super) async fn update_flow_test(
    State(app): State<App>,
    member: Member<perm::ManageFlows>,
    Path(path): Path<FlowTestPath>,
    Json(request): Json<WriteFlowTest>,
) -> Result<Json<FlowTestView>, ApiError> {
    let case = request.into();
    Ok(Json(app.flows().update_test(&member.actor(), path.flow, path.test, &case).await?))
}
