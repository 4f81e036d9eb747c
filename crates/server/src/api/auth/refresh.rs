//! Renew the session.

use crate::auth::cookie::RefreshCookie;
use crate::auth::session::{self, SignedIn, TokenView};
use crate::prelude::*;

/// Renew the session with the refresh cookie.
///
/// Answers with a new access token and replaces the cookie. A cookie that was replaced more than ten seconds ago ends the session (401
/// `auth.refresh_reused`), since somebody else may have it. Public, since the cookie is the proof; needs the header `X-PrismWA: 1`.
#[utoipa::path(post, path = "/auth/refresh", tag = "auth",
    params(("X-PrismWA" = String, Header, description = "Always `1`; other sites cannot send it", example = "1")),
    responses((status = OK, body = TokenView)))]
pub(super) async fn refresh(
    State(app): State<App>,
    _guard: Public,
    State(auth): State<Auth>,
    RefreshCookie(cookie): RefreshCookie,
) -> Result<SignedIn, ApiError> {
    session::renew(&app, &auth, cookie.as_deref()).await
}
