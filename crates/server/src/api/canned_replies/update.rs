//! Change a canned reply.

use app::canned_replies::CannedReplyPatch;
use app::views::CannedReplyView;

use super::CannedReplyPath;
use crate::prelude::*;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UpdateCannedReply {
    /// What is typed behind `/`.
    #[schema(min_length = 1, max_length = 32)]
    shortcut: Option<String>,
    /// What it is for.
    #[schema(min_length = 1, max_length = 100)]
    title: Option<String>,
    /// What it says.
    #[schema(min_length = 1, max_length = 4096)]
    body: Option<String>,
    /// For everybody, which takes an admin, or for yourself.
    shared: Option<bool>,
}

/// Update a canned reply. Shared ones are an admin's to change.
#[utoipa::path(patch, path = "/workspaces/{workspace}/canned-replies/{canned_reply}", tag = "canned-replies", params(CannedReplyPath),
    responses((status = OK, body = CannedReplyView)))]
pub(super) async fn update_canned_reply(
    State(app): State<App>,
    member: Member<perm::WriteCannedReplies>,
    Path(path): Path<CannedReplyPath>,
    Json(request): Json<UpdateCannedReply>,
) -> Result<Json<CannedReplyView>, ApiError> {
    let patch = CannedReplyPatch {
        shortcut: request.shortcut,
        title: request.title,
        body: request.body,
        shared: request.shared,
    };
    Ok(Json(app.canned_replies().update(&member.actor(), path.canned_reply, patch).await?))
}
