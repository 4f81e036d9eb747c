//! Set a secret.

use app::views::SecretView;

use super::SecretPath;
use crate::config::Secret;
use crate::prelude::*;

/// A value to keep.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct PutSecret {
    /// The value; it is never shown again.
    #[schema(value_type = String, format = Password, write_only, min_length = 1, max_length = 16384)]
    value: Secret,
}

/// Set a secret.
///
/// Flows write it as `{{secrets.name}}`, functions in the headers of `fetch`; it is filled in when the request leaves, and nowhere else. What was there before is gone.
#[utoipa::path(put, path = "/workspaces/{workspace}/secrets/{secret}", tag = "secrets", params(SecretPath),
    responses((status = OK, body = SecretView)))]
pub(super) async fn put_secret(
    State(app): State<App>,
    member: Member<perm::ManageSecrets>,
    Path(path): Path<SecretPath>,
    Json(request): Json<PutSecret>,
) -> Result<Json<SecretView>, ApiError> {
    let value = request.value.expose().to_owned().into();
    Ok(Json(app.secrets().put(&member.actor(), &path.secret, &value).await?))
}
