//! Start a flow by the name its trigger has.

use model::RunId;

use crate::prelude::*;

/// Paths that name a trigger.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct TriggerPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The name in the flow's `api` trigger.
    name: String,
}

/// For whom, and with what.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CallFlow {
    /// The contact the flow speaks with.
    contact: ContactId,
    /// What it is given, under `trigger.input`; checked against the trigger's schema.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    input: Option<serde_json::Value>,
    /// Tells this call from its repetitions: with the same key the flow starts once.
    #[schema(max_length = 100)]
    key: Option<String>,
}

/// Where the flow speaks.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CalledFlow {
    /// The conversation.
    conversation_id: ConversationId,
    /// The run it starts; there is none where the flow under way does not let another start, or people hold the pen.
    run_id: RunId,
}

/// Call a flow by name. It starts within moments; where people hold the pen, it does not.
#[utoipa::path(post, path = "/workspaces/{workspace}/flow-triggers/{name}", tag = "runs", params(TriggerPath),
    responses((status = ACCEPTED, body = CalledFlow)))]
pub(super) async fn call_flow(
    State(app): State<App>,
    member: Member<perm::SendMessages>,
    Path(path): Path<TriggerPath>,
    Json(request): Json<CallFlow>,
) -> Result<(StatusCode, Json<CalledFlow>), ApiError> {
    let key = request.key.filter(|key| !key.is_empty());
    if key.as_ref().is_some_and(|key| key.len() > 100) {
        return Err(ApiError::invalid_field("/key", "too_long", "Use at most 100 characters."));
    }
    let input = request.input.unwrap_or_else(|| serde_json::json!({}));
    let (conversation_id, run_id) = app
        .runs()
        .call(&member.actor(), &path.name, request.contact, input, key.as_deref())
        .await?;
    Ok((StatusCode::ACCEPTED, Json(CalledFlow { conversation_id, run_id })))
}
