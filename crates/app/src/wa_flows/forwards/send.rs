//! One attempt at a delivery. Safe to run twice: the receiver is told the delivery's id, which stays the same.

use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{HeaderName, HeaderValue, Method, header};
use model::WorkspaceId;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use sha2::Sha256;
use store::{ForwardAttempt, ForwardDeliveryRow, ForwardRow, NewEvent};

use super::{ForwardHeader, Payload, TIMEOUT, alert, files, mapped, signing_secret};
use crate::App;
use crate::job::JobError;
use crate::secrets::Filled;

/// As much of an answer as is kept.
const KEPT: usize = 2_000;

pub(super) async fn deliver(app: &App, workspace_id: WorkspaceId, payload: &str) -> Result<(), JobError> {
    let Payload { delivery_id } = serde_json::from_str(payload).map_err(JobError::fail)?;
    let store = app.store().workspace(workspace_id);
    let delivery = store.get_forward_delivery(delivery_id).await?;
    if delivery.state != "pending" {
        return Ok(());
    }
    let forward = store.get_forward(delivery.forward_id).await?;
    let told = files::document(app, workspace_id, &forward, delivery.submission_id, files::How::Sent).await?;
    if told.is_waiting {
        return Err(JobError::retry("its files are still being fetched"));
    }
    let mut attempt = attempt(app, workspace_id, &forward, &delivery, &told.document).await;
    if attempt.state == "pending" && delivery.attempts + 1 >= super::ATTEMPTS {
        attempt.state = "failed";
    }
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(workspace_id);
    workspace.note_forward_attempt(delivery.id, &attempt).await?;
    if attempt.state == "failed" {
        let event = NewEvent::new(
            "forward.failed",
            None,
            &json!({ "forward_id": forward.id, "delivery_id": delivery.id, "submission_id": delivery.submission_id }),
        )?;
        workspace.append_events(&[event]).await?;
        alert::raise(&mut workspace, &forward, delivery.id).await?;
    }
    if attempt.state == "delivered" {
        alert::clear(&mut workspace, &forward, Some(delivery.id)).await?;
    }
    tx.commit().await?;
    match attempt.state {
        "pending" => Err(JobError::retry(attempt.error.unwrap_or_default())),
        _ => Ok(()),
    }
}

async fn attempt(app: &App, workspace_id: WorkspaceId, forward: &ForwardRow, delivery: &ForwardDeliveryRow, document: &Value) -> ForwardAttempt {
    let never = |error: String| ForwardAttempt {
        state: "failed",
        error: Some(error),
        ..ForwardAttempt::default()
    };
    let later = |error: String| ForwardAttempt {
        state: "pending",
        error: Some(error),
        ..ForwardAttempt::default()
    };
    let (body, _) = mapped(&forward.mapping, document);
    let body = body.to_string();
    let headers: Vec<ForwardHeader> = serde_json::from_str(&forward.headers).unwrap_or_default();
    let names = headers.iter().filter_map(|header| header.secret.as_deref());
    let secrets = match app.secrets().fill(workspace_id, names).await {
        Ok(secrets) => secrets,
        Err(error) => return later(error.detail.into_owned()),
    };
    let mut request = match request(app, forward, delivery, &headers, &secrets, &body) {
        Ok(request) => request,
        Err(why) => return never(why),
    };
    request.body = body.into();
    request.timeout = TIMEOUT;
    request.overflow = egress::Overflow::Cut;
    request.max_bytes = KEPT * 4;
    match app.egress().send(request).await {
        Err(error) if error.is_refusal() => never(format!("{error}.")),
        Err(error) => later(format!("{error}.")),
        Ok(response) => {
            let good = response.status.is_success();
            ForwardAttempt {
                state: if good { "delivered" } else { "pending" },
                status: Some(i64::from(response.status.as_u16())),
                // What the other side says back may hold what it was sent.
                response: Some(
                    secrets
                        .redact(&response.text())
                        .chars()
                        .filter(|letter| *letter != '\0')
                        .take(KEPT)
                        .collect(),
                ),
                error: (!good).then(|| format!("HTTP status {}.", response.status.as_u16())),
                ms: i64::try_from(response.took.as_millis()).unwrap_or(i64::MAX),
            }
        }
    }
}

/// Method, address and headers, signed over id, time and body as the Standard Webhooks specification has it.
fn request(
    app: &App,
    forward: &ForwardRow,
    delivery: &ForwardDeliveryRow,
    headers: &[ForwardHeader],
    secrets: &Filled,
    body: &str,
) -> Result<egress::Request, String> {
    let method: Method = forward.method.parse().map_err(|_| "The method is none.".to_owned())?;
    let mut request = egress::Request::new(method, forward.url.as_str());
    for one in headers {
        let name: HeaderName = one.name.parse().map_err(|_| format!("{} is no header.", one.name))?;
        let mut value = match (&one.value, &one.secret) {
            (Some(value), _) => HeaderValue::from_str(value),
            (None, Some(secret)) => {
                let found = secrets.get(secret).ok_or_else(|| format!("There is no secret {secret}."))?;
                HeaderValue::from_str(found)
            }
            (None, None) => continue,
        }
        .map_err(|_| format!("The value of {} cannot be sent.", one.name))?;
        value.set_sensitive(one.secret.is_some());
        request.headers.insert(name, value);
    }
    let secret = signing_secret(app, forward).map_err(|_| "The signing secret cannot be opened.".to_owned())?;
    let (id, seconds) = (delivery.id.to_string(), app.now().seconds());
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()).expect("HMAC takes a key of any length");
    mac.update(format!("{id}.{seconds}.{body}").as_bytes());
    let signature = format!("sha256={}", hex::encode(mac.finalize().into_bytes()));
    let own = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (HeaderName::from_static("idempotency-key"), id.clone()),
        (HeaderName::from_static("x-prismwa-delivery"), id),
        (HeaderName::from_static("x-prismwa-timestamp"), seconds.to_string()),
        (HeaderName::from_static("x-prismwa-signature"), signature),
    ];
    for (name, value) in own {
        request
            .headers
            .insert(name, HeaderValue::try_from(value).expect("ids and hexadecimal are header text"));
    }
    Ok(request)
}
