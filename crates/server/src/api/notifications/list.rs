//! What a member was told.

use app::views::NotificationView;

use crate::prelude::*;

/// List your notifications, the latest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/notifications", tag = "notifications", params(WorkspacePath, PageQuery),
    responses((status = OK, body = Page<NotificationView>)))]
pub(super) async fn list_notifications(
    State(app): State<App>,
    member: Member<perm::ReadConversations>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<NotificationView>>, ApiError> {
    let workspace = app.store().workspace(member.workspace_id);
    let page = workspace.list_notifications(member.user_id(), query.limit(), query.cursor()).await?;
    Ok(Json(page.map(NotificationView::from).into()))
}
