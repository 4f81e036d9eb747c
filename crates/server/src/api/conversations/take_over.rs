//! Take the pen from automation.

use app::views::ConversationView;

use super::ConversationPath;
use crate::prelude::*;

/// Take a conversation over: automation is silent from now on, and nothing it decided before leaves; at most one message may be on its way already.
#[utoipa::path(post, path = "/workspaces/{workspace}/conversations/{conversation}/take-over", tag = "conversations", params(ConversationPath),
    responses((status = OK, body = ConversationView)))]
pub(super) async fn take_over_conversation(
    State(app): State<App>,
    member: Member<perm::SendMessages>,
    Path(path): Path<ConversationPath>,
) -> Result<Json<ConversationView>, ApiError> {
    Ok(Json(app.runs().take_over(&member.actor(), path.conversation).await?))
}
