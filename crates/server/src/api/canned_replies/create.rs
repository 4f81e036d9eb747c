//! Add a canned reply.

use app::canned_replies::CannedReplyPatch;
use app::views::CannedReplyView;

use crate::prelude::*;

/// A canned reply to add.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CreateCannedReply {
    /// What is typed behind `/`: letters, digits, `-` and `_`. Capitals do not count.
    #[schema(min_length = 1, max_length = 32, examples("hours"))]
    shortcut: String,
    /// What it is for.
    #[schema(min_length = 1, max_length = 100, examples("Opening hours"))]
    title: String,
    /// What it says; `{{contact.first_name|there}}` is filled when it is used.
    #[schema(min_length = 1, max_length = 4096, examples("Hello {{contact.first_name|there}}, we open at nine."))]
    body: String,
    /// For everybody in the workspace, which takes an admin; otherwise for yourself.
    #[serde(default)]
    shared: bool,
}

/// Create a canned reply.
#[utoipa::path(post, path = "/workspaces/{workspace}/canned-replies", tag = "canned-replies", params(WorkspacePath),
    responses((status = CREATED, body = CannedReplyView)))]
pub(super) async fn create_canned_reply(
    State(app): State<App>,
    member: Member<perm::WriteCannedReplies>,
    Json(request): Json<CreateCannedReply>,
) -> Result<(StatusCode, Json<CannedReplyView>), ApiError> {
    let patch = CannedReplyPatch {
        shortcut: Some(request.shortcut),
        title: Some(request.title),
        body: Some(request.body),
        shared: Some(request.shared),
    };
    let reply = app.canned_replies().create(&member.actor(), patch).await?;
    Ok((StatusCode::CREATED, Json(reply)))
}
