//! A thread, page by page.

use app::views::MessagePage;
use store::ThreadPosition;

use super::ConversationPath;
use crate::prelude::*;

/// Which stretch of the thread.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListMessages {
    /// Messages of a page, 1 to 500; 50 when absent.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<u32>,
    /// `older_cursor` or `newer_cursor` of another page; without one the page is the newest.
    cursor: Option<String>,
    /// A message to have in the middle of the page, instead of a cursor.
    around: Option<MessageId>,
    /// Which way to go from the cursor; `older` when absent.
    #[param(inline)]
    direction: Option<Direction>,
}

/// Which way to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Direction {
    Older,
    Newer,
}

/// List a stretch of a thread, oldest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/conversations/{conversation}/messages", tag = "messages", params(ConversationPath, ListMessages),
    responses((status = OK, body = MessagePage)))]
pub(super) async fn list_messages(
    State(app): State<App>,
    member: Member<perm::ReadConversations>,
    Path(path): Path<ConversationPath>,
    Query(query): Query<ListMessages>,
) -> Result<Json<MessagePage>, ApiError> {
    let position = match (query.around, query.cursor.as_deref(), query.direction) {
        (Some(_), Some(_), _) => {
            return Err(ApiError::invalid_field(
                "?around",
                "invalid_value",
                "Give a cursor or a message, not both.",
            ));
        }
        (Some(message), None, _) => ThreadPosition::Around(message),
        (None, Some(cursor), Some(Direction::Newer)) => ThreadPosition::Newer(cursor),
        (None, Some(cursor), _) => ThreadPosition::Older(cursor),
        (None, None, _) => ThreadPosition::End,
    };
    let limit = query.limit.map_or_else(store::Limit::default, store::Limit::clamped);
    let workspace = app.store().workspace(member.workspace_id);
    let mut page = MessagePage::from(workspace.list_messages(path.conversation, position, limit).await?);
    if page.data.is_empty() {
        // An empty page of another workspace's conversation must not look like an empty conversation.
        workspace.get_conversation(path.conversation, None).await?;
    }
    app.media().sign_messages(member.workspace_id, member.user_id(), &mut page.data);
    Ok(Json(page))
}
