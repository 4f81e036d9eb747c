//! A phone with an open form asks: signature first, over the raw bytes, then the rest in a pool of its own.

use app::wa_flows::{MAX_EXCHANGE_BYTES, SIGNATURE_STATUS};
use axum::body::{Body, to_bytes};
use axum::response::{IntoResponse as _, Response};
use cloud_api::signature;
use http::{HeaderMap, header};
use model::MetaAppId;
use secrecy::{ExposeSecret as _, SecretString};

use crate::prelude::*;

/// Where the data exchanges of a workspace's forms arrive.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct ExchangePath {
    /// The Meta app, as named in the channel's settings (`app_…`).
    meta_app: String,
    /// The workspace (`ws_…`).
    tenant: String,
}

/// Answer a data exchange of one of WhatsApp's own forms.
///
/// The body is encrypted for the number's key pair; so is the answer, base64 text. Public, since the signature in `X-Hub-Signature-256` proves who sent it.
/// 421: cannot be opened; 427: the form was sent already or is too old; 432: the signature is wrong.
#[utoipa::path(post, path = "/webhooks/meta/{meta_app}/flows/{tenant}", tag = "meta", params(ExchangePath),
    request_body(content = serde_json::Value, description = "The encrypted request, as phones send it"),
    responses((status = OK, body = String, content_type = "text/plain", description = "The encrypted answer")))]
pub(crate) async fn exchange_wa_flow(
    State(app): State<App>,
    _guard: Public,
    axum::extract::Path(path): axum::extract::Path<ExchangePath>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let status = |status: u16| StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response();
    let (Ok(meta_app), Ok(workspace)) = (path.meta_app.parse::<MetaAppId>(), path.tenant.parse::<WorkspaceId>()) else {
        return status(404);
    };
    let secrets = match app.ingest().secrets(meta_app).await {
        Ok(Some(secrets)) => secrets,
        Ok(None) => return status(404),
        Err(error) => {
            tracing::warn!(meta_app.id = %meta_app, %error, "the secrets of a Meta app cannot be read");
            return status(503);
        }
    };
    let Ok(raw) = to_bytes(body, MAX_EXCHANGE_BYTES).await else {
        return status(413);
    };
    let previous = secrets
        .previous
        .as_ref()
        .filter(|_| secrets.previous_until.is_some_and(|until| app.now() < until));
    let candidates: Vec<SecretString> = secrets.current.iter().chain(previous).cloned().collect();
    let claimed = headers.get(signature::HEADER).and_then(|value| value.to_str().ok());
    if signature::verify_any(candidates.iter().map(|secret| secret.expose_secret().as_bytes()), claimed, &raw).is_err() {
        return status(SIGNATURE_STATUS);
    }
    let answered = app.wa_flows().exchange(workspace, meta_app, &candidates, &raw).await;
    let code = StatusCode::from_u16(answered.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (code, [(header::CONTENT_TYPE, "text/plain")], answered.body).into_response()
}
