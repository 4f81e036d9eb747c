//! Remove a secret.

use super::SecretPath;
use crate::prelude::*;

/// Delete a secret. What uses it fails from now on, and says which secret is missing.
#[utoipa::path(delete, path = "/workspaces/{workspace}/secrets/{secret}", tag = "secrets", params(SecretPath), responses((status = NO_CONTENT)))]
pub(super) async fn delete_secret(
    State(app): State<App>,
    member: Member<perm::ManageSecrets>,
    Path(path): Path<SecretPath>,
) -> Result<StatusCode, ApiError> {
    app.secrets().delete(&member.actor(), &path.secret).await?;
    Ok(StatusCode::NO_CONTENT)
}
