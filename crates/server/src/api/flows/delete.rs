//! Remove a flow.

use super::FlowPath;
use crate::prelude::*;

/// What becomes of its runs.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DeleteFlow {
    /// Cancel runs that are under way; otherwise they keep the flow from being deleted.
    cancel_runs: Option<bool>,
}

/// Delete a flow with its versions and tests. Runs that are under way keep it, unless `cancel_runs` ends them.
#[utoipa::path(delete, path = "/workspaces/{workspace}/flows/{flow}", tag = "flows", params(FlowPath, DeleteFlow),
    responses((status = NO_CONTENT)))]
pub(super) async fn delete_flow(
    State(app): State<App>,
    member: Member<perm::ManageFlows>,
    Path(path): Path<FlowPath>,
    Query(query): Query<DeleteFlow>,
) -> Result<StatusCode, ApiError> {
    let cancel_runs = query.cancel_runs.unwrap_or(false);
    app.runs().delete_flow(&member.actor(), path.flow, cancel_runs).await?;
    Ok(StatusCode::NO_CONTENT)
}
