//! What the caller of a send is told, and the faults that keep or spoil it.

use std::time::Duration;

use axum::{body::Body, http::StatusCode, response::Response};
use futures::stream;
use serde_json::json;

use super::Done;
use crate::{
    faults::Fault,
    graph::{Answer, Call, bare_error, found},
};

/// Answers, unless a fault keeps or spoils the answer.
pub(super) async fn give(call: &Call, done: Done) -> Answer {
    let strike = |pick: fn(&Fault) -> Option<u16>| call.simulator.inner.with(|world| world.strike(&done.business, pick));
    if strike(|fault| matches!(fault, Fault::StatusBeforeAnswer).then_some(0)).is_some() {
        // Held webhooks or a receiver that hangs must not keep the caller for ever.
        let _ = tokio::time::timeout(Duration::from_secs(10), done.reported.cancelled()).await;
    }
    let lost = || call.simulator.inner.with(|world| world.ledger.answer_lost(&done.id));
    if let Some(status) = strike(|fault| {
        if let Fault::ServerErrorAfterAccept { status } = fault {
            Some(*status)
        } else {
            None
        }
    }) {
        lost();
        return Ok(bare_error(status));
    }
    if strike(|fault| matches!(fault, Fault::DropAnswer).then_some(0)).is_some() {
        lost();
        return Ok(broken_connection());
    }
    if strike(|fault| matches!(fault, Fault::HangAnswer).then_some(0)).is_some() {
        lost();
        call.simulator.inner.stop.cancelled().await;
        return Ok(broken_connection());
    }
    if strike(|fault| matches!(fault, Fault::GarbageAnswer).then_some(0)).is_some() {
        lost();
        return Ok(Response::new(Body::from("{\"messaging_product\":\"whats")));
    }
    if strike(|fault| matches!(fault, Fault::AnswerWithoutId).then_some(0)).is_some() {
        lost();
        return found(json!({ "messaging_product": "whatsapp", "contacts": done.answer["contacts"], "messages": [] }));
    }
    found(done.answer)
}

/// A response whose body fails before its first byte: the server closes the connection without sending anything.
fn broken_connection() -> Response {
    let broken = stream::iter([Err::<axum::body::Bytes, _>(std::io::Error::other("the answer is lost (fault)"))]);
    let mut response = Response::new(Body::from_stream(broken));
    *response.status_mut() = StatusCode::OK;
    response
}
