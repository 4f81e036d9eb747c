//! Change one's own password.

use secrecy::{ExposeSecret as _, SecretString};

use crate::auth::{password, session};
use crate::prelude::*;

/// The old and the new password.
#[derive(Deserialize, ToSchema)]
pub(super) struct ChangePassword {
    /// The password until now.
    #[schema(value_type = String, max_length = 1024)]
    current_password: SecretString,
    /// The password from now on; not one of the most common, not built from your name.
    #[schema(value_type = String, min_length = 12, max_length = 128)]
    new_password: SecretString,
}

/// Change your password.
///
/// Every other session of yours ends. Wrong guesses of the current password count like failed sign-ins.
#[utoipa::path(post, path = "/me/password", tag = "me", responses((status = NO_CONTENT)))]
pub(super) async fn change_password(
    State(app): State<App>,
    account: Account,
    State(auth): State<Auth>,
    Json(request): Json<ChangePassword>,
) -> Result<StatusCode, ApiError> {
    let personal = [account.email.as_str(), account.name.as_str()];
    if let Some(problem) = password::problem("/new_password", request.new_password.expose_secret(), &personal) {
        return Err(ApiError::invalid(vec![problem]));
    }
    session::check_own_password(&app, &auth, &account.email, request.current_password, "/current_password").await?;
    let hash = auth.hasher().hash(request.new_password).await?;
    app.users().change_password(&account.person(), account.user_id, &hash).await?;
    Ok(StatusCode::NO_CONTENT)
}
