//! A call starts a flow.

use app::runs::{Knock, LONGEST_HOOK_KEY, MOST_HOOK_BYTES};
use axum::Extension;
use axum::body::{Body, to_bytes};
use cloud_api::signature;
use http::HeaderMap;
use model::RunId;

use super::Rates;
use crate::prelude::*;

/// The address of a flow.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct HookPath {
    /// The secret part: who knows it may call.
    token: String,
}

/// The run a call starts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HookCalled {
    /// Its id. There is no such run where the flow under way does not let another start, or people hold the pen.
    run_id: RunId,
    /// The same call came before; nothing more starts.
    repeated: bool,
}

/// Call a flow by its secret address.
///
/// The body is JSON, at most 64 kB, and says whom it is about: `contact` (or where the trigger says) is a phone number with its country code, or the id of a contact;
/// a number nobody knows becomes a contact. The flow starts within moments and has the body under `trigger.data`. Public, since the address is the secret; where the
/// trigger names a signing secret, `X-Hub-Signature-256: sha256=<hex>` proves the body, too. With an `Idempotency-Key` (or `Webhook-Id`) the same call starts one run,
/// for 45 days. At most 600 calls in a minute.
#[utoipa::path(post, path = "/hooks/flows/{token}", tag = "runs", params(HookPath),
    request_body(content = serde_json::Value, description = "Whatever the caller has to say"),
    responses((status = ACCEPTED, body = HookCalled)))]
pub(crate) async fn call_flow_hook(
    State(app): State<App>,
    _guard: Public,
    Extension(rates): Extension<Rates>,
    Path(path): Path<HookPath>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<HookCalled>), ApiError> {
    if let Err(wait) = rates.take(&path.token) {
        return Err(ApiError::new(Code::RequestRateLimited, "This address is called too often.").retry_after(wait));
    }
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).filter(|value| !value.is_empty());
    let key = header("idempotency-key").or_else(|| header("webhook-id"));
    if key.is_some_and(|key| key.len() > LONGEST_HOOK_KEY) {
        return Err(ApiError::invalid_field(
            "",
            "too_long",
            format!("Use a key of at most {LONGEST_HOOK_KEY} bytes."),
        ));
    }
    let Ok(body) = to_bytes(body, MOST_HOOK_BYTES).await else {
        return Err(ApiError::new(
            Code::RequestTooLarge,
            format!("A call has at most {} kB.", MOST_HOOK_BYTES / 1024),
        ));
    };
    let knock = Knock {
        path: &path.token,
        signature: header(signature::HEADER),
        key,
        body: &body,
        request_id: &crate::request::id(),
    };
    let admitted = app.runs().knock(knock).await?;
    let called = HookCalled {
        run_id: admitted.run,
        repeated: admitted.repeated,
    };
    Ok((StatusCode::ACCEPTED, Json(called)))
}
