//! The connections to language models.

use app::views::LlmConnectionView;

use crate::prelude::*;

/// The workspace's connections, at most 50.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LlmConnectionList {
    /// By name.
    data: Vec<LlmConnectionView>,
}

/// List the connections to language models, with what they cost this month.
#[utoipa::path(get, path = "/workspaces/{workspace}/llm-connections", tag = "llm-connections", params(WorkspacePath),
    responses((status = OK, body = LlmConnectionList)))]
pub(super) async fn list_llm_connections(State(app): State<App>, member: Member<perm::ReadLlm>) -> Result<Json<LlmConnectionList>, ApiError> {
    Ok(Json(LlmConnectionList {
        data: app.llm().list(member.workspace_id).await?,
    }))
}
