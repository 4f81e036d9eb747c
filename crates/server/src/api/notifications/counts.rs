//! How many notifications wait.

use app::views::NotificationCounts;

use crate::prelude::*;

/// Count your unread notifications, up to 100.
#[utoipa::path(get, path = "/workspaces/{workspace}/notifications/counts", tag = "notifications", params(WorkspacePath),
    responses((status = OK, body = NotificationCounts)))]
pub(super) async fn count_notifications(
    State(app): State<App>,
    member: Member<perm::ReadConversations>,
) -> Result<Json<NotificationCounts>, ApiError> {
    let workspace = app.store().workspace(member.workspace_id);
    let unread = workspace.count_unread_notifications(member.user_id()).await?;
    Ok(Json(NotificationCounts { unread }))
}
