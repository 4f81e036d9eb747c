//! Remove a canned reply.

use super::CannedReplyPath;
use crate::prelude::*;

/// Delete a canned reply. Shared ones are an admin's to delete.
#[utoipa::path(delete, path = "/workspaces/{workspace}/canned-replies/{canned_reply}", tag = "canned-replies", params(CannedReplyPath),
    responses((status = NO_CONTENT)))]
pub(super) async fn delete_canned_reply(
    State(app): State<App>,
    member: Member<perm::WriteCannedReplies>,
    Path(path): Path<CannedReplyPath>,
) -> Result<StatusCode, ApiError> {
    app.canned_replies().delete(&member.actor(), path.canned_reply).await?;
    Ok(StatusCode::NO_CONTENT)
}
