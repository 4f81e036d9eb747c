//! One message for later.

use app::views::ScheduledMessageView;

use super::ScheduledPath;
use crate::prelude::*;

/// Read a message for later, also after it was sent, failed or taken off.
#[utoipa::path(get, path = "/workspaces/{workspace}/scheduled-messages/{message}", tag = "scheduled messages", params(ScheduledPath),
    responses((status = OK, body = ScheduledMessageView)))]
pub(super) async fn get_scheduled_message(
    State(app): State<App>,
    member: Member<perm::ReadConversations>,
    Path(path): Path<ScheduledPath>,
) -> Result<(ETag, Json<ScheduledMessageView>), ApiError> {
    let row = app.store().workspace(member.workspace_id).get_scheduled(path.message).await?;
    let view = ScheduledMessageView::from(row);
    Ok((ETag(view.version), Json(view)))
}
