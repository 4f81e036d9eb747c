//! React to a message.

use app::views::MessageView;

use super::{MessagePath, view};
use crate::prelude::*;

/// The reaction.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct ReactToMessage {
    /// One emoji; `null` takes the reaction back.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required, max_length = 64)]
    emoji: Option<String>,
}

/// React to a message with an emoji, or take the reaction back.
#[utoipa::path(put, path = "/workspaces/{workspace}/messages/{message}/reaction", tag = "messages", params(MessagePath),
    responses((status = OK, body = MessageView)))]
pub(super) async fn react_to_message(
    State(app): State<App>,
    member: Member<perm::SendMessages>,
    Path(path): Path<MessagePath>,
    Json(request): Json<ReactToMessage>,
) -> Result<Json<MessageView>, ApiError> {
    let emoji = request.emoji.as_deref().map(str::trim).filter(|emoji| !emoji.is_empty());
    if emoji.is_some_and(|emoji| emoji.len() > 64 || emoji.bytes().any(|byte| byte.is_ascii_alphabetic())) {
        return Err(ApiError::invalid_field("/emoji", "invalid_value", "Send one emoji."));
    }
    app.outbound().react(&member.actor(), path.message, emoji).await?;
    view(&app, &member, path.message).await
}
