//! One deed for many conversations.

use app::conversations::BulkAction;
use app::views::{BulkResults, ConversationState, Priority};
use model::TeamId;

use crate::extract::given;
use crate::prelude::*;

/// Which conversations, and what is done with each.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct BulkConversations {
    /// 1 to 500 conversations.
    #[schema(min_items = 1, max_items = 500)]
    conversation_ids: Vec<ConversationId>,
    /// What is done with each.
    action: ConversationAction,
}

/// What is done with each conversation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum ConversationAction {
    /// Close it.
    Close,
    /// Reopen it.
    Reopen,
    /// Put it off.
    Snooze {
        /// When it comes back: a time within a year.
        until: Timestamp,
    },
    /// Hand it to a person, a team, or both. What is absent stays.
    Assign {
        /// A member who may answer customers, or `null` for nobody.
        #[serde(default, deserialize_with = "given")]
        #[schema(value_type = Option<UserId>)]
        assignee_id: Option<Option<UserId>>,
        /// A team, or `null` for none.
        #[serde(default, deserialize_with = "given")]
        #[schema(value_type = Option<TeamId>)]
        team_id: Option<Option<TeamId>>,
    },
    /// Say how much it matters.
    Prioritize {
        /// How much.
        priority: Priority,
    },
    /// Put a tag on its contact.
    Tag {
        /// Which tag.
        tag_id: TagId,
    },
    /// Take a tag off its contact.
    Untag {
        /// Which tag.
        tag_id: TagId,
    },
    /// Mark it read: for you, and for the team as far as nobody had read it.
    Read,
    /// Mark its newest message unread, for you alone.
    Unread,
}

impl From<ConversationAction> for BulkAction {
    fn from(action: ConversationAction) -> Self {
        match action {
            ConversationAction::Close => Self::Close,
            ConversationAction::Reopen => Self::Reopen,
            ConversationAction::Snooze { until } => Self::Snooze(until),
            ConversationAction::Assign { assignee_id, team_id } => Self::Assign(assignee_id, team_id),
            ConversationAction::Prioritize { priority } => Self::Prioritize(priority),
            ConversationAction::Tag { tag_id } => Self::Tag(tag_id),
            ConversationAction::Untag { tag_id } => Self::Untag(tag_id),
            ConversationAction::Read => Self::Read,
            ConversationAction::Unread => Self::Unread,
        }
    }
}

/// Do the same with up to 500 conversations.
///
/// Each is judged alone: `results` says of each whether it is as asked for, and how it stood before. Hand those `before` to `…/conversations/restore` to
/// undo.
#[utoipa::path(post, path = "/workspaces/{workspace}/conversations/bulk", tag = "conversations", params(WorkspacePath),
    responses((status = OK, body = BulkResults)))]
pub(super) async fn bulk_conversations(
    State(app): State<App>,
    member: Member<perm::UpdateConversations>,
    Json(request): Json<BulkConversations>,
) -> Result<Json<BulkResults>, ApiError> {
    let results = app
        .conversations()
        .bulk(&member.actor(), &request.conversation_ids, request.action.into())
        .await?;
    Ok(Json(BulkResults { results }))
}

/// How conversations are to stand.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct RestoreConversations {
    /// 1 to 500 states, as a bulk action gave them in `before`.
    #[schema(min_items = 1, max_items = 500)]
    conversations: Vec<ConversationState>,
}

/// Put conversations back as they stood before a bulk action.
#[utoipa::path(post, path = "/workspaces/{workspace}/conversations/restore", tag = "conversations", params(WorkspacePath),
    responses((status = OK, body = BulkResults)))]
pub(super) async fn restore_conversations(
    State(app): State<App>,
    member: Member<perm::UpdateConversations>,
    Json(request): Json<RestoreConversations>,
) -> Result<Json<BulkResults>, ApiError> {
    let results = app.conversations().restore(&member.actor(), &request.conversations).await?;
    Ok(Json(BulkResults { results }))
}
