//! Make a key.

use app::api_keys::ApiKeyRequest;
use app::views::ApiKeyView;
use model::Permission;

use crate::auth::api_key;
use crate::prelude::*;

/// A key to make.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CreateApiKey {
    /// What it is for.
    #[schema(min_length = 1, max_length = 100, example = "Order system")]
    name: String,
    /// What it may do: permissions that your own role holds.
    #[schema(min_items = 1)]
    scopes: Vec<Permission>,
    /// Until when it works, at most five years; for ever when absent.
    expires_at: Option<Timestamp>,
}

/// A key just made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CreatedApiKey {
    /// What is known of it from now on.
    api_key: ApiKeyView,
    /// The key itself: shown now and never again. Send it as `Authorization: Bearer …`.
    #[schema(example = "pwa_0192f0c1a2b37def8a1b2c3d4e5f6071_7Q3kY…")]
    secret: String,
}

/// Create an API key.
///
/// It acts for you: it may what you chose here, as long as your own role may, and stops working when you are no member any more.
#[utoipa::path(post, path = "/workspaces/{workspace}/api-keys", tag = "api-keys", params(WorkspacePath),
    responses((status = CREATED, body = CreatedApiKey)))]
pub(super) async fn create_api_key(
    State(app): State<App>,
    member: Member<perm::ManageApiKeys>,
    Json(request): Json<CreateApiKey>,
) -> Result<(StatusCode, Json<CreatedApiKey>), ApiError> {
    let CreateApiKey { name, scopes, expires_at } = request;
    let made = api_key::make();
    let request = ApiKeyRequest {
        id: made.id,
        name,
        scopes,
        expires_at,
        secret_hash: made.hash,
        hint: made.hint,
    };
    let api_key = app.api_keys().create(&member.actor(), request).await?;
    Ok((StatusCode::CREATED, Json(CreatedApiKey { api_key, secret: made.text })))
}
