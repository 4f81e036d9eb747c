//! Remove a connection to a language model.

use super::LlmConnectionPath;
use crate::prelude::*;

/// Delete a connection to a language model. Flows that ask it take their `error` way from then on.
#[utoipa::path(delete, path = "/workspaces/{workspace}/llm-connections/{llm_connection}", tag = "llm-connections", params(LlmConnectionPath),
    responses((status = NO_CONTENT)))]
pub(super) async fn delete_llm_connection(
    State(app): State<App>,
    member: Member<perm::ManageLlm>,
    Path(path): Path<LlmConnectionPath>,
) -> Result<StatusCode, ApiError> {
    app.llm().delete(&member.actor(), path.llm_connection).await?;
    Ok(StatusCode::NO_CONTENT)
}
