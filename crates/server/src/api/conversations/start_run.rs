//! Start a flow in a conversation.

use app::views::RunView;
use model::FlowId;

use super::ConversationPath;
use crate::prelude::*;

/// Which flow.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct StartRun {
    /// A flow that is live.
    flow: FlowId,
    /// What it is given, under `trigger.input`.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    input: Option<serde_json::Value>,
}

/// Start a flow in a conversation by hand. Whoever holds the pen gives it to the flow; a run under way ends.
#[utoipa::path(post, path = "/workspaces/{workspace}/conversations/{conversation}/runs", tag = "runs", params(ConversationPath),
    responses((status = CREATED, body = RunView)))]
pub(super) async fn start_run(
    State(app): State<App>,
    member: Member<perm::SendMessages>,
    Path(path): Path<ConversationPath>,
    Json(request): Json<StartRun>,
) -> Result<(StatusCode, Json<RunView>), ApiError> {
    let input = request.input.unwrap_or_default();
    let id = app.runs().start(&member.actor(), path.conversation, request.flow, input).await?;
    Ok((StatusCode::CREATED, Json(app.runs().get(member.workspace_id, id).await?)))
}
