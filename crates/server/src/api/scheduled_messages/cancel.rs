//! Take a message for later off.

use super::ScheduledPath;
use crate::prelude::*;

/// Cancel a message for later: it is not sent.
#[utoipa::path(delete, path = "/workspaces/{workspace}/scheduled-messages/{message}", tag = "scheduled messages", params(ScheduledPath),
    responses((status = NO_CONTENT)))]
pub(super) async fn cancel_scheduled_message(
    State(app): State<App>,
    member: Member<perm::SendMessages>,
    Path(path): Path<ScheduledPath>,
) -> Result<StatusCode, ApiError> {
    app.outbound().cancel_scheduled(&member.actor(), path.message).await?;
    Ok(StatusCode::NO_CONTENT)
}
