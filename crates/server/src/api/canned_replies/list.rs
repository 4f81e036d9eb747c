//! Every canned reply a member has.

use app::views::CannedReplyView;

use crate::prelude::*;

/// List the canned replies: everybody's and your own, by shortcut. There are at most 700, so there is one page.
#[utoipa::path(get, path = "/workspaces/{workspace}/canned-replies", tag = "canned-replies", params(WorkspacePath),
    responses((status = OK, body = Page<CannedReplyView>)))]
pub(super) async fn list_canned_replies(
    State(app): State<App>,
    member: Member<perm::ReadCannedReplies>,
) -> Result<Json<Page<CannedReplyView>>, ApiError> {
    let workspace = app.store().workspace(member.workspace_id);
    let replies = workspace.list_canned_replies(member.user_id()).await?;
    Ok(Json(Page::whole(replies.into_iter().map(CannedReplyView::from).collect())))
}
