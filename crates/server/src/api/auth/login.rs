//! Sign in.

use secrecy::SecretString;

use crate::auth::browser::UserAgent;
use crate::auth::cookie::SameSite;
use crate::auth::second_factor;
use crate::auth::session::{self, SignedIn, TokenView};
use crate::prelude::*;

/// Who signs in.
#[derive(Deserialize, ToSchema)]
pub(super) struct Login {
    /// The account's address; capitals do not matter.
    #[schema(example = "ana@example.com")]
    email: String,
    /// The account's password.
    #[schema(value_type = String, max_length = 1024)]
    password: SecretString,
    /// The code that the person's app shows, or a recovery code, when the account has a second factor.
    #[schema(value_type = Option<String>, example = "123456")]
    code: Option<SecretString>,
}

/// Sign in with e-mail and password.
///
/// Answers with an access token, and sets the refresh token as a cookie that only `/api/v1/auth` sees. Public, since nobody is signed in before.
/// An account with a second factor answers 401 `auth.second_factor_required`: ask again with `code`. Five wrong codes in five minutes are answered 429.
/// Five failures a minute for an account, or twenty from an address, are answered 429 until they are forgotten.
#[utoipa::path(post, path = "/auth/login", tag = "auth", responses((status = OK, body = TokenView)))]
pub(super) async fn login(
    State(app): State<App>,
    _guard: Public,
    State(auth): State<Auth>,
    _same_site: SameSite,
    UserAgent(user_agent): UserAgent,
    Json(request): Json<Login>,
) -> Result<SignedIn, ApiError> {
    // An address that cannot exist is treated like one that does not.
    let email = app::text::email("/email", &request.email).unwrap_or_default();
    let user = session::check_password(&app, &auth, &email, request.password).await?;
    second_factor::check(&app, &auth, user, request.code.as_ref()).await?;
    session::open(&app, &auth, user, user_agent).await
}
