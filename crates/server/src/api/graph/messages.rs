//! `POST /{version}/{phone_number_id}/messages`: send, mark read, show typing.

use app::passthrough::{Addressee, Once, Outcome, PassthroughRequest};
use app::views::ErrorCode;
use axum::body::Bytes;
use http::HeaderMap;
use serde_json::{Map, Value, json};

use super::{NumberPath, text_of};
use crate::api::messages::content::read_content;
use crate::auth::Program;
use crate::error::MetaError;
use crate::prelude::*;

/// Longest `biz_opaque_callback_data` (*Messages*), and longest `Idempotency-Key`.
const LONGEST_KEY: usize = 512;
/// Deeper than any content of Meta's.
const DEEPEST: usize = 16;

/// Send a message, mark one read or show that somebody types, as Meta's Cloud API does.
///
/// The body is Meta's. Files may be named by the ids that `…/media` gave. The answer waits up to twelve seconds for Meta's: then it holds the wamid as Meta's
/// would. What Meta or the policy refuses comes in Meta's error envelope, with our word in `prismwa_code`; `send.still_queued` (Meta's code 131016) means that
/// the message waits and will go: ask again with the same `biz_opaque_callback_data` or `Idempotency-Key` to learn what became of it. With
/// `biz_opaque_callback_data` the same content to the same person is one message for a day; with `Idempotency-Key` the key is one message for good.
#[utoipa::path(post, path = "/graph/{version}/{phone_number_id}/messages", tag = "graph", params(NumberPath),
    request_body(content = Value, description = "Meta's body of a message, or of a read mark"), responses((status = OK, body = Value, description = "Meta's answer")))]
