//! Sign out.

use axum::response::{IntoResponse, Response};
use http::HeaderName;
use http::header::{self, HeaderValue};

use crate::auth::cookie::{self, RefreshCookie};
use crate::prelude::*;
use crate::request;

/// Sign out: end the session of the refresh cookie.
///
/// The access tokens of the session stop working at once. Signing out twice is fine. Public, since the cookie is the proof; needs the header
/// `X-PrismWA: 1`.
#[utoipa::path(post, path = "/auth/logout", tag = "auth",
    params(("X-PrismWA" = String, Header, description = "Always `1`; other sites cannot send it", example = "1")),
    responses((status = NO_CONTENT)))]
pub(super) async fn logout(
    State(app): State<App>,
    _guard: Public,
    State(auth): State<Auth>,
    RefreshCookie(cookie): RefreshCookie,
) -> Result<Response, ApiError> {
    if let Some(token) = cookie.and_then(|text| auth.refresh_tokens().read(&text)) {
        app.sessions().sign_out(&request::anyone(), token.session(), &token.hash()).await?;
    }
    let headers = [
        (header::SET_COOKIE, cookie::remove(&auth)),
        (
            HeaderName::from_static("clear-site-data"),
            HeaderValue::from_static("\"cache\", \"storage\""),
        ),
    ];
    Ok((StatusCode::NO_CONTENT, headers).into_response())
}
