//! Take a key back.

use super::ApiKeyPath;
use crate::prelude::*;

/// Revoke an API key.
///
/// It stops working at once and for good.
#[utoipa::path(delete, path = "/workspaces/{workspace}/api-keys/{key}", tag = "api-keys", params(ApiKeyPath), responses((status = NO_CONTENT)))]
pub(super) async fn revoke_api_key(
    State(app): State<App>,
    member: Member<perm::ManageApiKeys>,
    Path(path): Path<ApiKeyPath>,
) -> Result<StatusCode, ApiError> {
    app.api_keys().revoke(&member.actor(), path.key).await?;
    Ok(StatusCode::NO_CONTENT)
}
