//! Could this message go?

use serde_json::Value;

use super::ConversationPath;
use super::content::read_content;
use crate::prelude::*;

/// What would be sent.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct PreflightMessage {
    /// The content, as for sending.
    content: Value,
}

/// Whether the message could go now, and if not, everything that is in the way.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Preflight {
    /// Nothing is in the way.
    allowed: bool,
    /// What is in the way.
    refusals: Vec<RefusalView>,
}

/// One thing that is in the way.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RefusalView {
    /// Stable word, such as `send.window_closed`.
    code: String,
    /// What is the matter.
    detail: String,
    /// What can be done about it.
    remedy: String,
    /// JSON pointer into the content, when one field is beyond a limit.
    pointer: Option<String>,
}

/// Ask whether a message could go now, without sending it.
#[utoipa::path(post, path = "/workspaces/{workspace}/conversations/{conversation}/preflight", tag = "messages", params(ConversationPath),
    responses((status = OK, body = Preflight)))]
pub(super) async fn preflight_message(
    State(app): State<App>,
    member: Member<perm::SendMessages>,
    Path(path): Path<ConversationPath>,
    Json(request): Json<PreflightMessage>,
) -> Result<Json<Preflight>, ApiError> {
    let (content, _) = read_content(&app, member.workspace_id, request.content).await?;
    let refusals: Vec<RefusalView> = app
        .outbound()
        .preflight(&member.actor(), path.conversation, &content)
        .await?
        .into_iter()
        .map(RefusalView::from)
        .collect();
    Ok(Json(Preflight {
        allowed: refusals.is_empty(),
        refusals,
    }))
}

impl From<app::Refusal> for RefusalView {
    fn from(refusal: app::Refusal) -> Self {
        Self {
            code: refusal.code.to_owned(),
            detail: refusal.detail,
            remedy: refusal.remedy.to_owned(),
            pointer: refusal.pointer,
        }
    }
}
