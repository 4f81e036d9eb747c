//! Let a flow start nothing any more.

use app::flows::Switch;
use app::views::FlowView;

use super::FlowPath;
use crate::prelude::*;

/// What becomes of its runs.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DisableFlow {
    /// Cancel runs that are under way; otherwise they go on to their end.
    cancel_runs: Option<bool>,
}

/// Switch a flow off: its triggers start nothing; runs that are under way go on to their end, unless `cancel_runs` ends them.
#[utoipa::path(post, path = "/workspaces/{workspace}/flows/{flow}/disable", tag = "flows", params(FlowPath, DisableFlow),
    responses((status = OK, body = FlowView)))]
pub(super) async fn disable_flow(
    State(app): State<App>,
    member: Member<perm::ManageFlows>,
    Path(path): Path<FlowPath>,
    Query(query): Query<DisableFlow>,
) -> Result<Json<FlowView>, ApiError> {
    let view = if query.cancel_runs == Some(true) {
        app.runs().stop_flow(&member.actor(), path.flow).await?
    } else {
        app.flows().switch(&member.actor(), path.flow, Switch::Off).await?
    };
    Ok(Json(view))
}
