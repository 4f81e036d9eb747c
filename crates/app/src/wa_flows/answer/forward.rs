//! An address of the business answers: it gets the plain question as JSON, signed, and says the next screen.

use std::time::Duration;

use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use sha2::Sha256;
use store::secrets::{Place, Sealed};

use super::{AnswerProblem, Asked, Said, question};
use crate::App;
use crate::wa_flows::endpoint::SECRET;

/// A screen's data is rarely larger; pictures in it may be.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Asks the address. Only what the egress lets through is called; nothing is followed.
pub(super) async fn answer(app: &App, asked: &Asked<'_>, settings: &Value, budget: Duration) -> Result<Said, AnswerProblem> {
    let url = settings["url"].as_str().unwrap_or_default();
    let body = question(asked).to_string();
    let mut request = egress::Request::new(http::Method::POST, url);
    request.timeout = budget;
    request.max_bytes = MOST_BYTES;
    request
        .headers
        .insert(http::header::CONTENT_TYPE, http::HeaderValue::from_static("application/json"));
    if let Some(secret) = secret(app, asked)? {
        let signature = format!("sha256={}", sign(&secret, body.as_bytes()));
        let value = http::HeaderValue::from_str(&signature).expect("hexadecimal is header text");
        request.headers.insert("x-prismwa-signature", value);
    }
    request.body = body.into();
    let response = app.egress().send(request).await.map_err(|error| {
        let kind = if error.is_refusal() { "refused" } else { "unreachable" };
        AnswerProblem::new(kind, format!("{url} cannot be asked: {error}."))
    })?;
    if !response.status.is_success() {
        return Err(AnswerProblem::new(
            "bad_answer",
            format!("{url} answered with HTTP status {}.", response.status.as_u16()),
        ));
    }
    let raw = serde_json::from_slice(&response.body)
        .map_err(|error| AnswerProblem::new("bad_answer", format!("The answer of {url} is no JSON: {error}.")))?;
    Ok(Said { raw, logs: Vec::new() })
}

fn secret(app: &App, asked: &Asked<'_>) -> Result<Option<SecretString>, AnswerProblem> {
    let Some(sealed) = &asked.endpoint.endpoint_secret else {
        return Ok(None);
    };
    let place = Place {
        column: SECRET,
        row: asked.flow.id.uuid(),
    };
    let opened = app.store().unseal(place, &Sealed::from_bytes(sealed.clone()));
    opened
        .map(Some)
        .map_err(|_| AnswerProblem::new("refused", "The secret of this endpoint cannot be opened; set it again."))
}

/// HMAC-SHA256 over the body, hexadecimal.
fn sign(secret: &SecretString, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()).expect("HMAC takes a key of any length");
    mac.update(body);
    hex::encode(mac.finalize().into_bytes())
}
