//! How a member wants to be told.

use app::views::NotificationPreferences;

use crate::prelude::*;

/// How you want to be told: what × way.
#[utoipa::path(get, path = "/workspaces/{workspace}/notification-preferences", tag = "notifications", params(WorkspacePath),
    responses((status = OK, body = NotificationPreferences)))]
pub(super) async fn get_notification_preferences(
    State(app): State<App>,
    member: Member<perm::ReadConversations>,
) -> Result<Json<NotificationPreferences>, ApiError> {
    Ok(Json(app.notifications().preferences(&member.actor()).await?))
}

/// Change how you want to be told.
#[utoipa::path(put, path = "/workspaces/{workspace}/notification-preferences", tag = "notifications", params(WorkspacePath),
    responses((status = OK, body = NotificationPreferences)))]
pub(super) async fn set_notification_preferences(
    State(app): State<App>,
    member: Member<perm::ReadConversations>,
    Json(request): Json<NotificationPreferences>,
) -> Result<Json<NotificationPreferences>, ApiError> {
    Ok(Json(app.notifications().set_preferences(&member.actor(), request).await?))
}
