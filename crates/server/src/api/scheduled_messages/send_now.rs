//! Send a message for later at once.

use app::views::MessageView;

use super::ScheduledPath;
use crate::prelude::*;

/// Send a message for later now, if the policy allows it now. It keeps its id.
#[utoipa::path(post, path = "/workspaces/{workspace}/scheduled-messages/{message}/send", tag = "scheduled messages", params(ScheduledPath),
    responses((status = OK, body = MessageView)))]
pub(super) async fn send_scheduled_message(
    State(app): State<App>,
    member: Member<perm::SendMessages>,
    Path(path): Path<ScheduledPath>,
) -> Result<Json<MessageView>, ApiError> {
    app.outbound().send_scheduled_now(&member.actor(), path.message).await?;
    crate::api::messages::view(&app, &member, path.message).await
}
