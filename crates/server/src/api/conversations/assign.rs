//! Hand a conversation to a teammate, to a team, or to nobody.

use app::conversations::Handover;
use app::views::ConversationView;
use model::TeamId;

use super::ConversationPath;
use crate::extract::given;
use crate::prelude::*;

/// Who takes it. What is absent stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct AssignConversation {
    /// A member who may answer customers. `null` puts it back in the queue.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<UserId>)]
    assignee_id: Option<Option<UserId>>,
    /// A team. `null` takes it out of its team. With `assignee_id: null`, a team that hands out gives it to whose turn it is.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<TeamId>)]
    team_id: Option<Option<TeamId>>,
}

/// Assign a conversation to a person, to a team, or to both.
///
/// Handing it to a person silences automation in it.
#[utoipa::path(post, path = "/workspaces/{workspace}/conversations/{conversation}/assign", tag = "conversations", params(ConversationPath),
    responses((status = OK, body = ConversationView)))]
pub(super) async fn assign_conversation(
    State(app): State<App>,
    member: Member<perm::AssignConversations>,
    Path(path): Path<ConversationPath>,
    Json(request): Json<AssignConversation>,
) -> Result<Json<ConversationView>, ApiError> {
    if request.assignee_id.is_none() && request.team_id.is_none() {
        return Err(ApiError::invalid_field(
            "/assignee_id",
            "missing_value",
            "Say who takes it, or which team.",
        ));
    }
    let handover = Handover {
        assignee: request.assignee_id,
        team: request.team_id,
    };
    Ok(Json(app.conversations().hand_over(&member.actor(), path.conversation, handover).await?))
}
