//! Figures of a flow.

use std::time::Duration;

use app::views::FlowStats;
use model::FlowId;

use crate::prelude::*;

/// Paths that name a flow.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct StatsPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The flow's id.
    flow: FlowId,
}

/// When.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct StatsQuery {
    /// From this moment on; absent means seven days before `to`.
    from: Option<Timestamp>,
    /// Before this moment; absent means until now, runs that began this instant included.
    to: Option<Timestamp>,
}

const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Get figures of a flow: runs and how they ended, how often each node was come to and each line taken, and how many runs stand where now.
#[utoipa::path(get, path = "/workspaces/{workspace}/flows/{flow}/stats", tag = "runs", params(StatsPath, StatsQuery),
    responses((status = OK, body = FlowStats)))]
pub(super) async fn get_flow_stats(
    State(app): State<App>,
    member: Member<perm::ReadFlows>,
    Path(path): Path<StatsPath>,
    Query(query): Query<StatsQuery>,
) -> Result<Json<FlowStats>, ApiError> {
    let to = query.to.unwrap_or_else(|| app.now() + Duration::from_millis(1));
    let from = query.from.unwrap_or_else(|| to - WEEK);
    Ok(Json(app.runs().stats(member.workspace_id, path.flow, from, to).await?))
}
