//! What waits in one conversation.

use app::views::ScheduledMessageView;

use crate::api::messages::ConversationPath;
use crate::prelude::*;

/// List the messages that wait for their time in a conversation, soonest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/conversations/{conversation}/scheduled-messages", tag = "scheduled messages",
    params(ConversationPath, PageQuery), responses((status = OK, body = Page<ScheduledMessageView>)))]
pub(super) async fn list_scheduled_messages_of_conversation(
    State(app): State<App>,
    member: Member<perm::ReadConversations>,
    Path(path): Path<ConversationPath>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<ScheduledMessageView>>, ApiError> {
    let outbound = app.outbound();
    let page = outbound
        .list_scheduled_of(member.workspace_id, path.conversation, query.limit(), query.cursor())
        .await?;
    Ok(Json(page))
}
