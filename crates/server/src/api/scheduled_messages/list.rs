//! What waits in the whole workspace.

use app::views::ScheduledMessageView;

use crate::prelude::*;

/// List the messages that wait for their time, soonest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/scheduled-messages", tag = "scheduled messages", params(WorkspacePath, PageQuery),
    responses((status = OK, body = Page<ScheduledMessageView>)))]
pub(super) async fn list_scheduled_messages(
    State(app): State<App>,
    member: Member<perm::ReadConversations>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<ScheduledMessageView>>, ApiError> {
    Ok(Json(
        app.outbound().list_scheduled(member.workspace_id, query.limit(), query.cursor()).await?,
    ))
}