pub(super) async fn graph_messages(
    State(app): State<App>,
    program: Program<perm::SendMessages>,
    axum::extract::Path(path): axum::extract::Path<NumberPath>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<axum::Json<Value>, MetaError> {
    path.check()?;
    let channel = app.passthrough().channel(program.workspace_id(), &path.phone_number_id).await?;
    let Ok(Value::Object(body)) = serde_json::from_slice(&body) else {
        return Err(invalid("", "The body must be a JSON object."));
    };
    if body.get("messaging_product").and_then(Value::as_str) != Some("whatsapp") {
        return Err(invalid("/messaging_product", "messaging_product must be “whatsapp”."));
    }
    if let Some(status) = body.get("status") {
        if status != "read" {
            return Err(invalid("/status", "Only “read” can be said of a message."));
        }
        let wamid = text(&body, "message_id")?;
        let typing = body.get("typing_indicator").is_some();
        app.passthrough().mark_read(&program.actor(), channel, wamid, typing).await?;
        return Ok(axum::Json(json!({ "success": true })));
    }
    let (request, input) = read(&app, &program, &headers, body).await?;
    match app.passthrough().send(&program.actor(), channel, request).await? {
        Outcome::Accepted { wamid, wa_id, .. } => {
            let contact = match &wa_id {
                Some(wa_id) => json!({ "input": input, "wa_id": wa_id }),
                None => json!({ "input": input, "user_id": input }),
            };
            Ok(axum::Json(json!({
                "messaging_product": "whatsapp",
                "contacts": [contact],
                "messages": [{ "id": wamid, "message_status": "accepted" }],
            })))
        }
        Outcome::Failed { id, error } => Err(match error.code {
            ErrorCode::Meta(code) => MetaError::metas(code, format!("(#{code}) {}", error.title), error.detail).about(id),
            ErrorCode::Ours(own) => MetaError::ours(&own, error.detail).about(id),
        }),
        Outcome::Waiting { id } => {
            let details = format!(
                "The message is queued as {id} and goes as soon as it can. Ask again with the same biz_opaque_callback_data or Idempotency-Key to learn what became of it."
            );
            Err(MetaError::ours("send.still_queued", details).about(id))
        }
    }
}

/// The message in the body, and the address as it was given.
async fn read(
    app: &App,
    program: &Program<perm::SendMessages>,
    headers: &HeaderMap,
    mut body: Map<String, Value>,
) -> Result<(PassthroughRequest, String), MetaError> {
    if body.get("recipient_type").is_some_and(|kind| kind != "individual") {
        return Err(invalid(
            "/recipient_type",
            "Messages go to one person here: leave recipient_type out, or say “individual”.",
        ));
    }
    let (to, input) = match (body.get("to").and_then(Value::as_str), body.get("recipient").and_then(Value::as_str)) {
        (Some(phone), _) => (Addressee::Phone(phone.to_owned()), phone.to_owned()),
        (None, Some(user_id)) => (Addressee::UserId(user_id.to_owned()), user_id.to_owned()),
        (None, None) => {
            return Err(invalid(
                "/to",
                "Say whom to write to: `to` with a phone number, or `recipient` with a user id.",
            ));
        }
    };
    let kind = match body.get("type") {
        // Meta's own default.
        None => "text".to_owned(),
        Some(_) => text(&body, "type")?.to_owned(),
    };
    let Some(mut object) = body.remove(&kind) else {
        return Err(invalid(
            &format!("/{kind}"),
            &format!("A message of the type “{kind}” needs the member “{kind}”."),
        ));
    };
    as_ours(&mut object, &kind, DEEPEST);
    if kind == "location" {
        numbers(&mut object);
    }
    let (content, media_id) = read_content(app, program.workspace_id(), json!({ "type": kind, kind.as_str(): object })).await?;
    let context = body.get("context").and_then(|context| context["message_id"].as_str()).map(str::to_owned);
    let callback = body
        .get("biz_opaque_callback_data")
        .and_then(Value::as_str)
        .filter(|data| !data.is_empty());
    let once = match (text_of(headers, "idempotency-key"), callback) {
        (Some(key), _) => Once::Key(key),
        (None, Some(data)) => Once::Callback(data.to_owned()),
        (None, None) => Once::No,
    };
    if matches!(&once, Once::Key(key) | Once::Callback(key) if key.chars().count() > LONGEST_KEY) {
        return Err(invalid("/biz_opaque_callback_data", "At most 512 characters."));
    }
    let request = PassthroughRequest {
        to,
        content,
        media_id,
        context,
        once,
    };
    Ok((request, input))
}

/// Where Meta wants the id of a file, ours says so by its prefix; and what is `null` is not there, as SDKs write all they know.
fn as_ours(value: &mut Value, member: &str, deeper: usize) {
    let Some(deeper) = deeper.checked_sub(1) else { return };
    match value {
        Value::Object(members) => {
            members.retain(|_, member| !member.is_null());
            let is_ours = members.get("id").and_then(Value::as_str).is_some_and(|id| id.parse::<MediaId>().is_ok());
            if is_ours
                && matches!(member, "audio" | "document" | "gif" | "image" | "sticker" | "video")
                && let Some(id) = members.remove("id")
            {
                members.insert("media_id".to_owned(), id);
            }
            for (name, inside) in members.iter_mut() {
                as_ours(inside, name, deeper);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| as_ours(item, member, deeper)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Meta's examples write degrees as text.
fn numbers(location: &mut Value) {
    for name in ["latitude", "longitude"] {
        if let Some(degrees) = location.get_mut(name)
            && let Some(number) = degrees.as_str().and_then(|text| text.trim().parse::<f64>().ok())
        {
            *degrees = json!(number);
        }
    }
}

fn text<'b>(body: &'b Map<String, Value>, name: &str) -> Result<&'b str, MetaError> {
    body.get(name)
        .and_then(Value::as_str)
        .ok_or_else(|| invalid(&format!("/{name}"), &format!("“{name}” must be a text.")))
}

fn invalid(pointer: &str, detail: &str) -> MetaError {
    ApiError::invalid_field(pointer, "invalid_value", detail).into()
}
