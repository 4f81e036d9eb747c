//! Reports about messages nobody here knows.

use app::outbound::OrphanStatusView;

use crate::prelude::*;

/// List reports about messages of this number that are not known here, newest first: another tool may be sending with it.
#[utoipa::path(get, path = "/workspaces/{workspace}/channel/orphan-statuses", tag = "channel", params(WorkspacePath, PageQuery),
    responses((status = OK, body = Page<OrphanStatusView>)))]
pub(super) async fn list_orphan_statuses(
    State(app): State<App>,
    member: Member<perm::ReadWebhookEvents>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<OrphanStatusView>>, ApiError> {
    let outbound = app.outbound();
    Ok(Json(outbound.orphan_statuses(member.workspace_id, query.limit(), query.cursor()).await?))
}
