//! The elements of webhooks: contacts, statuses, echoes and what surrounds a customer's message.

use serde_json::{Map, Value, json};

use crate::{
    clock::Time,
    graph::error::GraphError,
    world::{
        business::{Business, Number},
        message::{Message, Sent, Ticks},
        phone::Phone,
    },
};

/// `contacts[]` of an inbound message: the number is missing for username-only customers.
pub(crate) fn contact(phone: &Phone, business: &Business) -> Value {
    let mut profile = json!({ "name": phone.name });
    set(&mut profile, "username", phone.username.as_ref().map(|name| format!("@{name}")));
    let mut contact = json!({ "profile": profile, "user_id": phone.user_id(&business.portfolio_id) });
    set(&mut contact, "wa_id", phone.wa_id.as_deref());
    contact
}

/// What every message of a customer starts with.
pub(crate) fn inbound(phone: &Phone, business: &Business, id: &str, at: Time, kind: &str) -> Map<String, Value> {
    let mut message = json!({
        "id": id, "timestamp": at.seconds().to_string(), "type": kind, "from_user_id": phone.user_id(&business.portfolio_id),
    });
    set(&mut message, "from", phone.wa_id.as_deref());
    object(message)
}

/// `context` of a reply: the quoted message and who wrote it.
pub(crate) fn reply_context(quoted: Option<&Message>, id: &str, phone: &Phone, number: &Number) -> Value {
    let by_customer = quoted.is_some_and(|message| message.from == crate::world::message::Side::Phone);
    let author = if by_customer { phone.wa_id.clone() } else { Some(number.digits()) };
    let mut context = json!({ "id": id });
    set(&mut context, "from", author);
    context
}

/// `statuses[]`. Contacts come along except with `failed`; the username only from `delivered` on.
pub(crate) fn status(message: &Message, sent: &Sent, ticks: Ticks, phone: &Phone, business: &Business, at: Time) -> (Option<Value>, Value) {
    let mut status = json!({ "id": message.id, "status": ticks.word(), "timestamp": at.seconds().to_string() });
    if sent.to_number {
        set(&mut status, "recipient_id", phone.wa_id.as_deref());
    }
    if ticks != Ticks::Failed || !sent.to_number {
        status["recipient_user_id"] = phone.user_id(&business.portfolio_id).into();
    }
    set(&mut status, "biz_opaque_callback_data", sent.opaque.as_deref());
    let priced = ticks == Ticks::Sent || (!sent.priced && matches!(ticks, Ticks::Delivered | Ticks::Read));
    if priced {
        status["pricing"] = pricing(sent);
    }
    if sent.free_entry && priced {
        status["conversation"] = conversation(phone, business, ticks, at);
    }
    if let Some(failure) = &message.error
        && ticks == Ticks::Failed
    {
        status["errors"] = json!([GraphError::new(failure.code).details(&failure.details).in_webhook()]);
    }
    let contact = (ticks != Ticks::Failed).then(|| {
        let mut contact = contact(phone, business);
        if ticks == Ticks::Sent
            && let Some(profile) = contact["profile"].as_object_mut()
        {
            profile.remove("username");
        }
        contact
    });
    (contact, status)
}

/// `statuses[]` of a send to a number that nobody has.
pub(crate) fn lost_status(id: &str, recipient: &str, opaque: Option<&str>, error: &GraphError, at: Time) -> Value {
    let mut status = json!({
        "id": id, "status": "failed", "timestamp": at.seconds().to_string(), "recipient_id": recipient, "errors": [error.in_webhook()],
    });
    set(&mut status, "biz_opaque_callback_data", opaque);
    status
}

fn pricing(sent: &Sent) -> Value {
    let (billable, kind, category) = match (sent.free_entry, sent.category.as_str()) {
        (true, _) => (false, "free_entry_point", "referral_conversion"),
        (false, "service") => (false, "free_customer_service", "service"),
        (false, category) => (true, "regular", category),
    };
    json!({ "billable": billable, "pricing_model": "PMP", "type": kind, "category": category })
}

/// Since v24.0 only told inside a free entry point window.
fn conversation(phone: &Phone, business: &Business, ticks: Ticks, at: Time) -> Value {
    let digest = crate::config::stable_digest(&["conversation", &business.id, &phone.identity]);
    let mut conversation = json!({ "id": hex::encode(&digest[..16]), "origin": { "type": "referral_conversion" } });
    if ticks == Ticks::Sent {
        let expires = at.plus(std::time::Duration::from_secs(72 * 3600));
        conversation["expiration_timestamp"] = expires.seconds().to_string().into();
    }
    conversation
}

/// `message_echoes[]`: the owner wrote in the WhatsApp Business app.
pub(crate) fn echo(message: &Message, phone: &Phone, business: &Business, number: &Number) -> Value {
    let mut echo = json!({
        "from": number.digits(), "to_user_id": phone.user_id(&business.portfolio_id), "id": message.id,
        "timestamp": message.at.seconds().to_string(), "type": "text", "text": { "body": message.content["body"] },
    });
    set(&mut echo, "to", phone.wa_id.as_deref());
    echo
}

/// `user_preferences[]`: no more marketing, or marketing again.
pub(crate) fn preference(phone: &Phone, business: &Business, stop: bool, at: Time) -> Value {
    let (value, detail) = match stop {
        true => ("stop", "User requested to stop marketing messages"),
        false => ("resume", "User requested to resume marketing messages"),
    };
    let mut preference = json!({
        "user_id": phone.user_id(&business.portfolio_id), "detail": detail, "category": "marketing_messages", "value": value,
        "timestamp": at.seconds(),
    });
    set(&mut preference, "wa_id", phone.wa_id.as_deref());
    preference
}

/// Sets a key when there is something to set; absent is absent, never `null`.
pub(crate) fn set(object: &mut Value, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        object[key] = value.into();
    }
}

pub(crate) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Map::new(),
    }
}
