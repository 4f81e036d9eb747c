//! The figures of a stretch.

use app::views::AnalyticsView;

use super::AnalyticsQuery;
use crate::prelude::*;

/// Read the figures of a stretch of days, in the workspace's time zone.
///
/// They are counted from the messages every time. Agents see their own figures among the members', and nobody else's.
#[utoipa::path(get, path = "/workspaces/{workspace}/analytics", tag = "analytics", params(WorkspacePath, AnalyticsQuery),
    responses((status = OK, body = AnalyticsView)))]
pub(super) async fn get_analytics(
    State(app): State<App>,
    member: Member<perm::ReadAnalytics>,
    Query(query): Query<AnalyticsQuery>,
) -> Result<Json<AnalyticsView>, ApiError> {
    Ok(Json(app.analytics().figures(&member.actor(), query.into()).await?))
}
