//! How many conversations each view holds, and how many wait for each team.

use app::views::ConversationCounts;

use crate::prelude::*;

/// Count the conversations of each view, and under `needs_reply:` and the id of each team those that wait for its answer. Counting ends at 999, which means
/// "999 or more".
#[utoipa::path(get, path = "/workspaces/{workspace}/conversations/counts", tag = "conversations", params(WorkspacePath),
    responses((status = OK, body = ConversationCounts)))]
pub(super) async fn count_conversations(
    State(app): State<App>,
    member: Member<perm::ReadConversations>,
) -> Result<Json<ConversationCounts>, ApiError> {
    let store = app.store().workspace(member.workspace_id);
    let views = store.count_conversations(member.user_id()).await?;
    let teams = store.count_waiting_by_team().await?;
    let views = views.into_iter().map(|(view, count)| (view.as_str().to_owned(), count));
    let teams = teams.into_iter().map(|(team, count)| (format!("needs_reply:{team}"), count));
    Ok(Json(ConversationCounts(views.chain(teams).collect())))
}
