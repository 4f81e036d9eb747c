//! Remove a test.

use super::FlowTestPath;
use crate::prelude::*;

/// Delete a test of a flow.
#[utoipa::path(delete, path = "/workspaces/{workspace}/flows/{flow}/tests/{test}", tag = "flows", params(FlowTestPath),
    responses((status = NO_CONTENT)))]
pub(super) async fn delete_flow_test(
    State(app): State<App>,
    member: Member<perm::ManageFlows>,
    Path(path): Path<FlowTestPath>,
) -> Result<StatusCode, ApiError> {
    app.flows().delete_test(&member.actor(), path.flow, path.test).await?;
    Ok(StatusCode::NO_CONTENT)
}
