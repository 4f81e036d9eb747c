//! How many conversations each view holds.

use app::views::ConversationCounts;

use crate::prelude::*;

/// Count the conversations of each view, up to 999: a number of 999 means "999 or more".
#[utoipa::path(get, path = "/workspaces/{workspace}/conversations/counts", tag = "conversations", params(WorkspacePath),
    responses((status = OK, body = ConversationCounts)))]
pub(super) async fn count_conversations(
    State(app): State<App>,
    member: Member<perm::ReadConversations>,
) -> Result<Json<ConversationCounts>, ApiError> {
    let counts = app.store().workspace(member.workspace_id).count_conversations(member.user_id()).await?;
    Ok(Json(ConversationCounts(
        counts.into_iter().map(|(view, count)| (view.as_str().to_owned(), count)).collect(),
    )))
}
