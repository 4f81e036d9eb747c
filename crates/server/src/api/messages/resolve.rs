//! Decide about a message that nobody knows the fate of.

use app::outbound::Resolution;
use app::views::MessageView;

use super::{MessagePath, view};
use crate::prelude::*;

/// The decision.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct ResolveMessage {
    /// `resend` (the contact may get it twice) or `sent` (it did arrive).
    #[serde(rename = "as")]
    #[schema(inline)]
    decision: Decision,
}

/// What to take the message for.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Decision {
    Resend,
    Sent,
}

/// Resolve a message whose answer from WhatsApp got lost.
///
/// Most resolve themselves: as soon as WhatsApp reports anything about them.
#[utoipa::path(post, path = "/workspaces/{workspace}/messages/{message}/resolve", tag = "messages", params(MessagePath),
    responses((status = OK, body = MessageView)))]
pub(super) async fn resolve_message(
    State(app): State<App>,
    member: Member<perm::SendMessages>,
    Path(path): Path<MessagePath>,
    Json(request): Json<ResolveMessage>,
) -> Result<Json<MessageView>, ApiError> {
    let resolution = match request.decision {
        Decision::Resend => Resolution::Resend,
        Decision::Sent => Resolution::Sent,
    };
    app.outbound().resolve_unknown(&member.actor(), path.message, resolution).await?;
    view(&app, &member, path.message).await
}
