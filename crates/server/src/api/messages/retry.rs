//! Send a failed message again.

use app::views::MessageView;

use super::{MessagePath, view};
use crate::prelude::*;

/// Retry a failed message: it stays the same message, with a new attempt.
#[utoipa::path(post, path = "/workspaces/{workspace}/messages/{message}/retry", tag = "messages", params(MessagePath),
    responses((status = OK, body = MessageView)))]
pub(super) async fn retry_message(
    State(app): State<App>,
    member: Member<perm::SendMessages>,
    Path(path): Path<MessagePath>,
) -> Result<Json<MessageView>, ApiError> {
    app.outbound().retry(&member.actor(), path.message).await?;
    view(&app, &member, path.message).await
}
