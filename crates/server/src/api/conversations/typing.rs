//! "typing…" on the contact's phone.

use super::ConversationPath;
use crate::prelude::*;

/// Show "typing…" to the contact, if the workspace wants that and the contact has written.
///
/// It ends with our next message or after 25 seconds; WhatsApp has no way to end it sooner. It also marks the contact's messages read.
#[utoipa::path(post, path = "/workspaces/{workspace}/conversations/{conversation}/typing", tag = "conversations", params(ConversationPath),
    responses((status = ACCEPTED)))]
pub(super) async fn show_typing(
    State(app): State<App>,
    member: Member<perm::SendMessages>,
    Path(path): Path<ConversationPath>,
) -> Result<StatusCode, ApiError> {
    app.outbound().typing(&member.actor(), path.conversation).await?;
    Ok(StatusCode::ACCEPTED)
}
