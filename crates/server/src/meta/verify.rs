//! Meta asks whether this address is ours: the right token gets its challenge back, everything else gets 403.

use axum::response::{IntoResponse as _, Response};
use http::header;
use secrecy::ExposeSecret as _;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::WebhookPath;
use crate::prelude::*;

/// Meta's challenges are short; a long one is somebody trying to make us say things.
const LONGEST_CHALLENGE: usize = 256;

/// What Meta asks with.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Verification {
    /// Always `subscribe`.
    #[serde(rename = "hub.mode")]
    #[param(rename = "hub.mode")]
    mode: Option<String>,
    /// The token set in the app's webhook settings.
    #[serde(rename = "hub.verify_token")]
    #[param(rename = "hub.verify_token")]
    verify_token: Option<String>,
    /// What to answer with.
    #[serde(rename = "hub.challenge")]
    #[param(rename = "hub.challenge")]
    challenge: Option<String>,
}

/// Verify a webhook address.
///
/// Meta calls this when the address is saved in the app's settings. Public, since Meta signs in with the verify token alone.
#[utoipa::path(get, path = "/webhooks/meta/{meta_app}", tag = "meta", params(WebhookPath, Verification),
    responses((status = OK, body = String, content_type = "text/plain", description = "The challenge, as it came")))]
pub(crate) async fn verify_webhook(
    State(app): State<App>,
    _guard: Public,
    axum::extract::Path(path): axum::extract::Path<WebhookPath>,
    query: Result<axum::extract::Query<Verification>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, ApiError> {
    let refused = || ApiError::new(Code::WebhookVerificationFailed, "The verify token is not the one of this app.");
    let axum::extract::Query(query) = query.map_err(|_| refused())?;
    let secrets = match path.id() {
        Some(id) => app.ingest().secrets(id).await.map_err(ApiError::unavailable)?,
        None => None,
    };
    let token = secrets.as_ref().and_then(|secrets| secrets.verify_token.as_ref()).ok_or_else(refused)?;
    let challenge = query
        .challenge
        .filter(|challenge| !challenge.is_empty() && challenge.len() <= LONGEST_CHALLENGE)
        .ok_or_else(refused)?;
    let right = is_same(token.expose_secret(), query.verify_token.as_deref().unwrap_or_default()) && !token.expose_secret().is_empty();
    if query.mode.as_deref() != Some("subscribe") || !right {
        return Err(refused());
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], challenge).into_response())
}

/// Compares in a time that tells neither where the texts differ nor how long the right one is.
fn is_same(right: &str, given: &str) -> bool {
    Sha256::digest(right).ct_eq(&Sha256::digest(given)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_text_is_the_same() {
        assert!(is_same("token", "token"));
        for other in ["", "toke", "tokens", "Token"] {
            assert!(!is_same("token", other), "{other}");
        }
    }
}
