//! Change a message for later.

use app::outbound::ScheduledPatch;
use app::views::ScheduledMessageView;
use serde_json::Value;

use super::ScheduledPath;
use crate::api::messages::content::read_content;
use crate::prelude::*;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UpdateScheduledMessage {
    /// Another content, as for sending.
    content: Option<Value>,
    /// Another time.
    send_at: Option<Timestamp>,
}

/// Update a message for later: what it says, when it goes. One that was held after a restore waits for its time again.
///
/// Send the version you read in `If-Match` to be told (412) when somebody else was faster.
#[utoipa::path(patch, path = "/workspaces/{workspace}/scheduled-messages/{message}", tag = "scheduled messages",
    params(ScheduledPath, ("If-Match" = Option<String>, Header, description = "The version the change was made from")),
    responses((status = OK, body = ScheduledMessageView)))]
pub(super) async fn update_scheduled_message(
    State(app): State<App>,
    member: Member<perm::SendMessages>,
    IfMatch(version): IfMatch,
    Path(path): Path<ScheduledPath>,
    Json(request): Json<UpdateScheduledMessage>,
) -> Result<(ETag, Json<ScheduledMessageView>), ApiError> {
    let content = match request.content {
        Some(content) => Some(read_content(&app, member.workspace_id, content).await?),
        None => None,
    };
    let patch = ScheduledPatch {
        content,
        send_at: request.send_at,
    };
    let view = app.outbound().reschedule(&member.actor(), path.message, patch, version).await?;
    Ok((ETag(view.version), Json(view)))
}
